package org.flatprop.cli;

import java.io.InputStream;
import org.flatprop.source.CompileException;

/** One command of the program. */
interface Command {

  /**
   * Does the command.
   *
   * @param in the standard input, read where a file is called {@code -}
   * @throws CompileException if a model, or what was given to it, is wrong
   */
  Answer answer(InputStream in);
}
