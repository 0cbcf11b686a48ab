package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Reverse;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Variable;
import org.flatprop.ops.Operations;
import org.flatprop.source.Diagnostics;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Argument;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;
import org.flatprop.syntax.Statement.Definition;
import org.flatprop.syntax.Statement.Function;

/**
 * Expressions to nodes: functions are inlined, names looked up. The names have been checked; where
 * one of them was wrong, no node is made.
 */
final class Expressions {

  /** A graph with more nodes does not fit the memory of an ordinary machine. */
  static final int MAX_NODES = 2_000_000;

  private final Graph graph;
  private final Legend legend;
  private final Names names;
  private final Map<String, Node> values;
  private final Map<Inlined, List<Node>> inlined = new HashMap<>();

  /**
   * @param values the values of the file scope, which definitions add to
   */
  Expressions(Graph graph, Legend legend, Names names, Map<String, Node> values) {
    this.graph = graph;
    this.legend = legend;
    this.names = names;
    this.values = values;
  }

  /**
   * Makes the nodes of a definition of the file scope.
   *
   * @throws TooLarge if the graph outgrows its limit
   */
  void define(Definition definition) {
    define(definition, Frame.FILE);
  }

  /** The node of an expression of the file scope; null if there is an error in it. */
  Node node(Expression expression) {
    return expression(expression, Frame.FILE);
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
      String place = name.span().location() + frame.number();
      bound = graph.variable(node, new Variable(name.text(), place));
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
      known = body(function, given, new Frame(Optional.of(site), inlined.size() + 1));
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

    static final Frame FILE = new Frame(Optional.empty(), 0);

    private final Map<String, Node> locals = new HashMap<>();
    private final Optional<Legend.Call> call;
    private final int number;

    Frame(Optional<Legend.Call> call, int number) {
      this.call = call;
      this.number = number;
    }

    /** Tells the variables of one call from those of another: calls may be nested. */
    String number() {
      return number == 0 ? "" : "#" + number;
    }
  }

  /** The graph has more than {@value #MAX_NODES} nodes. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("too large", null, false, false);
    }
  }
}
