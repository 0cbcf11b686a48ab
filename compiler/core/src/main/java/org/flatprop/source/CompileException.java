package org.flatprop.source;

import java.util.List;
import java.util.stream.Collectors;

/** A model, or what was given to it, is wrong; says everything that is. */
public final class CompileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /** One thing is wrong. */
  public CompileException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /** Several things are wrong; the message is all of them as a user reads them. */
  public CompileException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** What is wrong, in the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
