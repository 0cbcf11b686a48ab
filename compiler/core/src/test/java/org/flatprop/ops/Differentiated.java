package org.flatprop.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flatprop.derive.Reverse;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;

/** A function of x0, x1, … and its derivatives, as graph. */
final class Differentiated {

  /** Builds the function of its operands. */
  @FunctionalInterface
  interface Formula {
    Node of(Graph graph, List<Node> x);
  }

  private final Graph graph = new Graph();
  private final List<Node> x;
  private final Node value;
  private final Map<List<Integer>, Node> derivatives = new HashMap<>();

  Differentiated(int operands, Formula formula) {
    x =
        IntStream.range(0, operands)
            .mapToObj(i -> graph.leaf(Leaf.Kind.INPUT, Integer.toString(i)))
            .toList();
    value = formula.of(graph, x);
  }

  static Differentiated of(Operation operation) {
    return new Differentiated(
        operation.parameters().size(), (graph, x) -> graph.apply(operation, x));
  }

  int operands() {
    return x.size();
  }

  /** The value at a point. */
  double at(double... point) {
    return evaluate(value, point);
  }

  /** A derivative at a point: by one operand, or again by another. */
  double derivative(double[] point, Integer... by) {
    return evaluate(derivative(List.of(by)), point);
  }

  private Node derivative(List<Integer> by) {
    Node known = derivatives.get(by);
    if (known == null) {
      int last = by.size() - 1;
      Node lower = last == 0 ? value : derivative(by.subList(0, last));
      Node operand = x.get(by.get(last));
      known = Reverse.derive(graph, lower, graph.constant(1), List.of(operand)).gradient(operand);
      derivatives.put(new ArrayList<>(by), known);
    }
    return known;
  }

  private double evaluate(Node node, double... point) {
    return Evaluation.of(graph, List.of(node), leaf -> point[Integer.parseInt(leaf.name())])
        .value(node);
  }
}
