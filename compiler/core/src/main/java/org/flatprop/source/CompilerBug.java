package org.flatprop.source;

/** The compiler contradicts itself: never the fault of a model. */
public final class CompilerBug extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A contradiction, and where it showed. */
  public CompilerBug(String message) {
    super(message);
  }

  /** What should never have failed. */
  public CompilerBug(String message, Throwable cause) {
    super(message, cause);
  }
}
