package org.flatprop.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flatprop.cli.data.Origin;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.graph.Shape;
import org.flatprop.runtime.Decimal;
import org.flatprop.runtime.Section;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;

/** The catalogue of what can be wrong with what is given to a model: one factory an error. */
final class CommandErrors {

  /** The example of how to give missing values need not be complete. */
  private static final int MAX_EXAMPLES = 5;

  private CommandErrors() {}

  // Values

  static Diagnostic unknownInput(
      Origin origin, String name, boolean computed, Optional<String> near) {
    return origin.error(
        computed
            ? "`" + name + "` is computed by the model: it takes no value"
            : "the model has no input `" + name + "`",
        hint(near));
  }

  private static String[] hint(Optional<String> near) {
    return near.map(n -> new String[] {"did you mean `" + n + "`?"}).orElse(new String[0]);
  }

  static Diagnostic dimAsInput(Origin origin, String name) {
    return origin.error("`" + name + "` is a dim, not an input", "its size: --dim " + name + "=…");
  }

  static Diagnostic notANumber(Origin origin, String reason) {
    return origin.error(
        reason, "a number, NaN, Infinity or -Infinity is wanted, or an array: [[1, 2], [3, 4]]");
  }

  static Diagnostic badIndex(Origin origin, String place, double value, int range) {
    String last = String.valueOf(range - 1);
    return origin.error(
        "`" + place + "` is " + Decimal.print(value) + ", which is no index",
        range == 0
            ? "there is none: its range is empty"
            : "an integer from 0 to " + last + " is wanted");
  }

  static Diagnostic emptyRange(String name) {
    return Diagnostic.about(name, "this index has an empty range: it can have no value");
  }

  static Diagnostic missingInputs(String file, List<Input> inputs) {
    String all = inputs.stream().map(CommandErrors::shaped).collect(Collectors.joining(", "));
    String example =
        inputs.stream()
            .limit(MAX_EXAMPLES)
            .map(input -> "--set " + input.name() + "=…")
            .collect(Collectors.joining(" "));
    return Diagnostic.about(
        file,
        (inputs.size() == 1 ? "this input has no value: " : "these inputs have no value: ") + all,
        "give values: " + example + (inputs.size() > MAX_EXAMPLES ? " …" : ""),
        "or a file of them: --data FILE, a .json, .npz or .csv");
  }

  /** {@code `x` [N, 3]}. */
  private static String shaped(Input input) {
    Shape shape = input.node().shape();
    return "`" + input.name() + "`" + (shape.isScalar() ? "" : " " + shape);
  }

  static Diagnostic unknownDim(String option, String name, Optional<String> near) {
    return Diagnostic.about(option, "the model leaves no dim `" + name + "` open", hint(near));
  }

  static Diagnostic unboundDim(String file, String name, List<Input> binders) {
    String option = "give it one: --dim " + name + "=…";
    return Diagnostic.about(
        file,
        "the dim `" + name + "` has no size",
        binders.isEmpty()
            ? option
            : option
                + ", or a value that has it: "
                + binders.stream()
                    .limit(MAX_EXAMPLES)
                    .map(CommandErrors::shaped)
                    .collect(Collectors.joining(", ")));
  }

  static Diagnostic jacobianTooLarge(Section objective, int rows, int columns) {
    return Diagnostic.about(
        "--jacobian",
        "there would be "
            + rows
            + " rows, one for each element of `"
            + objective.name()
            + "`, of "
            + columns
            + " columns: more elements than an array has",
        "choose fewer columns: --wrt …");
  }

  // Plots

  static Diagnostic noAbscissa(Input input) {
    return Diagnostic.about(
        "--input",
        shaped(input)
            + (input.node().shape().isScalar() ? " is an index" : " is no scalar")
            + ": it cannot run along the axis");
  }

  static Diagnostic noAbscissa(String file) {
    return Diagnostic.about(
        file,
        "no input is a scalar: none can run along the axis",
        "without --x, vectors are drawn");
  }

  static Diagnostic severalAbscissas(String file, List<Input> inputs) {
    String first = inputs.get(0).name();
    return Diagnostic.about(
        file,
        "several inputs could run along the axis: "
            + inputs.stream().map(CommandErrors::shaped).collect(Collectors.joining(", ")),
        "say which one does, and what the others are: --input "
            + first
            + inputs.stream()
                .skip(1)
                .limit(MAX_EXAMPLES)
                .map(input -> " --set " + input.name() + "=…")
                .collect(Collectors.joining()));
  }

  static Diagnostic noOrdinate(Section objective) {
    return Diagnostic.about(
        objective.toString(),
        "a function that is drawn with its derivative must be a scalar",
        "draw another value: --objective …",
        "a vector is drawn against its index, without --x");
  }

  static Diagnostic noVector(String file) {
    return Diagnostic.about(
        file,
        "without --x, vectors are drawn against their index, and there is none",
        "a function and its derivative: --x -5:5");
  }

  static Diagnostic nothingToDraw(String file, List<String> names, boolean logarithmic) {
    return Diagnostic.about(
        file,
        "there is nothing to draw: no value of "
            + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
            + " is finite"
            + (logarithmic ? " and above 0, as --log needs" : ""));
  }

  static Diagnostic noColumn(String file, String title, Optional<String> near) {
    return Diagnostic.about(file, "there is no column `" + title + "`", hint(near));
  }

  // Files to write

  static Diagnostic onlySvg(String file) {
    return Diagnostic.about(file, "plots are written as .svg files");
  }

  static Diagnostic onlyResults(String file) {
    return Diagnostic.about(file, "results are written as .npz, .safetensors or .csv files");
  }

  static Diagnostic noPredictions(String file) {
    return Diagnostic.about(
        file,
        "a table has a row for each example, and none of the outputs has one",
        "outputs of any shape are written as .npz files");
  }

  static Diagnostic sameColumn(String file, String title) {
    return Diagnostic.about(
        file, "two columns would be called `" + title + "`", "rename an output");
  }

  static Diagnostic sameNameInFile(String file, String name, String by) {
    return Diagnostic.about(
        file,
        "two arrays would be called `" + name + "`: the output, and the gradient by `" + by + "`",
        "rename the output");
  }

  static Diagnostic onlyPictures(String file) {
    return Diagnostic.about(file, "graphs are written as .html, .svg or .dot files");
  }

  // Training

  static final String SMALLER_STEPS =
      "numbers have grown: a smaller --rate, --clip, or --normalize for large data";

  static final String OTHER_PLACES =
      "there is no value there: keep the input away from it, as max(x, 1e-12) does, or start"
          + " elsewhere: --seed";

  static Diagnostic divergenceTooLarge(Span objective, String message, String reason) {
    return Diagnostic.at(
        objective, message, "where it began is not looked for: " + reason, SMALLER_STEPS);
  }

  static Diagnostic finiteWhenStrict(Span objective, String message) {
    return Diagnostic.at(
        objective,
        message,
        "computed again in profile strict, both are finite: the step itself was too large, or the numbers are at "
            + "the edge of what there is",
        SMALLER_STEPS);
  }
}
