package org.flatprop.cli.data;

import java.util.List;
import org.flatprop.graph.Shape;
import org.flatprop.source.Diagnostic;

/** The catalogue of what can be wrong with a file of values: one factory an error. */
final class DataErrors {

  private DataErrors() {}

  static Diagnostic unknownFormat(String file) {
    return file.endsWith(".npy")
        ? Diagnostic.about(
            file,
            "a .npy file does not say which input it is for",
            "put the array in a .npz file: numpy.savez(\"data.npz\", x=array)")
        : Diagnostic.about(file, "data is read from .json, .npz, .safetensors and .csv files");
  }

  // Sizes

  static Diagnostic boundTwice(String option, String dim, int first, int second) {
    return Diagnostic.about(
        option, "`" + dim + "` is given two sizes: " + first + " and " + second);
  }

  static Diagnostic shape(Given given, Shape shape, List<String> dims) {
    String declared = shape.isScalar() ? "a scalar" : shape.toString();
    String actual = ArrayData.shape(given.value().orElseThrow().sizes());
    return given
        .origin()
        .error(
            "`" + given.name() + "` is " + declared + ", but " + actual + " is given",
            dims.toArray(String[]::new));
  }

  // JSON

  static Diagnostic badJson(Origin place, String reason) {
    return place.error("this is not JSON: " + reason);
  }

  static Diagnostic notAnObject(Origin place) {
    return place.error("an object is wanted: {\"NAME\": VALUE, …}");
  }

  static Diagnostic badValue(Origin place, String name, String reason) {
    return place.error(
        "`" + name + "`: " + reason,
        "numbers are wanted, \"NaN\", \"Infinity\" or \"-Infinity\", or arrays of them");
  }

  // NumPy

  static Diagnostic badArchive(String file, String reason) {
    return Diagnostic.about(file, "this is no .npz file: " + reason);
  }

  static Diagnostic badArray(String file, String name, String reason, String... notes) {
    return Diagnostic.about(file, "`" + name + "`: " + reason, notes);
  }

  // Safetensors

  static Diagnostic badSafetensors(String file, String reason) {
    return Diagnostic.about(file, "this is no .safetensors file: " + reason);
  }

  // CSV

  static Diagnostic badCsv(String file, String reason) {
    return Diagnostic.about(file, "this is no .csv file: " + reason);
  }

  static Diagnostic badRow(String file, long line, String message, String... notes) {
    return Diagnostic.about(file + ":" + line, message, notes);
  }

  static Diagnostic badColumns(String file, String message, String... notes) {
    return Diagnostic.about(file, message, notes);
  }
}
