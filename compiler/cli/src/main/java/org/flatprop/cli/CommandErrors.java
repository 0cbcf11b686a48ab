package org.flatprop.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;

/** The catalogue of what can be wrong with what is given to a model: one factory an error. */
final class CommandErrors {

  /** The example of how to give missing values need not be complete. */
  private static final int MAX_EXAMPLES = 5;

  private CommandErrors() {}

  // Values

  /** Where a value was given: an option, or a place in a data file. */
  static Diagnostic unknownInput(
      String option, String name, boolean computed, Optional<String> near) {
    return Diagnostic.about(option, noInput(name, computed), hint(near));
  }

  static Diagnostic unknownInput(Span place, String name, boolean computed, Optional<String> near) {
    return Diagnostic.at(place, noInput(name, computed), hint(near));
  }

  private static String noInput(String name, boolean computed) {
    return computed
        ? "`" + name + "` is computed by the model: it takes no value"
        : "the model has no input `" + name + "`";
  }

  private static String[] hint(Optional<String> near) {
    return near.map(n -> new String[] {"did you mean `" + n + "`?"}).orElse(new String[0]);
  }

  static Diagnostic notANumber(String option, String reason) {
    return Diagnostic.about(option, reason, "a number, NaN, Infinity or -Infinity is wanted");
  }

  static Diagnostic arrayForScalar(String option, String name) {
    return Diagnostic.about(option, isScalar(name));
  }

  static Diagnostic arrayForScalar(Span place, String name) {
    return Diagnostic.at(place, isScalar(name));
  }

  private static String isScalar(String name) {
    return "an array is given, but `" + name + "` is a scalar";
  }

  static Diagnostic missingInputs(String file, List<String> names) {
    String all = names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    String example =
        names.stream()
            .limit(MAX_EXAMPLES)
            .map(name -> "--set " + name + "=…")
            .collect(Collectors.joining(" "));
    return Diagnostic.about(
        file,
        (names.size() == 1 ? "this input has no value: " : "these inputs have no value: ") + all,
        "give values: " + example + (names.size() > MAX_EXAMPLES ? " …" : ""),
        "or a file of them: --data FILE.json");
  }

  static Diagnostic unknownDim(String name) {
    return Diagnostic.about("--dim " + name, "the model has no dim `" + name + "`");
  }

  // Data files

  static Diagnostic onlyJson(String file) {
    return Diagnostic.about(file, "only .json files are read as data in this version");
  }

  static Diagnostic badJson(Span place, String reason) {
    return Diagnostic.at(place, "this is not JSON: " + reason);
  }

  static Diagnostic notAnObject(Span place) {
    return Diagnostic.at(place, "an object is wanted: {\"NAME\": VALUE, …}");
  }

  static Diagnostic badValue(Span place, String reason) {
    return Diagnostic.at(
        place, reason, "a number, \"NaN\", \"Infinity\" or \"-Infinity\" is wanted");
  }

  // Files to write

  static Diagnostic noPath(String name) {
    return Diagnostic.about(name, "this is no file name on this system");
  }

  static Diagnostic unwritable(String file, IOException cause) {
    return Diagnostic.about(file, "cannot be written: " + reason(cause));
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

  static Diagnostic unwritable(String file, String reason) {
    return Diagnostic.about(file, "cannot be written: " + reason);
  }

  static Diagnostic sameClass(String file, String className, String first) {
    return Diagnostic.about(
        file, "its class is `" + className + "`, and so is that of " + first, "rename one of them");
  }

  static Diagnostic noPackage(String name, String reason) {
    return Diagnostic.about("--package", "`" + name + "` is no package's name: " + reason);
  }

  static Diagnostic notYetDrawn(String file, String ending) {
    return Diagnostic.about(file, "graphs are not drawn as " + ending + " yet: only as .dot");
  }

  static Diagnostic onlyDot(String file) {
    return Diagnostic.about(file, "graphs are written as .dot files");
  }
}
