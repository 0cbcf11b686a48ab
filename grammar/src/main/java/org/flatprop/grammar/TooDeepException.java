package org.flatprop.grammar;

import org.antlr.v4.runtime.Token;

/** An expression is nested more deeply than {@link DepthLimitedParser#MAX_DEPTH}. */
public final class TooDeepException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Token token;

  TooDeepException(Token token) {
    super("nested too deeply", null, false, false);
    this.token = token;
  }

  /** The token at which the limit was passed. */
  public Token token() {
    return token;
  }
}
