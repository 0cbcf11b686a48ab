package org.flatprop.graph;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The values of nodes, computed one by one as profile strict does: the plainest meaning of a graph.
 */
public final class Evaluation {

  private final double[] values;

  private Evaluation(double[] values) {
    this.values = values;
  }

  /** Evaluates the given nodes, and all that they need. */
  public static Evaluation of(
      Graph graph, Collection<Node> roots, ToDoubleFunction<Leaf> leafValues) {
    double[] values = new double[graph.size()];
    for (Node node : Topological.order(graph, roots)) {
      values[node.id()] = value(node, values, leafValues);
    }
    return new Evaluation(values);
  }

  /** The value of a node that depends on no leaf; else empty. */
  public static OptionalDouble constant(Graph graph, Node node) {
    boolean dependent =
        Topological.order(graph, List.of(node)).stream()
            .anyMatch(n -> n.operation() == Operation.LEAF);
    return dependent
        ? OptionalDouble.empty()
        : OptionalDouble.of(of(graph, List.of(node), leaf -> Double.NaN).value(node));
  }

  /** The value of one of the nodes evaluated. */
  public double value(Node node) {
    return values[node.id()];
  }

  /** The values of a node's operands. */
  public double[] operands(Node node) {
    return operands(node, values);
  }

  private static double value(Node node, double[] values, ToDoubleFunction<Leaf> leafValues) {
    if (node.isConstant()) {
      return node.value();
    }
    if (node.payload() instanceof Leaf leaf) {
      return leaf.kind() == Leaf.Kind.SEED ? 1 : leafValues.applyAsDouble(leaf);
    }
    return node.operation().evaluate(operands(node, values));
  }

  private static double[] operands(Node node, double[] values) {
    double[] operands = new double[node.operands().size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = values[node.operand(i).id()];
    }
    return operands;
  }
}
