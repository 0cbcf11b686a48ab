package org.flatprop.cli;

import java.io.IOException;
import java.io.InputStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.source.CompileException;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;

/** A model's file as named on the command line. */
final class ModelFile {

  private static final String STDIN = "<stdin>";

  private ModelFile() {}

  /**
   * Reads and compiles a model.
   *
   * @param name of the file; {@code -} for the standard input
   * @throws CompileException if it cannot be read or is wrong
   */
  static CompiledModel compile(String name, InputStream in, Options options) {
    return Flatprop.compile(of(name, in), options);
  }

  /**
   * Reads a model.
   *
   * @param name of the file; {@code -} for the standard input
   * @throws CompileException if it cannot be read
   */
  static SourceFile of(String name, InputStream in) {
    return name.equals("-") ? standardInput(in) : SourceFile.read(Paths.of(name));
  }

  private static SourceFile standardInput(InputStream in) {
    try {
      return SourceFile.ofText(STDIN, SourceFile.decode(STDIN, in.readAllBytes()));
    } catch (IOException e) {
      throw new CompileException(Errors.unreadable(STDIN, String.valueOf(e.getMessage())));
    }
  }
}
