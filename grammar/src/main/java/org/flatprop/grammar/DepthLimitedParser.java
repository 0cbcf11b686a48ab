package org.flatprop.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;

/**
 * A parser that stops, instead of overflowing the stack, at expressions nested too deeply.
 *
 * <p>Only nesting counts: a long sum is parsed by a loop and has depth one.
 */
public abstract class DepthLimitedParser extends Parser {

  /** Expressions may be nested this deeply, brackets and right operands together. */
  public static final int MAX_DEPTH = 10_000;

  /** Room for the operands at the innermost place. */
  private static final int SLACK = 8;

  private int depth;

  protected DepthLimitedParser(TokenStream input) {
    super(input);
  }

  @Override
  public void enterRecursionRule(
      ParserRuleContext localctx, int state, int ruleIndex, int precedence) {
    if (++depth > MAX_DEPTH + SLACK) {
      throw new TooDeepException(getCurrentToken());
    }
    super.enterRecursionRule(localctx, state, ruleIndex, precedence);
  }

  @Override
  public void unrollRecursionContexts(ParserRuleContext parentctx) {
    depth--;
    super.unrollRecursionContexts(parentctx);
  }

  @Override
  public void reset() {
    super.reset();
    depth = 0;
  }

  /** Forgets the nesting of an abandoned statement. */
  public void restart() {
    depth = 0;
    setContext(null);
  }
}
