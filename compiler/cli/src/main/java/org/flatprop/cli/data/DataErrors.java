package org.flatprop.cli.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.graph.Shape;
import org.flatprop.runtime.Decimal;
import org.flatprop.source.Diagnostic;

/** The catalogue of what can be wrong with a file of values: one factory an error. */
final class DataErrors {

  /** Of long lists not all is shown. */
  private static final int MAX_NAMES = 8;

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

  static Diagnostic badColumns(String place, String message, String... notes) {
    return Diagnostic.about(place, message, notes);
  }

  static Diagnostic otherSeparator(String file, char separator) {
    return Diagnostic.about(
        file,
        "columns are separated by commas, not by " + (separator == '\t' ? "tabs" : "`;`"),
        "save the table with commas between columns, and points in numbers");
  }

  static Diagnostic raggedRow(String file, long line, int count, int first) {
    return Diagnostic.about(
        file + ":" + line,
        "rows are not equally long: this one has " + count + ", the first one " + first);
  }

  static Diagnostic notANumber(String place, String column, String cell) {
    if (cell.isEmpty()) {
      return Diagnostic.about(
          place, column + ": the cell is empty", "a number that is not known is written NaN");
    }
    boolean otherwise = cell.contains(";") || cell.contains("\t");
    return Diagnostic.about(
        place,
        column + ": `" + cell + "` is not a number",
        otherwise ? new String[] {"columns are separated by commas"} : new String[0]);
  }

  static Diagnostic tooManyNumbers(String place, String name) {
    return Diagnostic.about(place, "`" + name + "` has too many numbers");
  }

  // Tables of examples

  static Diagnostic badCell(String place, String column, String reason, String... notes) {
    return Diagnostic.about(place, column + ": " + reason, notes);
  }

  static Diagnostic badCells(String file, String what, int count, String... notes) {
    return Diagnostic.about(file, what + ": " + count + " in all", notes);
  }

  static Diagnostic noRows(String place) {
    return Diagnostic.about(place, "there are no rows to learn from");
  }

  static Diagnostic noHeader(String file) {
    return Diagnostic.about(
        file,
        "its columns have no names, so none can be named",
        "--columns, --drop and --one-hot need a first row with the names of the columns");
  }

  static Diagnostic noExamples(String file) {
    return Diagnostic.about(
        file, "the rows of a table are for inputs that are arrays: there is none to be given");
  }

  static Diagnostic unknownColumn(
      String option, String file, String title, Optional<String> near, List<String> titles) {
    return Diagnostic.about(
        option,
        file + " has no column `" + title + "`",
        near.map(name -> "did you mean `" + name + "`?").orElse("there are " + some(titles)));
  }

  static Diagnostic unknownInput(
      String option, String name, Optional<String> near, Declarations examples) {
    List<String> names = examples.inOrder().stream().map(Declared::name).toList();
    return Diagnostic.about(
        option,
        "no input `" + name + "` takes a part of each row",
        near.map(other -> "did you mean `" + other + "`?").orElse("there are " + some(names)));
  }

  static Diagnostic usedTwice(String option, String column, String other) {
    return Diagnostic.about(
        option,
        option.equals(other)
            ? column + " is named twice"
            : column + " is used twice: it is named by " + other + " too");
  }

  static Diagnostic sameTitle(String place, String title) {
    return Diagnostic.about(place, "two columns are called `" + title + "`");
  }

  static Diagnostic titleBesideOption(String place, String column, String name) {
    return Diagnostic.about(
        place,
        column + " is named for `" + name + "`, for which --columns names others",
        "leave it out (--drop), or name it too");
  }

  static Diagnostic oneHotIndex(String column, Declared input) {
    return Diagnostic.about(
        "--one-hot",
        column + " is for the index " + input.shown() + ", which takes the number of a category");
  }

  static Diagnostic notMeantFor(String place, List<String> titles, List<Declared> inputs) {
    String columns = (titles.size() == 1 ? "this column is" : "these columns are") + " for: ";
    return inputs.isEmpty()
        ? Diagnostic.about(
            place,
            "no input is left that " + columns + some(titles),
            "leave columns out: --drop " + String.join(",", first(titles)))
        : Diagnostic.about(
            place,
            "nothing says which of the inputs " + shown(inputs) + " " + columns + some(titles),
            "say it: "
                + inputs.stream()
                    .map(input -> "--columns " + input.name() + "=COL")
                    .collect(Collectors.joining(" ")),
            "or leave columns out: --drop COL");
  }

  static Diagnostic wrongWidth(
      String place, Declared input, int wanted, int width, List<String> titles) {
    return Diagnostic.about(
        place,
        input.shown()
            + " takes "
            + wanted
            + " numbers of each row, but gets "
            + width
            + ": "
            + some(titles),
        wanted < width
            ? "leave columns out (--drop COL), or say which are meant: --columns "
                + input.name()
                + "=COL,COL"
            : "say which columns are meant: --columns " + input.name() + "=COL,COL");
  }

  static Diagnostic noValue(String place, String column) {
    return Diagnostic.about(place, column + ": no row to learn from has a value");
  }

  static Diagnostic tooManyClasses(String place, Declared input, int range, List<String> classes) {
    return Diagnostic.about(
        place,
        input.shown()
            + " is in "
            + range
            + ", but the table has "
            + classes.size()
            + " classes: "
            + some(classes));
  }

  static Diagnostic missingColumns(
      String place, String name, List<String> missing, Optional<String> near) {
    return Diagnostic.about(
        place,
        (missing.size() == 1 ? "there is no column " : "there are no columns ")
            + some(missing)
            + " for `"
            + name
            + "`",
        near.map(other -> new String[] {"did you mean `" + other + "`?"}).orElse(new String[0]));
  }

  static Diagnostic namesNeeded(String file, List<String> titles) {
    return Diagnostic.about(
        file, "its columns have no names: those learnt from are " + some(titles));
  }

  static Diagnostic otherColumns(String file, int count, int wanted) {
    return Diagnostic.about(
        file,
        "its rows have "
            + count
            + " cells, those learnt from had "
            + wanted
            + ": without names, columns must be the same");
  }

  static Diagnostic notFinite(Origin origin, String place, double value) {
    return origin.error(
        "`" + place + "` is " + Decimal.print(value) + ": numbers like that have no mean");
  }

  static Diagnostic tooLargeToNormalize(Origin origin, String name) {
    return origin.error("the numbers of `" + name + "` are too large to be normalized");
  }

  static Diagnostic otherWidth(Given given, int width) {
    return given
        .origin()
        .error(
            "`"
                + given.name()
                + "` is prepared by "
                + width
                + " numbers an example, but "
                + ArrayData.shape(given.value().orElseThrow().sizes())
                + " is given");
  }

  static Diagnostic badPreparation(String file, String reason) {
    return Diagnostic.about(file, "what prepares data for its parameters is damaged: " + reason);
  }

  /** What to say of a name that is none of some. */
  static String known(Optional<String> near, List<String> names) {
    return near.map(name -> "did you mean `" + name + "`?").orElse("there are " + some(names));
  }

  private static String shown(List<Declared> inputs) {
    return inputs.stream().map(Declared::shown).collect(Collectors.joining(", "));
  }

  /** The first of a list of names. */
  static String some(List<String> names) {
    return first(names).stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
        + (names.size() > MAX_NAMES ? ", … (" + names.size() + " in all)" : "");
  }

  private static List<String> first(List<String> names) {
    return names.subList(0, Math.min(MAX_NAMES, names.size()));
  }
}
