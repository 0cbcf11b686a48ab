package org.flatprop.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The catalogue of user errors about sizes, shapes, indices and array functions. */
public final class ArrayErrors {

  private ArrayErrors() {}

  /**
   * One of the arrays that an error is about.
   *
   * @param text how it is written
   * @param shape what its shape is
   * @param line where it gets its shape
   */
  public record Operand(String text, String shape, Span line) {}

  private static String[] notes(List<Operand> operands, Optional<String> hint) {
    int width = operands.stream().mapToInt(o -> o.text().length()).max().orElse(0);
    int shapes = operands.stream().mapToInt(o -> o.shape().length()).max().orElse(0);
    String[] notes = new String[operands.size()];
    for (int i = 0; i < notes.length; i++) {
      Operand operand = operands.get(i);
      String last = i == notes.length - 1 ? hint.map(h -> "   " + h).orElse("") : "";
      notes[i] =
          operand.text()
              + " ".repeat(width - operand.text().length())
              + " is "
              + operand.shape()
              + " ".repeat(shapes - operand.shape().length())
              + "   ("
              + place(operand.line())
              + ")"
              + last;
    }
    return notes;
  }

  private static String place(Span span) {
    return span.file().isBuiltIn() ? span.location() : "line " + span.line();
  }

  // Shapes

  /** Arrays that do not broadcast. */
  public static Diagnostic shapesDoNotFit(Span span, String text, List<Operand> operands) {
    return Diagnostic.at(
        span,
        "shapes do not fit: " + text,
        notes(operands, Optional.of("sizes must be equal, or written 1")));
  }

  /** A product of matrices whose inner sizes differ. */
  public static Diagnostic productDoesNotFit(
      Span span, String text, List<Operand> operands, String inner) {
    return Diagnostic.at(
        span,
        "shapes do not fit: "
            + text
            + " multiplies "
            + operands.get(0).shape()
            + " by "
            + operands.get(1).shape(),
        notes(operands, Optional.of(inner)));
  }

  public static Diagnostic needsRank(Span span, String what, String wanted, Operand operand) {
    return Diagnostic.at(
        span, what + " takes " + wanted, notes(List.of(operand), Optional.empty()));
  }

  public static Diagnostic raggedLiteral(Span span, String first, String other) {
    return Diagnostic.at(
        span,
        "the elements of an array have one shape",
        "the first is " + first + ", this one " + other);
  }

  public static Diagnostic tooManyAxes(Span span, int limit) {
    return Diagnostic.at(span, "an array has up to " + limit + " axes; this has more");
  }

  public static Diagnostic emptyLiteral(Span span) {
    return Diagnostic.at(span, "an array has at least one element", "write `zeros(…)` for zeros");
  }

  public static Diagnostic notAScalar(Span span, String what, String shape) {
    return Diagnostic.at(span, what + " must be a scalar; this is " + shape);
  }

  public static Diagnostic reshapeDoesNotFit(Span span, String from, String to) {
    return Diagnostic.at(span, "an array of shape " + from + " has not as many elements as " + to);
  }

  public static Diagnostic concatDoesNotFit(Span span, int axis, List<Operand> operands) {
    return Diagnostic.at(
        span,
        "shapes may differ on axis " + axis + " alone, where the arrays are joined",
        notes(operands, Optional.empty()));
  }

  public static Diagnostic noSuchAxis(Span span, long axis, String shape) {
    return Diagnostic.at(span, "there is no axis " + axis + " in " + shape);
  }

  public static Diagnostic axisTwice(Span span, long axis) {
    return Diagnostic.at(span, "axis " + axis + " is given twice");
  }

  // Sizes

  public static Diagnostic sizeNotWhole(Span span) {
    return Diagnostic.at(
        span,
        "a size is made of whole numbers and dims",
        "it must be known when the kernel is made: `+ - * // %` of numbers and names from `dim`");
  }

  public static Diagnostic sizeNotPositive(Span span, long size) {
    return Diagnostic.at(span, "a size must be 1 or more; this is " + size);
  }

  public static Diagnostic sizeByIndex(Span span) {
    return Diagnostic.at(
        span,
        "a size or range must not depend on an index",
        "restrict a larger one: `sum[j in N if j < i](…)`");
  }

  public static Diagnostic sizeTooLarge(Span span, long size) {
    return Diagnostic.at(span, "a size is up to 2147483647; this is " + size);
  }

  /** A size that turned out negative when its dims were bound. */
  public static Diagnostic negativeSize(Span span, String formula) {
    return Diagnostic.at(span, "the size " + formula + " is negative with the dims given");
  }

  public static Diagnostic arrayTooLarge(Span span, String shape, String elements) {
    return Diagnostic.at(
        span,
        "an array of shape "
            + shape
            + " has "
            + elements
            + " elements; up to 2147483647 are possible");
  }

  public static Diagnostic sizesTogetherTooLarge(String file, long megabytes, long available) {
    return Diagnostic.about(
        file,
        String.format(
            "the arrays of the model need %,d MB of memory; there are %,d MB",
            megabytes, available),
        "smaller sizes need less; or give the program more memory");
  }

  public static Diagnostic sizesBeyond(String file) {
    return Diagnostic.about(file, "with the dims given, a size is beyond all bounds");
  }

  public static Diagnostic arrayBeyondLimit(String file, String sizes) {
    return Diagnostic.about(
        file, "an array of sizes " + sizes + " has more than 2147483647 elements");
  }

  public static Diagnostic negativeDim(String file, String name, int size) {
    return Diagnostic.about(file, "the dim `" + name + "` is " + size + "; it must be 0 or more");
  }

  public static Diagnostic unboundDim(String file, String name) {
    return Diagnostic.about(
        file, "the dim `" + name + "` has no value", "it needs one before a kernel is made");
  }

  public static Diagnostic divisionByZero(Span span, String divisor) {
    return Diagnostic.at(span, "this divides by " + divisor + ", which is 0 with the dims given");
  }

  public static Diagnostic wholeNumberTooLarge(Span span) {
    return Diagnostic.at(span, "the size is beyond all bounds");
  }

  // Subscripts and indices

  public static Diagnostic tooManySubscripts(Span span, int given, String shape) {
    return Diagnostic.at(span, given + " subscripts for an array of shape " + shape);
  }

  public static Diagnostic subscriptOfScalar(Span span, String text) {
    return Diagnostic.at(span, "`" + text + "` is a scalar and has no elements");
  }

  public static Diagnostic subscriptNotWhole(Span span) {
    return Diagnostic.at(
        span,
        "a subscript is a whole number made of indices, sizes and `index` data",
        "declare data that subscripts are made of: `index y[N] in C`");
  }

  /** A place that is not on its axis. */
  public static Diagnostic outOfRange(Span span, long place, String size, long limit) {
    String bound = size.equals(Long.toString(limit)) ? size : size + " = " + limit;
    return Diagnostic.at(
        span,
        "the subscript `"
            + span.text()
            + "` reaches "
            + place
            + ", but the axis has size "
            + bound);
  }

  /** A place of which it takes too long to find out. */
  public static Diagnostic notShown(Span span, String size, long limit) {
    return Diagnostic.at(
        span,
        "it cannot be shown that the subscript `"
            + span.text()
            + "` stays on its axis of size "
            + (size.equals(Long.toString(limit)) ? size : size + " = " + limit));
  }

  /** The same, told by code that is made for any dims. */
  public static Diagnostic outside(Span span, String size) {
    return Diagnostic.at(
        span, "the subscript `" + span.text() + "` leaves its axis, which has size " + size);
  }

  /** The same, known before the dims are. */
  public static Diagnostic alwaysOutOfRange(Span span, String place, String size) {
    return Diagnostic.at(
        span,
        "the subscript `" + span.text() + "` is " + place + ", but the axis has size " + size);
  }

  public static Diagnostic sliceNotFixed(Span span) {
    return Diagnostic.at(span, "the length of a slice must not depend on an index");
  }

  public static Diagnostic emptySlice(Span span, String length) {
    return Diagnostic.at(span, "a slice has at least one element; this has " + length);
  }

  /** A slice that is not within its axis. */
  public static Diagnostic sliceOutside(Span span, String from, String to, String size) {
    return Diagnostic.at(
        span, "the slice " + from + ":" + to + " is not within the axis of size " + size);
  }

  public static Diagnostic indexNeedsRange(Span span, String name) {
    return Diagnostic.at(
        span,
        "the range of `" + name + "` does not follow from a subscript",
        "write it: `" + name + " in …`");
  }

  public static Diagnostic indexRangesDiffer(
      Span span, String name, String first, Span firstPlace, String other, Span otherPlace) {
    return Diagnostic.at(
        span,
        "`" + name + "` runs over axes of different sizes; give it a range: `" + name + " in …`",
        "size " + first + " at " + place(firstPlace),
        "size " + other + " at " + place(otherPlace));
  }

  public static Diagnostic indexRangeUnclear(Span span, String name, List<String> ranges) {
    return Diagnostic.at(
        span,
        "several subscripts limit `" + name + "`: to " + String.join(", to ", ranges),
        "give it a range: `" + name + " in …`");
  }

  public static Diagnostic meanOfNothing(Span span, String shape) {
    return Diagnostic.at(span, "there is no mean of nothing: the array is " + shape);
  }

  public static Diagnostic extremeOfNothing(Span span, String function) {
    return Diagnostic.at(span, "there is no " + function + " of nothing");
  }

  public static Diagnostic notAnIndexReduction(Span span, String name, List<String> known) {
    return Diagnostic.at(
        span,
        "`" + name + "` does not reduce over an index",
        "these do: " + String.join(", ", known));
  }

  // Functions

  public static Diagnostic argumentNotConstant(Span span, String function, String parameter) {
    return Diagnostic.at(
        span,
        "`" + parameter + "` of `" + function + "` must be a number known before any input is");
  }

  public static Diagnostic argumentNotWhole(Span span, String function, String parameter) {
    return Diagnostic.at(span, "`" + parameter + "` of `" + function + "` must be a whole number");
  }

  public static Diagnostic padWidth(Span span, int rank) {
    return Diagnostic.at(
        span,
        "the widths of `pad` are a number, [before, after], or such a pair for each of the "
            + rank
            + " axes");
  }

  public static Diagnostic noAxisGiven(Span span, String function, String shape) {
    return Diagnostic.at(
        span, "`" + function + "` of an array of shape " + shape + " needs an axis: `axis=…`");
  }

  public static Diagnostic dropoutRate(Span span) {
    return Diagnostic.at(span, "the rate of `dropout` is from 0 up to below 1");
  }

  public static Diagnostic gradByWholeNumber(Span span) {
    return Diagnostic.at(
        span, "nothing is differentiated by a size or an index", "declare it as `input`");
  }

  public static Diagnostic wrtWholeNumber(String name) {
    return Diagnostic.about(
        "--wrt", "`" + name + "` is a size or an index; nothing is differentiated by it");
  }

  public static Diagnostic gradInIndexNotation(Span span) {
    return Diagnostic.at(
        span, "`grad` stands outside of index notation", "give it a name before: `g = grad(y, x)`");
  }

  public static Diagnostic defaultDoesNotFit(Span span, String value, String declared) {
    return Diagnostic.at(span, "the default is " + value + ", but what is declared is " + declared);
  }

  /** An error in a function, told where it is called from. */
  public static Diagnostic within(
      Diagnostic inner, String function, Span call, List<String> arguments) {
    List<String> notes = new ArrayList<>(inner.notes());
    String given = arguments.isEmpty() ? "" : ", where " + String.join(" and ", arguments);
    boolean ours = inner.span().map(at -> at.file().isBuiltIn()).orElse(false);
    if (!ours || call.file().isBuiltIn()) {
      notes.add("in `" + function + "`, called at " + relative(call, inner) + given);
      return new Diagnostic(inner.place(), inner.span(), inner.message(), notes);
    }
    Span at = inner.span().orElseThrow();
    notes.add(
        "in `"
            + function
            + "`: "
            + at.text().replaceAll("\\s+", " ")
            + "  ("
            + place(at)
            + ")"
            + given);
    return new Diagnostic(call.location(), Optional.of(call), inner.message(), notes);
  }

  private static String relative(Span call, Diagnostic inner) {
    boolean same = inner.span().map(at -> at.file() == call.file()).orElse(false);
    return same ? "line " + call.line() : call.location();
  }
}
