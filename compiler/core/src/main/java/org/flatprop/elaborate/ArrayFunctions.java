package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.flatprop.elaborate.Arguments.Formal;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.ArrayErrors.Operand;
import org.flatprop.syntax.Expression;

/** The functions on whole arrays: one entry a function. */
public final class ArrayFunctions {

  /** Builds the value of a call. */
  @FunctionalInterface
  private interface Builder {
    Value build(ArrayFunctions call);
  }

  private record Entry(String parameters, String doc, Builder builder) {}

  /** What the reference says of a function. */
  public record Doc(String name, String parameters, String text) {}

  private static final Map<String, Entry> TABLE = new LinkedHashMap<>();

  static {
    reduction("sum", "The sum");
    reduction("prod", "The product");
    reduction("mean", "The sum divided by the number of elements; an error where there are none");
    reduction("max", "The largest; the gradient goes to the first of several");
    reduction("min", "The smallest; the gradient goes to the first of several");
    reduction("var", "The mean square of the distances from the mean");
    reduction("std", "The square root of `var`");
    reduction("norm", "The square root of the sum of squares; its gradient at 0 is 0");
    reduction("logsumexp", "`log(sum(exp(x)))`, finite for all finite x");
    reduction(
        "argmax",
        "The place of the first largest, counted row by row without an axis; no gradient");
    reduction("argmin", "The place of the first smallest; no gradient");
    put(
        "@",
        "a, b",
        "NumPy's matmul: of vectors, matrices, or stacks of matrices",
        ArrayFunctions::product);
    put("'", "x", "The last two axes swapped", ArrayFunctions::transpose);
    put("dot", "a, b", "The same as `a @ b`", ArrayFunctions::product);
    put(
        "outer",
        "a, b",
        "The product of each element of one vector with each of another",
        ArrayFunctions::outer);
    put(
        "diag",
        "x",
        "Of a matrix the diagonal, of a vector the matrix that has it as diagonal",
        ArrayFunctions::diagonal);
    put("trace", "x", "The sum of the diagonal", ArrayFunctions::trace);
    put(
        "reshape",
        "x, shape",
        "The same elements, row by row, in another shape: `reshape(x, [N, 120])`; one size may be -1",
        ArrayFunctions::reshape);
    put(
        "concat",
        "…, axis=",
        "Arrays one after the other along an axis, 0 unless it is given",
        ArrayFunctions::concat);
    put(
        "stack",
        "…, axis=",
        "Arrays of one shape along a new axis, 0 unless it is given",
        ArrayFunctions::stack);
    put(
        "pad",
        "x, width, value=",
        "With a border of zeros or another value: a width for all sides, `[before, after]`, or such a pair for each axis",
        ArrayFunctions::pad);
    put("flip", "x, axis=", "Backwards along an axis, or along all", ArrayFunctions::flip);
    put(
        "cumsum",
        "x, axis=",
        "The sum of all up to each place; of more than one axis, along the one given",
        ArrayFunctions::cumsum);
    put("zeros", "shape", "Zeros: `zeros(3)`, `zeros([2, 3])`", call -> call.filled(0));
    put("ones", "shape", "Ones", call -> call.filled(1));
    put("eye", "n", "The unit matrix", ArrayFunctions::eye);
    put("arange", "n", "0, 1, …, n - 1", ArrayFunctions::arange);
    put(
        "one_hot",
        "y, n",
        "1 at the place y of a new last axis of size n, else 0",
        ArrayFunctions::oneHot);
    put("size", "x, axis", "The size of an axis, as a number", ArrayFunctions::size);
    put("examples", "x", "The size of the first axis; 1 for a scalar", ArrayFunctions::examples);
    put(
        "dropout",
        "x, rate",
        "While a model is trained, each element becomes 0 at that rate, else it is divided by 1 - rate; otherwise x",
        ArrayFunctions::dropout);
  }

  private final Expressions expressions;
  private final Values values;
  private final ArrayCall call;

  private ArrayFunctions(Expressions expressions, ArrayCall call) {
    this.expressions = expressions;
    this.values = expressions.values();
    this.call = call;
  }

  private static void put(String name, String parameters, String doc, Builder builder) {
    TABLE.put(name, new Entry(parameters, doc, builder));
  }

  private static void reduction(String name, String doc) {
    put(name, "x, axis=, keepdims=", doc, call -> call.reduction(name));
  }

  /** All functions, in the order of the reference. */
  public static List<Doc> docs() {
    return TABLE.entrySet().stream()
        .map(e -> new Doc(e.getKey(), e.getValue().parameters, e.getValue().doc))
        .toList();
  }

  static Set<String> names() {
    return Collections.unmodifiableSet(TABLE.keySet());
  }

  static boolean isFunction(String name) {
    return TABLE.containsKey(name);
  }

  /** Whether a call is of this table: {@code max(a, b)} of the table of operations is not. */
  static boolean takes(Expression.Call call) {
    String name = call.function().text();
    boolean two = name.equals("max") || name.equals("min");
    return isFunction(name) && !(two && places(call) > 1);
  }

  /** How many arguments are given without a name. */
  private static long places(Expression.Call call) {
    return call.arguments().stream().filter(a -> a.name().isEmpty()).count();
  }

  /** What a function takes. */
  static List<Formal> formals(Expression.Call call) {
    List<Formal> formals = new ArrayList<>();
    for (String parameter : TABLE.get(call.function().text()).parameters.split(", ")) {
      if (parameter.equals("…")) {
        for (long i = 0; i < Math.max(1, places(call)); i++) {
          formals.add(new Formal("", false));
        }
      } else {
        boolean optional = parameter.endsWith("=");
        formals.add(new Formal(parameter.replace("=", ""), optional));
      }
    }
    return formals;
  }

  static Value build(Expressions expressions, Expression.Call call, Frame frame) {
    ArrayCall matched = new ArrayCall(expressions, call, frame, formals(call));
    return TABLE
        .get(call.function().text())
        .builder
        .build(new ArrayFunctions(expressions, matched));
  }

  // Reductions

  private Value reduction(String name) {
    Value x = call.value("x");
    List<Integer> axes = call.has("axis") ? call.axes(x.own()) : Reductions.all(x.own());
    Value reduced =
        new Reductions(values, expressions.checks(), call.span())
            .reduce(name, x, axes, Optional.empty());
    return call.number("keepdims", 0) != 0
        ? values.expand(reduced, axes.stream().sorted().toList())
        : reduced;
  }

  // Linear algebra

  private Value product() {
    Value a = call.value("a");
    Value b = call.value("b");
    String wanted = "vectors and matrices";
    call.requireRank("a", a, 1, Integer.MAX_VALUE, wanted);
    call.requireRank("b", b, 1, Integer.MAX_VALUE, wanted);
    Size inner = a.own().size(a.own().rank() - 1);
    int row = Math.max(0, b.own().rank() - 2);
    List<Operand> operands = List.of(call.operand("a", a), call.operand("b", b));
    if (!inner.equals(b.own().size(row))) {
      String which = b.own().rank() == 1 ? "its" : row == 0 ? "its first" : "its last but one";
      throw new Rejection(
          ArrayErrors.productDoesNotFit(
              call.span(),
              expressions.text(call.span()),
              operands,
              which + " size must be " + inner));
    }
    Shape stackA = a.own().first(Math.max(0, a.own().rank() - 2));
    Shape stackB = b.own().first(row);
    if (Values.broadcast(List.of(stackA, stackB)).isEmpty()) {
      throw new Rejection(
          ArrayErrors.shapesDoNotFit(call.span(), expressions.text(call.span()), operands));
    }
    return values.product(a, b);
  }

  private Value transpose() {
    Value x = call.value("x");
    call.requireRank("x", x, 2, Integer.MAX_VALUE, "an array of two axes or more");
    List<Integer> order = new ArrayList<>(Reductions.all(x.own()));
    Collections.swap(order, order.size() - 1, order.size() - 2);
    return values.permute(x, order);
  }

  private Value outer() {
    Value a = call.value("a");
    Value b = call.value("b");
    call.requireRank("a", a, 1, 1, "two vectors");
    call.requireRank("b", b, 1, 1, "two vectors");
    return values.apply("*", values.expand(a, List.of(1)), b);
  }

  private Value diagonal() {
    Value x = call.value("x");
    call.requireRank("x", x, 1, 2, "a vector or a matrix");
    if (x.own().rank() == 2) {
      return values.read(x, Shape.of(side(x)), List.of(Size.axis(0), Size.axis(0)));
    }
    Size n = x.own().size(0);
    return values.apply("where", identity(n), values.expand(x, List.of(1)), values.constant(0));
  }

  private Size side(Value matrix) {
    if (!matrix.own().size(0).equals(matrix.own().size(1))) {
      throw new Rejection(
          ArrayErrors.needsRank(
              call.span(), "`" + call.name() + "`", "a square matrix", call.operand("x", matrix)));
    }
    return matrix.own().size(0);
  }

  private Value trace() {
    Value x = call.value("x");
    call.requireRank("x", x, 2, 2, "a matrix");
    Value diagonal = values.read(x, Shape.of(side(x)), List.of(Size.axis(0), Size.axis(0)));
    return values.reduce(ArrayCore.SUM, diagonal, List.of(0));
  }

  // Arrays out of nothing

  private Value filled(double value) {
    return new Value(values.graph().constant(value), List.of(), call.shape(call.argument("shape")));
  }

  private Value counting(Shape shape, int axis) {
    Node node = ArrayGraph.count(values.graph(), shape, Size.axis(axis));
    return new Value(node, List.of(), shape);
  }

  private Value identity(Size n) {
    Shape square = Shape.of(n, n);
    return values.apply("==", counting(square, 0), counting(square, 1));
  }

  private Value eye() {
    return values.apply(
        "where", identity(call.size(call.argument("n"))), values.constant(1), values.constant(0));
  }

  private Value arange() {
    return counting(Shape.of(call.size(call.argument("n"))), 0);
  }

  private Value oneHot() {
    Value y = call.value("y");
    Value places = counting(Shape.of(call.size(call.argument("n"))), 0);
    return values.apply(
        "where",
        values.apply("==", values.expand(y, List.of(y.own().rank())), places),
        values.constant(1),
        values.constant(0));
  }

  // Shapes

  private Value reshape() {
    Value x = call.value("x");
    Shape shape = reshaped(x);
    expressions
        .checks()
        .requireEqual(
            x.own().count(),
            shape.count(),
            ArrayErrors.reshapeDoesNotFit(call.span(), x.own().toString(), shape.toString()));
    return values.reshape(x, shape);
  }

  /** A size that is -1 is what is left. */
  private Shape reshaped(Value x) {
    Expression given = call.argument("shape");
    List<Expression> elements =
        given instanceof Expression.ArrayLiteral literal ? literal.elements() : List.of(given);
    List<Size> sizes = new ArrayList<>();
    int open = -1;
    for (Expression element : elements) {
      boolean rest = call.formula(element).map(s -> s.is(-1)).orElse(false);
      if (rest && open < 0) {
        open = sizes.size();
        sizes.add(Size.ONE);
      } else {
        sizes.add(call.size(element));
      }
    }
    if (open >= 0) {
      sizes.set(open, x.own().count().over(new Shape(sizes).count()));
    }
    return new Shape(sizes);
  }

  private Value size() {
    Value x = call.value("x");
    return values.size(x.own().size(call.axis("axis", 0, x.own())));
  }

  private Value examples() {
    Value x = call.value("x");
    Size count = x.isScalar() ? Size.ONE : x.own().size(0);
    expressions
        .checks()
        .requireNotNegative(
            count.plus(-1), ArrayErrors.meanOfNothing(call.span(), x.own().toString()));
    return values.size(count);
  }

  private Value pad() {
    Value x = call.value("x");
    call.requireRank("x", x, 1, Integer.MAX_VALUE, "an array");
    double[][] widths = widths(x.own().rank());
    double value = call.number("value", 0);
    List<Size> sizes = new ArrayList<>();
    List<Size> places = new ArrayList<>();
    Value inside = values.constant(1);
    for (int i = 0; i < widths.length; i++) {
      Size before = Size.of((long) widths[i][0]);
      sizes.add(x.own().size(i).plus(before).plus((long) widths[i][1]));
      places.add(Size.axis(i).minus(before));
    }
    Shape shape = new Shape(sizes);
    for (int i = 0; i < widths.length; i++) {
      Value place = counting(shape, i);
      Size before = Size.of((long) widths[i][0]);
      if (widths[i][0] > 0) {
        inside = both(inside, values.apply(">=", place, values.size(before)));
      }
      if (widths[i][1] > 0) {
        Size end = before.plus(x.own().size(i));
        inside = both(inside, values.apply("<", place, values.size(end)));
      }
    }
    if (inside.node().isConstant()) {
      return x;
    }
    Value read = values.readWhere(x, inside, shape, places);
    return value == 0 ? read : values.apply("where", inside, read, values.constant(value));
  }

  private Value both(Value a, Value b) {
    return a.node().isConstant() ? b : values.apply("and", a, b);
  }

  private double[][] widths(int rank) {
    Expression given = call.argument("width");
    Value value = call.value(given);
    double[] numbers =
        expressions
            .numbers(value)
            .orElseThrow(
                () -> new Rejection(ArrayErrors.argumentNotConstant(given.span(), "pad", "width")));
    double[][] widths = new double[rank][];
    boolean single = value.isScalar();
    boolean pair = value.own().equals(Shape.of(Size.of(2)));
    boolean all = value.own().equals(Shape.of(Size.of(rank), Size.of(2)));
    boolean whole =
        Arrays.stream(numbers).allMatch(n -> n >= 0 && n == Math.rint(n) && n < 1 << 30);
    if (!whole || !single && !pair && !all) {
      throw new Rejection(ArrayErrors.padWidth(given.span(), rank));
    }
    for (int i = 0; i < rank; i++) {
      int at = all ? 2 * i : 0;
      widths[i] = new double[] {numbers[at], single ? numbers[0] : numbers[at + 1]};
    }
    return widths;
  }

  private Value flip() {
    Value x = call.value("x");
    call.requireRank("x", x, 1, Integer.MAX_VALUE, "an array");
    List<Integer> axes = call.has("axis") ? call.axes(x.own()) : Reductions.all(x.own());
    List<Size> places = new ArrayList<>(x.own().identity());
    for (int axis : axes) {
      places.set(axis, x.own().size(axis).plus(-1).minus(Size.axis(axis)));
    }
    return values.read(x, x.own(), places);
  }

  /** The sum of all up to each place, which is a sum of those not behind it. */
  private Value cumsum() {
    Value x = call.value("x");
    call.requireRank("x", x, 1, Integer.MAX_VALUE, "an array");
    if (x.own().rank() > 1 && !call.has("axis")) {
      throw new Rejection(ArrayErrors.noAxisGiven(call.span(), "cumsum", x.own().toString()));
    }
    int axis = call.axis("axis", 0, x.own());
    int last = x.own().rank();
    List<Size> sizes = new ArrayList<>(x.own().sizes());
    sizes.add(x.own().size(axis));
    Shape pairs = new Shape(sizes);
    List<Size> places = new ArrayList<>(x.own().identity());
    places.set(axis, Size.axis(last));
    Value terms =
        values.apply(
            "where",
            values.apply("<=", counting(pairs, last), counting(pairs, axis)),
            values.read(x, pairs, places),
            values.constant(0));
    return values.reduce(ArrayCore.SUM, terms, List.of(last));
  }

  // Joining

  private Value concat() {
    List<Value> parts = call.parts();
    Shape first = parts.get(0).own();
    if (parts.stream().anyMatch(p -> p.isScalar() || p.own().rank() != first.rank())) {
      throw new Rejection(
          ArrayErrors.concatDoesNotFit(
              call.span(), (int) call.whole("axis", 0), call.operands(parts)));
    }
    int axis = call.axis("axis", 0, first);
    boolean fit =
        parts.stream()
            .allMatch(
                p ->
                    IntStream.range(0, first.rank())
                        .allMatch(i -> i == axis || p.own().size(i).equals(first.size(i))));
    if (!fit) {
      throw new Rejection(ArrayErrors.concatDoesNotFit(call.span(), axis, call.operands(parts)));
    }
    return values.concat(parts, axis);
  }

  private Value stack() {
    List<Value> parts = call.parts();
    Shape first = parts.get(0).own();
    if (parts.stream().anyMatch(p -> !p.own().equals(first))) {
      throw new Rejection(
          ArrayErrors.shapesDoNotFit(
              call.span(), expressions.text(call.span()), call.operands(parts)));
    }
    long given = call.whole("axis", 0);
    int rank = first.rank() + 1;
    if (given < -rank || given >= rank) {
      throw new Rejection(ArrayErrors.noSuchAxis(call.span(), given, "a stack of shape " + first));
    }
    int axis = (int) (given < 0 ? given + rank : given);
    return values.concat(parts.stream().map(p -> values.expand(p, List.of(axis))).toList(), axis);
  }

  // Randomness

  /** While a model is trained, each element is kept, scaled up, or becomes 0; else nothing. */
  private Value dropout() {
    Value x = call.value("x");
    Value rate = call.value("rate");
    if (!rate.isScalar()) {
      throw new Rejection(
          ArrayErrors.notAScalar(call.argument("rate").span(), "the rate", rate.own().toString()));
    }
    OptionalDouble known = expressions.number(rate);
    if (known.isPresent() && !(known.getAsDouble() >= 0 && known.getAsDouble() < 1)) {
      throw new Rejection(ArrayErrors.dropoutRate(call.argument("rate").span()));
    }
    Node noise = expressions.noise(x.full());
    Value keep = values.apply(">=", new Value(noise, x.indices(), x.own()), rate);
    Value scale =
        values.apply(
            "where",
            keep,
            values.apply("/", values.constant(1), values.apply("-", values.constant(1), rate)),
            values.constant(0));
    Value mask = values.apply("where", expressions.training(), scale, values.constant(1));
    return values.apply("*", x, mask);
  }
}
