package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Reverse;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.elaborate.Names.Symbol;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.ops.Operations;
import org.flatprop.runtime.Initializer;
import org.flatprop.runtime.Variable;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Argument;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;
import org.flatprop.syntax.Statement.Definition;
import org.flatprop.syntax.Statement.Function;

/** Ast to graph: functions are inlined, names become nodes. */
public final class Elaborator {

  /** A graph with more nodes does not fit the memory of an ordinary machine. */
  private static final int MAX_NODES = 4_000_000;

  private final Project project;
  private final Diagnostics diagnostics;
  private final Names names;
  private final Graph graph = new Graph();
  private final Legend legend = new Legend();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Map<Inlined, List<Node>> inlined = new HashMap<>();

  private Elaborator(Project project, Collection<String> wrt, Diagnostics diagnostics) {
    this.project = project;
    this.diagnostics = diagnostics;
    this.names = NameCheck.check(project, wrt, diagnostics);
  }

  /**
   * Elaborates a project; what is wrong is reported.
   *
   * @param wrt names of values that derivatives will be taken by
   * @return empty if there was an error
   */
  public static Optional<Model> elaborate(
      Project project, Collection<String> wrt, Diagnostics diagnostics) {
    return new Elaborator(project, wrt, diagnostics).elaborate();
  }

  private Optional<Model> elaborate() {
    try {
      names.values().values().forEach(this::declare);
      names.order().forEach(definition -> define(definition, Frame.FILE));
    } catch (TooLarge e) {
      diagnostics.add(Errors.modelTooLarge(project.main().file().name(), MAX_NODES));
      return Optional.empty();
    }
    List<Identifier> outputs = outputs();
    if (outputs.isEmpty()) {
      if (diagnostics.isEmpty()) {
        diagnostics.add(Errors.nothingToCompute(project.main().file().name()));
      }
      return Optional.empty();
    }
    if (!diagnostics.isEmpty()) {
      return Optional.empty();
    }
    List<Output> named =
        outputs.stream().map(name -> new Output(name.text(), values.get(name.text()))).toList();
    return Optional.of(new Model(graph, legend, inputs, named, values, outputs.get(0).span()));
  }

  private void declare(Symbol symbol) {
    String name = symbol.name().text();
    if (symbol.declaration() instanceof Statement.Input input) {
      OptionalDouble value = OptionalDouble.empty();
      if (input.value().isPresent()) {
        value = constant(input.value().get());
      }
      declare(Leaf.Kind.INPUT, Variable.input(name, value));
    } else if (symbol.declaration() instanceof Statement.Param param) {
      Initializer initializer =
          param.initializer().flatMap(this::initializer).orElse(Initializer.ZEROS);
      declare(Leaf.Kind.PARAM, Variable.param(name, initializer));
    }
  }

  private void declare(Leaf.Kind kind, Variable variable) {
    Node leaf = graph.leaf(kind, variable.name());
    legend.name(leaf, variable.name());
    values.put(variable.name(), leaf);
    inputs.add(new Input(variable, leaf));
  }

  private Optional<Initializer> initializer(Statement.Initializer initializer) {
    List<OptionalDouble> arguments =
        initializer.arguments().stream().map(this::constant).toList();
    if (arguments.stream().anyMatch(OptionalDouble::isEmpty)) {
      return Optional.empty();
    }
    String name = initializer.name().text();
    Optional<Initializer.Kind> kind = Initializer.Kind.named(name);
    if (kind.isEmpty()) {
      List<String> known = Initializer.Kind.names();
      diagnostics.add(Errors.unknownInitializer(initializer.name().span(), name, known));
    } else if (kind.get().needsMatrix()) {
      diagnostics.add(Errors.initializerNeedsMatrix(initializer.name().span(), name));
    } else if (kind.get().arguments() != arguments.size()) {
      diagnostics.add(
          Errors.initializerArguments(
              initializer.span(), name, kind.get().arguments(), arguments.size()));
    } else {
      double[] numbers = arguments.stream().mapToDouble(OptionalDouble::getAsDouble).toArray();
      return Optional.of(new Initializer(kind.get(), numbers));
    }
    return Optional.empty();
  }

  /** The value of an expression that must be known before any input is. */
  private OptionalDouble constant(Expression expression) {
    Node node = expression(expression, Frame.FILE);
    if (node == null) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = Evaluation.constant(graph, node);
    if (value.isEmpty()) {
      diagnostics.add(Errors.notConstant(expression.span()));
    }
    return value;
  }

  /** The objective first, then the other outputs. */
  private List<Identifier> outputs() {
    List<Identifier> minimized = new ArrayList<>();
    List<Identifier> listed = new ArrayList<>();
    Identifier last = null;
    for (Statement statement : project.main().statements()) {
      if (statement instanceof Statement.Minimize s) {
        minimized.add(s.name());
      } else if (statement instanceof Statement.Output s) {
        listed.addAll(s.names());
      } else if (statement instanceof Definition s) {
        last = s.names().get(s.names().size() - 1);
      }
    }
    if (minimized.size() > 1) {
      diagnostics.add(Errors.minimizedTwice(minimized.get(1).span(), minimized.get(0).span()));
    }
    List<Identifier> outputs = new ArrayList<>();
    if (!minimized.isEmpty()) {
      outputs.add(minimized.get(0));
    } else if (last != null) {
      outputs.add(last);
    }
    for (Identifier name : listed) {
      if (outputs.stream().noneMatch(o -> o.text().equals(name.text()))) {
        outputs.add(name);
      }
    }
    return outputs;
  }

  private void define(Definition definition, Frame frame) {
    List<Node> results =
        definition.names().size() == 1
            ? single(expression(definition.value(), frame))
            : definition.value() instanceof Expression.Call call ? inline(call, frame) : List.of();
    for (int i = 0; i < definition.names().size() && i < results.size(); i++) {
      bind(definition.names().get(i), results.get(i), frame);
    }
  }

  private static List<Node> single(Node node) {
    return node == null ? List.of() : List.of(node);
  }

  /** Gives a node a name, and makes it a variable of its own where a derivative is taken by it. */
  private void bind(Identifier name, Node node, Frame frame) {
    Node bound = node;
    if (names.variables().contains(name)) {
      String place = name.span().location();
      bound = graph.variable(node, new org.flatprop.graph.Variable(name.text(), place));
      for (Legend.Origin origin : legend.origins(node)) {
        legend.origin(bound, origin);
      }
    }
    if (frame == Frame.FILE) {
      values.put(name.text(), bound);
      legend.name(bound, name.text());
    } else {
      frame.locals.put(name.text(), bound);
      legend.localName(bound, name.text());
    }
  }

  /** The node of an expression; null if there is an error below it, which has been reported. */
  private Node expression(Expression expression, Frame frame) {
    Node node = null;
    if (expression instanceof Expression.Number number) {
      node = graph.constant(number.value());
    } else if (expression instanceof Expression.Name name) {
      node = name(name.text(), frame);
    } else if (expression instanceof Expression.Call call) {
      node = call(call, frame);
      if (node != null && !node.isLeaf()) {
        legend.origin(node, new Legend.Origin(call.span(), frame.call));
      }
    }
    if (graph.size() > MAX_NODES) {
      throw new TooLarge();
    }
    return node;
  }

  private Node name(String name, Frame frame) {
    Node node = frame.locals.get(name);
    if (node == null) {
      node = values.get(name);
    }
    if (node == null && !names.values().containsKey(name)) {
      Double constant = NameCheck.CONSTANTS.get(name);
      node = constant == null ? null : graph.constant(constant);
    }
    return node;
  }

  private Node call(Expression.Call call, Frame frame) {
    String name = call.function().text();
    if (names.functions().containsKey(name)) {
      List<Node> results = inline(call, frame);
      return results.size() == 1 ? results.get(0) : null;
    }
    if (name.equals(NameCheck.GRAD)) {
      return grad(call, frame);
    }
    Optional<Operation> operation = Operations.find(name);
    if (operation.isEmpty()) {
      return null;
    }
    List<Node> operands = operands(call, operation.get(), frame);
    return operands == null ? null : apply(operation.get(), operands);
  }

  private Node apply(Operation operation, List<Node> operands) {
    if (operation == Operations.ADD || operands.size() <= operation.parameters().size()) {
      return graph.apply(operation, operands);
    }
    Node folded = operands.get(0);
    for (Node operand : operands.subList(1, operands.size())) {
      folded = graph.apply(operation, folded, operand);
    }
    return folded;
  }

  private List<Node> operands(Expression.Call call, Operation operation, Frame frame) {
    if (operation == Operations.ADD) {
      return all(new LongSum(call).terms(), frame);
    }
    List<Arguments.Formal> formals = Arguments.formals(operation, call.arguments().size());
    Optional<List<Optional<Expression>>> matched =
        Arguments.match(call, formals, new Diagnostics());
    if (matched.isEmpty()) {
      call.arguments().forEach(argument -> expression(argument.value(), frame));
      return null;
    }
    List<Node> operands = new ArrayList<>();
    for (int i = 0; i < matched.get().size(); i++) {
      Optional<Expression> argument = matched.get().get(i);
      Node operand =
          argument.isPresent()
              ? expression(argument.get(), frame)
              : graph.constant(operation.parameters().get(i).value().orElseThrow());
      operands.add(operand);
    }
    return operands.contains(null) ? null : operands;
  }

  /** The nodes of all expressions; null if there is an error in one. */
  private List<Node> all(List<Expression> expressions, Frame frame) {
    List<Node> nodes = new ArrayList<>(expressions.size());
    expressions.forEach(e -> nodes.add(expression(e, frame)));
    return nodes.contains(null) ? null : nodes;
  }

  private Node grad(Expression.Call call, Frame frame) {
    List<Argument> arguments = call.arguments();
    List<Node> nodes = all(arguments.stream().map(Argument::value).toList(), frame);
    if (nodes == null
        || nodes.size() != 2
        || !(arguments.get(1).value() instanceof Expression.Name)) {
      return null;
    }
    int before = graph.size();
    Derivative derivative =
        Reverse.derive(graph, nodes.get(0), graph.constant(1), List.of(nodes.get(1)));
    Legend.Origin origin = new Legend.Origin(call.span(), frame.call);
    IntStream.range(before, graph.size())
        .mapToObj(graph::node)
        .filter(node -> !node.isLeaf())
        .forEach(node -> legend.origin(node, origin));
    return derivative.gradient(nodes.get(1));
  }

  /** The results of a call of a function of the model; empty if there was an error. */
  private List<Node> inline(Expression.Call call, Frame frame) {
    Function function = names.functions().get(call.function().text());
    Optional<List<Optional<Expression>>> matched =
        function == null
            ? Optional.empty()
            : Arguments.match(call, Arguments.formals(function), new Diagnostics());
    List<Node> given = new ArrayList<>();
    if (matched.isEmpty()) {
      call.arguments().forEach(argument -> expression(argument.value(), frame));
      return List.of();
    }
    for (Optional<Expression> argument : matched.get()) {
      given.add(argument.map(e -> expression(e, frame)).orElse(null));
      if (argument.isPresent() && given.get(given.size() - 1) == null) {
        return List.of();
      }
    }
    Inlined key = new Inlined(function.name(), given);
    List<Node> known = inlined.get(key);
    if (known == null) {
      Legend.Call site = new Legend.Call(function.name().text(), call.span(), frame.call);
      known = body(function, given, new Frame(Optional.of(site)));
      inlined.put(key, known);
    }
    return known;
  }

  private List<Node> body(Function function, List<Node> given, Frame frame) {
    for (int i = 0; i < given.size(); i++) {
      Statement.Parameter parameter = function.parameters().get(i);
      Node node = given.get(i);
      if (node == null) {
        node = expression(parameter.value().orElseThrow(), frame);
      }
      if (node == null) {
        return List.of();
      }
      bindParameter(parameter.name(), node, frame);
    }
    names.localOrder().get(function).forEach(local -> define(local, frame));
    List<Node> results = new ArrayList<>();
    for (Expression result : function.results()) {
      Node node = expression(result, frame);
      if (node == null) {
        return List.of();
      }
      results.add(node);
    }
    return results;
  }

  /** A parameter is called by the name its argument has outside, unless it is differentiated by. */
  private void bindParameter(Identifier name, Node node, Frame frame) {
    if (names.variables().contains(name)) {
      bind(name, node, frame);
    } else {
      frame.locals.put(name.text(), node);
    }
  }

  /** A call of a function with the same arguments has the same results. */
  private record Inlined(Identifier function, List<Node> arguments) {}

  /** Where names are looked up first, and through which call we came here. */
  private static final class Frame {

    static final Frame FILE = new Frame(Optional.empty());

    private final Map<String, Node> locals = new HashMap<>();
    private final Optional<Legend.Call> call;

    Frame(Optional<Legend.Call> call) {
      this.call = call;
    }
  }

  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("too large", null, false, false);
    }
  }
}
