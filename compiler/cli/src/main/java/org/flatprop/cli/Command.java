package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import org.flatprop.source.CompileException;

/** One command of the program. */
interface Command {

  /**
   * Does the command.
   *
   * @param in the standard input, read where a file is called {@code -}
   * @param err the standard error, for what is said while it is done
   * @throws CompileException if a model, or what was given to it, is wrong
   */
  Answer answer(InputStream in, PrintStream err);
}
