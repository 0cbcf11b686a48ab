package org.flatprop.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.elaborate.Project;
import org.flatprop.syntax.Ast;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;

/**
 * The plain meaning of a model, read off its Ast: names are looked up when they are needed, calls
 * are calls, and a derivative is a quotient of differences. It shares nothing with the compiler but
 * the parser and the runtime's scalar functions.
 */
public final class Oracle {

  /** What a name stands for, computed when asked. */
  private sealed interface Meaning {

    record Formula(Expression expression, Frame frame) implements Meaning {}

    record Result(Expression.Call call, int index, Frame frame) implements Meaning {}

    record Input(String name) implements Meaning {}
  }

  /** The names of the file, or of one call of a function. */
  private static final class Frame {
    private final Optional<Frame> outer;
    private final Map<String, Meaning> names = new HashMap<>();
    private final Map<Expression.Call, Frame> calls = new IdentityHashMap<>();

    Frame(Optional<Frame> outer) {
      this.outer = outer;
    }

    /** The frame that gives a name its meaning; the file's for one that nothing does. */
    Frame owner(String name) {
      return names.containsKey(name) || outer.isEmpty() ? this : outer.get().owner(name);
    }
  }

  private record Place(Frame frame, String name) {}

  /** A small world: inputs have values, and some names are shifted from what they mean. */
  private static final class World {
    private final Map<String, Double> inputs;
    private final Map<Place, Double> shifts;
    private final Map<Place, Double> known = new HashMap<>();

    World(Map<String, Double> inputs, Map<Place, Double> shifts) {
      this.inputs = inputs;
      this.shifts = shifts;
    }

    World shifted(Place place, double by) {
      Map<Place, Double> more = new HashMap<>(shifts);
      more.merge(place, by, Double::sum);
      return new World(inputs, more);
    }
  }

  private static final Map<String, Double> CONSTANTS =
      Map.of("pi", Math.PI, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

  private final Frame file = new Frame(Optional.empty());
  private final Map<String, Statement.Function> functions = new HashMap<>();
  private final List<String> outputs = new ArrayList<>();
  private boolean differentiates;

  public Oracle(Project project) {
    Stream.concat(Stream.of(project.main()), project.imported().stream())
        .map(Ast::statements)
        .flatMap(List::stream)
        .forEach(this::declare);
    outputs(project.main());
  }

  private void declare(Statement statement) {
    if (statement instanceof Statement.Input s) {
      file.names.put(s.name().text(), new Meaning.Input(s.name().text()));
    } else if (statement instanceof Statement.Param s) {
      file.names.put(s.name().text(), new Meaning.Input(s.name().text()));
    } else if (statement instanceof Statement.Function s) {
      functions.put(s.name().text(), s);
    } else if (statement instanceof Statement.Definition s) {
      define(s, file);
    }
  }

  private static void define(Statement.Definition definition, Frame frame) {
    List<Identifier> names = definition.names();
    for (int i = 0; i < names.size(); i++) {
      Meaning meaning =
          names.size() == 1
              ? new Meaning.Formula(definition.value(), frame)
              : new Meaning.Result((Expression.Call) definition.value(), i, frame);
      frame.names.put(names.get(i).text(), meaning);
    }
  }

  private void outputs(Ast main) {
    String last = null;
    String minimized = null;
    List<String> listed = new ArrayList<>();
    for (Statement statement : main.statements()) {
      if (statement instanceof Statement.Minimize s) {
        minimized = s.name().text();
      } else if (statement instanceof Statement.Output s) {
        s.names().forEach(name -> listed.add(name.text()));
      } else if (statement instanceof Statement.Definition s) {
        last = s.names().get(s.names().size() - 1).text();
      }
    }
    Stream.concat(Stream.of(minimized == null ? last : minimized), listed.stream())
        .distinct()
        .forEach(outputs::add);
  }

  /** The outputs' names, the objective first. */
  public List<String> outputs() {
    return outputs;
  }

  /** Whether the values asked for so far took derivatives, and so are not exact. */
  public boolean differentiates() {
    return differentiates;
  }

  /** The value of a name of the file. */
  public double value(String name, Map<String, Double> inputs) {
    return read(new Place(file, name), new World(inputs, Map.of()));
  }

  /** The derivative of the objective by a name of the file. */
  public Slope derivative(String by, Map<String, Double> inputs) {
    Place place = new Place(file, by);
    World world = new World(inputs, Map.of());
    Place objective = new Place(file, outputs.get(0));
    return Slope.of(shift -> read(objective, world.shifted(place, shift)), read(place, world));
  }

  private double read(Place place, World world) {
    Double known = world.known.get(place);
    if (known == null) {
      double meant = meaning(place, world);
      Double shift = world.shifts.get(place);
      known = shift == null ? meant : meant + shift;
      world.known.put(place, known);
    }
    return known;
  }

  private double meaning(Place place, World world) {
    Meaning meaning = place.frame().names.get(place.name());
    if (meaning instanceof Meaning.Formula formula) {
      return value(formula.expression(), formula.frame(), world);
    }
    if (meaning instanceof Meaning.Result result) {
      return result(result.call(), result.index(), result.frame(), world);
    }
    Double constant = meaning == null ? CONSTANTS.get(place.name()) : null;
    return constant != null ? constant : world.inputs.get(place.name());
  }

  private double value(Expression expression, Frame frame, World world) {
    if (expression instanceof Expression.Number number) {
      return number.value();
    }
    if (expression instanceof Expression.Name name) {
      return read(new Place(frame.owner(name.text()), name.text()), world);
    }
    Expression.Call call = (Expression.Call) expression;
    String function = call.function().text();
    if (functions.containsKey(function)) {
      return result(call, 0, frame, world);
    }
    if (function.equals("grad")) {
      return gradient(call, frame, world);
    }
    World seen = function.equals("stop_gradient") ? new World(world.inputs, Map.of()) : world;
    if (function.equals("+")) {
      return sum(call, frame, world);
    }
    Map<String, Double> named = new HashMap<>();
    List<Double> positional = new ArrayList<>();
    for (Expression.Argument argument : call.arguments()) {
      double value = value(argument.value(), frame, seen);
      argument
          .name()
          .ifPresentOrElse(name -> named.put(name.text(), value), () -> positional.add(value));
    }
    return PlainFunctions.value(function, positional, named);
  }

  /** A long sum leans to the left; no recursion for it. */
  private double sum(Expression.Call call, Frame frame, World world) {
    List<Expression> terms = new ArrayList<>();
    Expression rest = call;
    while (rest instanceof Expression.Call inner && inner.function().text().equals("+")) {
      terms.add(inner.arguments().get(1).value());
      rest = inner.arguments().get(0).value();
    }
    double sum = value(rest, frame, world);
    for (int i = terms.size() - 1; i >= 0; i--) {
      sum += value(terms.get(i), frame, world);
    }
    return sum;
  }

  private double result(Expression.Call call, int index, Frame frame, World world) {
    Statement.Function function = functions.get(call.function().text());
    Frame inner = frame.calls.computeIfAbsent(call, c -> enter(function, c, frame));
    return value(function.results().get(index), inner, world);
  }

  private Frame enter(Statement.Function function, Expression.Call call, Frame caller) {
    Frame frame = new Frame(Optional.of(file));
    List<Statement.Parameter> parameters = function.parameters();
    for (int i = 0; i < call.arguments().size(); i++) {
      Expression.Argument argument = call.arguments().get(i);
      String name = argument.name().map(Identifier::text).orElse(parameters.get(i).name().text());
      frame.names.put(name, new Meaning.Formula(argument.value(), caller));
    }
    // A default sees the parameters before it, and no others.
    Frame earlier = new Frame(Optional.of(file));
    for (Statement.Parameter parameter : parameters) {
      String name = parameter.name().text();
      Frame sees = earlier;
      frame.names.computeIfAbsent(
          name, n -> new Meaning.Formula(parameter.value().orElseThrow(), sees));
      earlier = new Frame(Optional.of(file));
      earlier.names.putAll(sees.names);
      earlier.names.put(
          name, new Meaning.Formula(new Expression.Name(name, parameter.name().span()), frame));
    }
    function.locals().forEach(local -> define(local, frame));
    return frame;
  }

  private double gradient(Expression.Call call, Frame frame, World world) {
    differentiates = true;
    Expression of = call.arguments().get(0).value();
    String by = ((Expression.Name) call.arguments().get(1).value()).text();
    Place place = new Place(frame.owner(by), by);
    return Slope.of(shift -> value(of, frame, world.shifted(place, shift)), read(place, world))
        .value();
  }
}
