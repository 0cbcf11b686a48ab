package org.flatprop.ahead;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.flatprop.source.Diagnostic;

/** The catalogue of what can be wrong with the files of a build. */
public final class FileErrors {

  private FileErrors() {}

  /** A file's name as it is shown, the same on every system. */
  public static String shown(Path file) {
    return file.toString().replace(File.separatorChar, '/');
  }

  public static Diagnostic noPath(String name) {
    return Diagnostic.about(name, "this is no file name on this system");
  }

  public static Diagnostic unwritable(String file, IOException cause) {
    return Diagnostic.about(file, "cannot be written: " + reason(cause));
  }

  static Diagnostic unwritable(Path file, IOException cause) {
    return unwritable(shown(file), cause);
  }

  static Diagnostic unreadable(Path file, IOException cause) {
    return Diagnostic.about(shown(file), "cannot be read: " + reason(cause));
  }

  static Diagnostic noClassFile(Path file) {
    return Diagnostic.about(
        shown(file), "this is no class file", "compile it again: mvn clean compile");
  }

  static Diagnostic folderInTheWay(Path file) {
    return Diagnostic.about(shown(file), "cannot be written: a folder is in the way");
  }

  static Diagnostic foreignFileInTheWay(Path file, String model) {
    return Diagnostic.about(
        shown(file),
        "the class of " + model + " goes here, but there is a file that Flatprop has not written",
        "move it away, or rename the model");
  }

  static Diagnostic taken(Path file, String model, String by) {
    return Diagnostic.about(
        shown(file),
        "the class of " + model + " goes here, and so does one of " + by,
        "share the models out by `includes` and `excludes`, or give one of them a `basePackage` of its own");
  }

  static Diagnostic unremovable(Path file, IOException cause) {
    return Diagnostic.about(
        shown(file), "its model is gone, but it cannot be removed: " + reason(cause));
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (cause instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(cause.getMessage());
  }

  public static Diagnostic sameClass(String file, String className, String first) {
    return Diagnostic.about(
        file, "its class is `" + className + "`, and so is that of " + first, "rename one of them");
  }

  static Diagnostic sameFile(String file, String className, String other, String first) {
    return Diagnostic.about(
        file,
        "its class is `" + className + "`, and that of " + first + " is `" + other + "`",
        "many systems take their files for the same: rename one of them");
  }

  public static Diagnostic noPackage(String place, String name, String reason) {
    return Diagnostic.about(place, "`" + name + "` is no package's name: " + reason);
  }

  static Diagnostic folderIsNoPackage(Path folder, String name, String reason) {
    return Diagnostic.about(
        shown(folder),
        "the classes of its models would be in the package `" + name + "`, but " + reason,
        "rename the folder");
  }
}
