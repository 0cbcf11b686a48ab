package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Reverse;
import org.flatprop.elaborate.Frame.Guard;
import org.flatprop.elaborate.Names.Symbol;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Noise;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.graph.Variable;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.ArrayErrors.Operand;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Span;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Argument;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement.Definition;

/**
 * Expressions to values: functions are inlined, names looked up, shapes checked. The names have
 * been checked; where one of them was wrong, an expression is rejected in silence.
 */
final class Expressions {

  /** More axes are a mistake. */
  private static final int MAX_AXES = 32;

  /** Longer texts are cut in errors. */
  private static final int MAX_TEXT = 40;

  private final Graph graph;
  private final Values builder;
  private final Legend legend;
  private final Names names;
  private final Diagnostics diagnostics;
  private final Checks checks = new Checks();
  private final Frame file = Frame.file();
  private final Map<String, Value> values;
  private final Inlining inlining;
  private final Map<Atom, IndexVariable> variables = new HashMap<>();
  private int noises;

  /**
   * @param values the values of the file scope, which definitions add to
   */
  Expressions(
      Graph graph, Legend legend, Names names, Map<String, Value> values, Diagnostics diagnostics) {
    this.graph = graph;
    this.builder = new Values(graph);
    this.legend = legend;
    this.names = names;
    this.values = values;
    this.diagnostics = diagnostics;
    this.inlining = new Inlining(this, names);
  }

  Graph graph() {
    return graph;
  }

  Values values() {
    return builder;
  }

  Checks checks() {
    return checks;
  }

  /**
   * Makes the nodes of a definition of the file scope; what is wrong is reported.
   *
   * @throws Graph.TooLarge if the graph outgrows its limit
   */
  void define(Definition definition) {
    try {
      define(definition, file);
    } catch (Rejection e) {
      e.diagnostics().forEach(diagnostics::add);
    } catch (ArithmeticException e) {
      diagnostics.add(ArrayErrors.wholeNumberTooLarge(definition.names().get(0).span()));
    }
  }

  /** The value of an expression of the file scope; what is wrong is reported. */
  Optional<Value> value(Expression expression) {
    try {
      return Optional.of(value(expression, file));
    } catch (Rejection e) {
      e.diagnostics().forEach(diagnostics::add);
      return Optional.empty();
    }
  }

  /** The formula of an expression of the file scope, if it is one. */
  Optional<Size> formula(Expression expression) {
    return formula(expression, file);
  }

  Optional<Size> formula(Expression expression, Frame frame) {
    try {
      Optional<Size> formula = WholeNumbers.formula(expression, scope(frame));
      formula.ifPresent(f -> checks.requireDivisors(f, expression.span()));
      return formula;
    } catch (ArithmeticException e) {
      throw new Rejection(ArrayErrors.wholeNumberTooLarge(expression.span()));
    }
  }

  private WholeNumbers.Scope scope(Frame frame) {
    return new WholeNumbers.Scope() {
      @Override
      public Optional<Size> name(String name) {
        return formula(name, frame);
      }

      @Override
      public Optional<Size> call(Expression.Call call) {
        return formula(call, frame);
      }
    };
  }

  /** A call gives a formula if it asks for a size. */
  Optional<Size> formula(Expression.Call call, Frame frame) {
    boolean asks = List.of("size", "examples").contains(call.function().text());
    return asks ? WholeNumbers.formula(value(call, frame)) : Optional.empty();
  }

  Optional<Size> formula(String name, Frame frame) {
    Optional<IndexVariable> index = frame.index(name);
    if (index.isPresent()) {
      return Optional.of(Size.of(index.get().atom()));
    }
    // Of what varies none is looked for, however much arithmetic it is made of.
    return lookup(name, frame)
        .filter(value -> !graph.isVarying(value.node()))
        .flatMap(WholeNumbers::formula);
  }

  /** The index that an atom stands for. */
  Optional<IndexVariable> variable(Atom atom) {
    return Optional.ofNullable(variables.get(atom));
  }

  IndexVariable newIndex(String name, Size range) {
    IndexVariable index = new IndexVariable(name, variables.size(), range);
    variables.put(index.atom(), index);
    return index;
  }

  /** The number that a value is, if it depends on nothing. */
  OptionalDouble number(Value value) {
    Optional<double[]> numbers = value.isScalar() ? numbers(value) : Optional.empty();
    return numbers.isPresent() ? OptionalDouble.of(numbers.get()[0]) : OptionalDouble.empty();
  }

  /** The elements of a value that depends on nothing. */
  Optional<double[]> numbers(Value value) {
    if (!value.indices().isEmpty()) {
      return Optional.empty();
    }
    return Evaluation.constant(graph, builder.shaped(value));
  }

  /** Random numbers of a place of their own. */
  Node noise(Shape shape) {
    return graph.make(ArrayCore.NOISE, List.of(), new Noise(shape, noises++), shape);
  }

  /** How many random arrays there are by now. */
  int noises() {
    return noises;
  }

  Value training() {
    Leaf training = new Leaf(Leaf.Kind.TRAINING, "training", Optional.empty());
    return Value.of(graph.leaf(training, Shape.SCALAR));
  }

  /** A text as an error shows it. */
  String text(Span span) {
    String line = span.text().replaceAll("#[^\\r\\n]*", "").replaceAll("\\s+", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }

  /** An operand as an error shows it: a name with the line that it is declared in. */
  Operand operand(Expression expression, Value value) {
    Span line = expression.span();
    if (expression instanceof Expression.Name name) {
      Symbol symbol = names.values().get(name.text());
      if (symbol != null && values.get(name.text()) == value) {
        line = symbol.name().span();
      }
    }
    return new Operand(text(expression.span()), value.own().inWords(), line);
  }

  // Definitions

  void define(Definition definition, Frame frame) {
    if (!definition.indices().isEmpty()) {

      List<IndexVariable> indices =
          Ranges.of(this, definition.indices(), List.of(definition.value()), frame);
      Value value = value(definition.value(), frame.with(indices));
      bind(definition.names().get(0), builder.bind(value, indices), frame);
      return;
    }
    List<Value> results =
        definition.names().size() == 1
            ? List.of(value(definition.value(), frame))
            : definition.value() instanceof Expression.Call call
                ? inlining.call(call, frame)
                : List.of();
    for (int i = 0; i < definition.names().size() && i < results.size(); i++) {
      bind(definition.names().get(i), results.get(i), frame);
    }
  }

  /** Gives a value a name, and makes it a variable of its own where a derivative is taken by it. */
  void bind(Identifier name, Value value, Frame frame) {
    Value bound = value;
    if (names.variables().contains(name)) {
      String place = name.span().location() + frame.number();
      Node node = builder.shaped(value);
      Node variable = graph.variable(node, new Variable(name.text(), place));
      for (Legend.Origin origin : legend.origins(node)) {
        legend.origin(variable, origin);
      }
      bound = new Value(variable, value.indices(), value.own());
    }
    if (frame.isFile()) {
      bound = new Value(builder.shaped(bound), bound.indices(), bound.own());
      values.put(name.text(), bound);
      legend.name(bound.node(), name.text());
      legend.definition(name.text(), name.span());
    } else {
      frame.define(name.text(), bound);
      legend.localName(bound.node(), name.text());
    }
  }

  // Expressions

  /**
   * The value of an expression.
   *
   * @throws Rejection if it has none
   */
  Value value(Expression expression, Frame frame) {
    try {
      return found(expression, frame);
    } catch (ArithmeticException e) {
      throw new Rejection(ArrayErrors.wholeNumberTooLarge(expression.span()));
    }
  }

  private Value found(Expression expression, Frame frame) {
    Value value;
    if (expression instanceof Expression.Number number) {
      value = builder.constant(number.value());
    } else if (expression instanceof Expression.Name name) {
      value = lookup(name.text(), frame).orElseThrow(Rejection::silent);
    } else if (expression instanceof Expression.Call call) {
      value = call(call, frame);
      note(value.node(), call.span(), frame);
    } else if (expression instanceof Expression.ArrayLiteral literal) {
      value = literal(literal, frame);
    } else if (expression instanceof Expression.Subscript subscript) {
      value = Subscripts.read(this, subscript, frame, value(subscript.array(), frame));
      note(value.node(), subscript.span(), frame);
    } else {
      value = reduction((Expression.Reduction) expression, frame);
      note(value.node(), expression.span(), frame);
    }
    if (value.own().rank() > MAX_AXES) {
      throw new Rejection(ArrayErrors.tooManyAxes(expression.span(), MAX_AXES));
    }
    return value;
  }

  private void note(Node node, Span span, Frame frame) {
    if (!node.isLeaf()) {
      legend.origin(node, new Legend.Origin(span, frame.call()));
    }
  }

  private Optional<Value> lookup(String name, Frame frame) {
    Optional<Value> found = frame.index(name).map(builder::index).or(() -> frame.local(name));
    if (found.isEmpty()) {
      found = Optional.ofNullable(values.get(name));
    }
    if (found.isEmpty() && !names.values().containsKey(name)) {
      found = Optional.ofNullable(NameCheck.CONSTANTS.get(name)).map(builder::constant);
    }
    return found;
  }

  private Value literal(Expression.ArrayLiteral literal, Frame frame) {
    if (literal.elements().isEmpty()) {
      throw new Rejection(ArrayErrors.emptyLiteral(literal.span()));
    }
    List<Value> elements = literal.elements().stream().map(e -> value(e, frame)).toList();
    Shape first = elements.get(0).own();
    for (int i = 1; i < elements.size(); i++) {
      if (!elements.get(i).own().equals(first)) {
        throw new Rejection(
            ArrayErrors.raggedLiteral(
                literal.elements().get(i).span(),
                first.inWords(),
                elements.get(i).own().inWords()));
      }
    }
    return builder.concat(elements.stream().map(e -> builder.expand(e, List.of(0))).toList(), 0);
  }

  private Value reduction(Expression.Reduction reduction, Frame frame) {
    String name = reduction.function().text();
    if (!Reductions.BY_INDEX.contains(name)) {
      throw new Rejection(
          ArrayErrors.notAnIndexReduction(
              reduction.function().span(), name, List.copyOf(Reductions.BY_INDEX)));
    }
    List<Expression> bodies = new ArrayList<>();
    bodies.add(reduction.body());
    reduction.condition().ifPresent(bodies::add);
    List<IndexVariable> indices = Ranges.of(this, reduction.indices(), bodies, frame);
    Frame inner = frame.with(indices);
    Optional<Value> condition = reduction.condition().map(c -> value(c, inner));
    if (condition.isPresent() && !condition.get().isScalar()) {
      throw new Rejection(
          ArrayErrors.notAScalar(
              reduction.condition().get().span(),
              "the condition",
              condition.get().own().toString()));
    }
    Frame guarded =
        reduction.condition().map(c -> inner.where(guards(c, inner, false))).orElse(inner);
    Value body = value(reduction.body(), guarded);
    Optional<Value> kept =
        condition.map(c -> builder.apply("where", c, builder.constant(1), builder.constant(0)));
    if (condition.isPresent()) {
      body =
          builder.apply("where", condition.get(), body, builder.constant(Reductions.neutral(name)));
    }
    int rank = body.own().rank();
    List<Integer> axes = IntStream.range(rank, rank + indices.size()).boxed().toList();
    return new Reductions(builder, checks, reduction.span())
        .reduce(
            name, builder.bindLast(body, indices), axes, kept.map(k -> counted(k, indices, rank)));
  }

  /** Which terms count, with as many axes before the indices as the terms have. */
  private Value counted(Value kept, List<IndexVariable> indices, int rank) {
    Value last = builder.bindLast(kept, indices);
    return builder.expand(last, IntStream.range(0, rank).boxed().toList());
  }

  /** What of a condition is on indices and sizes alone, so that reads may rely on it. */
  private List<Guard> guards(Expression condition, Frame frame, boolean negated) {
    if (!negated
        && condition instanceof Expression.Call call
        && call.function().text().equals("and")
        && call.arguments().size() == 2) {
      List<Guard> both = new ArrayList<>(guards(call.arguments().get(0).value(), frame, false));
      both.addAll(guards(call.arguments().get(1).value(), frame, false));
      return both;
    }
    Optional<Condition> decided = WholeNumbers.condition(condition, scope(frame));
    if (decided.isEmpty()) {
      return List.of();
    }
    Value value = value(condition, frame);
    return List.of(
        negated
            ? new Guard(new Condition.Not(decided.get()), builder.apply("not", value))
            : new Guard(decided.get(), value));
  }

  // Calls

  private Value call(Expression.Call call, Frame frame) {
    String name = call.function().text();
    if (names.function(call.function()).isPresent()) {
      List<Value> results = inlining.call(call, frame);
      if (results.size() != 1) {
        throw Rejection.silent();
      }
      return results.get(0);
    }
    if (name.equals(NameCheck.GRAD)) {
      return grad(call, frame);
    }
    if (ArrayFunctions.takes(call)) {
      return ArrayFunctions.build(this, call, frame);
    }
    Operation operation = Operations.find(name).orElseThrow(Rejection::silent);
    List<Expression> arguments = new ArrayList<>();
    List<Value> operands = operands(call, operation, frame, arguments);
    if (Values.common(operands).isEmpty()) {
      throw new Rejection(misfit(call, arguments, operands));
    }
    return builder.apply(operation, operands);
  }

  private Diagnostic misfit(
      Expression.Call call, List<Expression> arguments, List<Value> operands) {
    List<Operand> shown = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (arguments.get(i) != null && !operands.get(i).isScalar()) {
        shown.add(operand(arguments.get(i), operands.get(i)));
      }
    }
    return ArrayErrors.shapesDoNotFit(call.span(), text(call.span()), shown);
  }

  private List<Value> operands(
      Expression.Call call, Operation operation, Frame frame, List<Expression> arguments) {
    if (operation == Operations.ADD) {
      arguments.addAll(new LongSum(call).terms());
      return all(arguments, frame);
    }
    List<Arguments.Formal> formals = Arguments.formals(operation, call.arguments().size());
    List<Optional<Expression>> matched =
        Arguments.match(call, formals, new Diagnostics()).orElseThrow(Rejection::silent);
    matched.forEach(argument -> arguments.add(argument.orElse(null)));
    if (operation == Operations.WHERE) {
      return choice(arguments, frame);
    }
    if (operation == Operations.AND) {
      Value first = value(arguments.get(0), frame);
      Frame inner = frame.where(guards(arguments.get(0), frame, false));
      return List.of(first, value(arguments.get(1), inner));
    }
    Iterator<Value> given =
        all(arguments.stream().filter(Objects::nonNull).toList(), frame).iterator();
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      operands.add(
          arguments.get(i) == null
              ? builder.constant(operation.parameters().get(i).value().orElseThrow())
              : given.next());
    }
    return operands;
  }

  /** The branches of a choice are looked at under its condition alone. */
  private List<Value> choice(List<Expression> arguments, Frame frame) {
    Expression condition = arguments.get(0);
    Value decides = value(condition, frame);
    Value yes = value(arguments.get(1), frame.where(guards(condition, frame, false)));
    Value no = value(arguments.get(2), frame.where(guards(condition, frame, true)));
    return List.of(decides, yes, no);
  }

  List<Value> all(List<Expression> expressions, Frame frame) {
    List<Value> found = new ArrayList<>(expressions.size());
    List<Rejection> rejections = new ArrayList<>();
    for (Expression expression : expressions) {
      try {
        found.add(value(expression, frame));
      } catch (Rejection e) {
        rejections.add(e);
      }
    }
    if (!rejections.isEmpty()) {
      throw Rejection.of(rejections);
    }
    return found;
  }

  private Value grad(Expression.Call call, Frame frame) {
    List<Argument> arguments = call.arguments();
    if (arguments.size() != 2 || !(arguments.get(1).value() instanceof Expression.Name)) {
      throw Rejection.silent();
    }
    Value y = value(arguments.get(0).value(), frame);
    Value x = value(arguments.get(1).value(), frame);
    if (!y.isScalar()) {
      throw new Rejection(
          ArrayErrors.notAScalar(
              arguments.get(0).value().span(), "what is differentiated", y.own().toString()));
    }
    boolean whole = x.node().isConstant() || WholeNumbers.isWhole(x.node());
    if (whole) {
      throw new Rejection(ArrayErrors.gradByWholeNumber(arguments.get(1).value().span()));
    }
    if (!y.indices().isEmpty() || !x.indices().isEmpty()) {
      throw new Rejection(ArrayErrors.gradInIndexNotation(call.span()));
    }
    int before = graph.size();
    Derivative derivative = Reverse.derive(graph, y.node(), graph.constant(1), List.of(x.node()));
    Legend.Origin origin = new Legend.Origin(call.span(), frame.call());
    IntStream.range(before, graph.size())
        .mapToObj(graph::node)
        .filter(node -> !node.isLeaf())
        .forEach(node -> legend.origin(node, origin));
    return new Value(derivative.gradient(x.node()), List.of(), x.own());
  }
}
