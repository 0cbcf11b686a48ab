package org.flatprop.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.flatprop.ahead.FileErrors;
import org.flatprop.source.CompileException;

/** File names as given by a user. */
final class Paths {

  private Paths() {}

  /**
   * The path of a name.
   *
   * @throws CompileException if the system has no such names
   */
  static Path of(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CompileException(FileErrors.noPath(name));
    }
  }

  /** The name as it is shown, the same on every system. */
  static String shown(Path path) {
    return FileErrors.shown(path);
  }
}
