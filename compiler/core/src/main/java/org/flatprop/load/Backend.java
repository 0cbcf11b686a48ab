package org.flatprop.load;

import java.util.Map;

/** A compiler of emitted Java. All give the same bits. */
public enum Backend {
  /** The embedded compiler, there on every JVM. */
  JANINO {
    @Override
    Map<String, byte[]> compile(String className, String source) throws CompilationFailure {
      return JaninoBackend.compile(className, source);
    }
  },

  /** The JDK's own compiler, where there is a JDK. */
  JAVAC {
    @Override
    Map<String, byte[]> compile(String className, String source) throws CompilationFailure {
      return JavacBackend.compile(className, source);
    }

    @Override
    public boolean isPresent() {
      return JavacBackend.isPresent();
    }
  };

  /**
   * Compiles a class and those nested in it.
   *
   * @param className with its package
   * @return class files by class name
   */
  abstract Map<String, byte[]> compile(String className, String source) throws CompilationFailure;

  /** Whether it can be used on this JVM. */
  public boolean isPresent() {
    return true;
  }

  /** The source was refused. */
  static final class CompilationFailure extends Exception {

    private static final long serialVersionUID = 1L;

    CompilationFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
