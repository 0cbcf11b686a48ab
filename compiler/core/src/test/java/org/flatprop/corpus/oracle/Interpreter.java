package org.flatprop.corpus.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.IndexVariable;
import org.flatprop.syntax.Expression.Item;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;

/** Gives expressions their values: an array of numbers for each value of the indices around. */
final class Interpreter {

  private static final Map<String, Double> CONSTANTS =
      Map.of("pi", Math.PI, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

  private final Map<String, Integer> dims;
  private final World shapes = World.ofShapes();
  private final Ranges ranges = new Ranges(this);
  private boolean differentiates;

  Interpreter(Map<String, Integer> dims) {
    this.dims = dims;
  }

  boolean differentiates() {
    return differentiates;
  }

  NdArray read(Place place, World world) {
    NdArray known = world.known(place);
    return known != null ? known : world.learn(place, meaning(place, world));
  }

  private NdArray meaning(Place place, World world) {
    Frame frame = place.frame();
    Meaning meaning = frame.meaning(place.name());
    if (meaning instanceof Meaning.Formula m) {
      return value(m.expression(), m.frame(), m.env(), world);
    }
    if (meaning instanceof Meaning.ByIndex m) {
      return byIndex(m.definition(), m.frame(), world);
    }
    if (meaning instanceof Meaning.Result m) {
      return result(m.call(), m.index(), m.frame(), Env.NONE, world);
    }
    if (meaning instanceof Meaning.Dim m) {
      return NdArray.scalar(dims.get(m.name()));
    }
    if (meaning instanceof Meaning.DerivedDim m) {
      return value(m.size(), frame, Env.NONE, world);
    }
    if (world.input(place.name()) != null) {
      return world.input(place.name());
    }
    if (meaning instanceof Meaning.Input m) {
      return NdArray.filled(sizes(m, frame), 0);
    }
    return NdArray.scalar(CONSTANTS.getOrDefault(place.name(), 0.0));
  }

  /** The shape of what is given from outside. */
  int[] sizes(Meaning.Input input, Frame frame) {
    return input.sizes().stream()
        .mapToInt(size -> value(size, frame, Env.NONE, shapes).whole())
        .toArray();
  }

  NdArray value(Expression expression, Frame frame, Env env, World world) {
    if (expression instanceof Expression.Number e) {
      return NdArray.scalar(e.value());
    }
    if (expression instanceof Expression.Name e) {
      return Env.find(env, e.text())
          .map(index -> NdArray.scalar(index.value()))
          .orElseGet(() -> read(new Place(frame.owner(e.text()), e.text()), world));
    }
    if (expression instanceof Expression.ArrayLiteral e) {
      return ArrayFunctions.stack(values(e.elements(), frame, env, world), 0);
    }
    if (expression instanceof Expression.Subscript e) {
      return subscript(e, frame, env, world);
    }
    if (expression instanceof Expression.Reduction e) {
      return reduction(e, frame, env, world);
    }
    Expression.Call call = (Expression.Call) expression;
    String function = call.function().text();
    if (frame.function(function).isPresent()) {
      return result(call, 0, frame, env, world);
    }
    return switch (function) {
      case "grad" -> gradient(call, frame, env, world);
      case "stop_gradient" -> value(Parameters.match(call)[0], frame, env, world.unshifted());
      case "+" -> sum(call, frame, env, world);
      case "where" -> where(call, frame, env, world);
      default -> new Builtin(this, call, frame, env, world).value();
    };
  }

  List<NdArray> values(List<Expression> expressions, Frame frame, Env env, World world) {
    List<NdArray> values = new ArrayList<>();
    expressions.forEach(e -> values.add(value(e, frame, env, world)));
    return values;
  }

  /** A function of numbers, at every place of its arguments. */
  static NdArray pointwise(String function, List<NdArray> operands) {
    double[] x = new double[operands.size()];
    for (int i = 0; i < x.length; i++) {
      if (operands.get(i).rank() > 0) {
        return NdArray.pointwise(y -> PlainFunctions.value(function, y), operands);
      }
      x[i] = operands.get(i).number();
    }
    return NdArray.scalar(PlainFunctions.value(function, x));
  }

  // Indices

  private NdArray byIndex(Statement.Definition definition, Frame frame, World world) {
    List<IndexVariable> indices = definition.indices();
    Expression body = definition.value();
    int[] sizes = ranges.of(definition, frame);
    List<NdArray> parts = new ArrayList<>();
    NdArray.forEachPlace(
        sizes,
        place -> parts.add(value(body, frame, bind(Env.NONE, indices, place, sizes), world)));
    int[] inner =
        parts.isEmpty()
            ? shape(body, frame, bind(Env.NONE, indices, new int[sizes.length], sizes))
            : parts.get(0).sizes();
    return NdArray.nested(sizes, inner, parts);
  }

  private NdArray reduction(Expression.Reduction reduction, Frame frame, Env env, World world) {
    List<IndexVariable> indices = reduction.indices();
    int[] sizes = ranges.of(reduction, frame, env);
    boolean[] kept = new boolean[NdArray.length(sizes)];
    List<NdArray> terms = new ArrayList<>();
    NdArray.forEachPlace(
        sizes,
        place -> {
          Env inner = bind(env, indices, place, sizes);
          boolean keep =
              reduction.condition().isEmpty()
                  || value(reduction.condition().get(), frame, inner, world).number() != 0;
          kept[terms.size()] = keep;
          terms.add(keep ? value(reduction.body(), frame, inner, world) : null);
        });
    int[] inner =
        terms.stream()
            .filter(term -> term != null)
            .findFirst()
            .map(NdArray::sizes)
            .orElseGet(
                () ->
                    shape(
                        reduction.body(), frame, bind(env, indices, new int[sizes.length], sizes)));
    return NdArray.by(
        inner,
        place ->
            Folds.fold(
                reduction.function().text(),
                terms.stream().mapToDouble(term -> term == null ? 0 : term.at(place)).toArray(),
                kept));
  }

  static Env bind(Env env, List<IndexVariable> indices, int[] place, int[] sizes) {
    Env bound = env;
    for (int i = 0; i < place.length; i++) {
      bound = Env.with(bound, indices.get(i).name().text(), place[i], sizes[i]);
    }
    return bound;
  }

  /** The shape of an expression. */
  int[] shape(Expression expression, Frame frame, Env env) {
    return value(expression, frame, env, shapes).sizes();
  }

  /** A number that depends on indices and sizes alone. */
  double number(Expression expression, Frame frame, Env env) {
    return value(expression, frame, env, shapes).number();
  }

  // Subscripts

  private NdArray subscript(Expression.Subscript subscript, Frame frame, Env env, World world) {
    NdArray array = value(subscript.array(), frame, env, world);
    List<Subscript> subscripts = new ArrayList<>();
    for (Item item : subscript.items()) {
      int size = array.size(subscripts.size());
      if (item instanceof Item.Slice slice) {
        int from = slice.from().map(e -> bound(e, size, frame, env, world)).orElse(0);
        int to = slice.to().map(e -> bound(e, size, frame, env, world)).orElse(size);
        subscripts.add(new Subscript.Slice(from, to));
      } else {
        subscripts.add(place(((Item.At) item).place(), size, frame, env, world));
      }
    }
    return ArrayFunctions.read(array, subscripts, world.onlyShapes());
  }

  private int bound(Expression expression, int size, Frame frame, Env env, World world) {
    int bound = value(expression, frame, env, world).whole();
    return isNegativeLiteral(expression) ? size + bound : bound;
  }

  private Subscript place(Expression expression, int size, Frame frame, Env env, World world) {
    NdArray index = value(expression, frame, env, world);
    if (index.rank() > 0) {
      return new Subscript.Places(index);
    }
    if (world.onlyShapes() && index.number() != StrictMath.rint(index.number())) {
      return new Subscript.Place(-1);
    }
    return new Subscript.Place(
        isNegativeLiteral(expression) ? size + index.whole() : index.whole());
  }

  private static boolean isNegativeLiteral(Expression expression) {
    return expression instanceof Expression.Call call
        && call.function().text().equals("-x")
        && call.arguments().get(0).value() instanceof Expression.Number;
  }

  // Functions

  /** What is not chosen is not looked at, so that it may read outside of arrays. */
  private NdArray where(Expression.Call call, Frame frame, Env env, World world) {
    Expression[] arguments = Parameters.match(call);
    NdArray condition = value(arguments[0], frame, env, world);
    if (condition.rank() > 0) {
      return pointwise("where", values(List.of(arguments), frame, env, world));
    }
    boolean holds = condition.number() != 0;
    NdArray chosen = value(arguments[holds ? 1 : 2], frame, env, world);
    NdArray other = value(arguments[holds ? 2 : 1], frame, env, shapes);
    return chosen.stretchedTo(NdArray.broadcast(List.of(chosen, other)));
  }

  /** A long sum leans to the left; no recursion for it. */
  private NdArray sum(Expression.Call call, Frame frame, Env env, World world) {
    List<Expression> terms = new ArrayList<>();
    Expression rest = call;
    while (rest instanceof Expression.Call inner && inner.function().text().equals("+")) {
      terms.add(inner.arguments().get(1).value());
      rest = inner.arguments().get(0).value();
    }
    NdArray sum = value(rest, frame, env, world);
    for (int i = terms.size() - 1; i >= 0; i--) {
      sum = pointwise("+", List.of(sum, value(terms.get(i), frame, env, world)));
    }
    return sum;
  }

  private NdArray result(Expression.Call call, int index, Frame frame, Env env, World world) {
    Frame.Defined defined = frame.function(call.function().text()).orElseThrow();
    Supplier<Frame> enter = () -> enter(defined, call, frame, env);
    Frame inner = frame.entered(call, env, enter);
    return value(defined.function().results().get(index), inner, Env.NONE, world);
  }

  private static Frame enter(Frame.Defined defined, Expression.Call call, Frame caller, Env env) {
    Frame file = defined.home();
    Frame frame = Frame.in(file);
    List<Statement.Parameter> parameters = defined.function().parameters();
    for (int i = 0; i < call.arguments().size(); i++) {
      Expression.Argument argument = call.arguments().get(i);
      String name = argument.name().map(Identifier::text).orElse(parameters.get(i).name().text());
      frame.define(name, new Meaning.Formula(argument.value(), caller, env));
    }
    // A default sees the parameters before it, and no others.
    Frame earlier = Frame.in(file);
    for (Statement.Parameter parameter : parameters) {
      String name = parameter.name().text();
      if (!frame.defines(name)) {
        frame.define(name, new Meaning.Formula(parameter.value().orElseThrow(), earlier, Env.NONE));
      }
      Frame next = Frame.in(file);
      next.include(earlier);
      Expression itself = new Expression.Name(name, parameter.name().span());
      next.define(name, new Meaning.Formula(itself, frame, Env.NONE));
      earlier = next;
    }
    defined.function().locals().forEach(frame::define);
    return frame;
  }

  private NdArray gradient(Expression.Call call, Frame frame, Env env, World world) {
    Expression of = call.arguments().get(0).value();
    String by = ((Expression.Name) call.arguments().get(1).value()).text();
    Place place = new Place(frame.owner(by), by);
    NdArray at = read(place, world);
    if (world.onlyShapes()) {
      return at;
    }
    differentiates = true;
    double[] slopes = new double[at.length()];
    for (int i = 0; i < slopes.length; i++) {
      int element = i;
      slopes[i] =
          Slope.of(
                  shift ->
                      value(of, frame, env, world.shifted(place, element, at.length(), shift))
                          .number(),
                  at.element(i))
              .value();
    }
    return NdArray.of(at.sizes(), slopes);
  }
}
