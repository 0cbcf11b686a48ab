package org.flatprop.cli;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Topological;
import org.flatprop.ops.Operations;

/**
 * A model's values around a point: one node may be held at a value that its operands do not give
 * it. Computed as by {@link Evaluation}.
 */
final class Probe {

  private static final Operation STOP_GRADIENT = Operations.named("stop_gradient");

  private final Node objective;
  private final List<Node> order;
  private final List<Node> kinked;
  private final ToDoubleFunction<Leaf> point;
  private final int size;

  /**
   * @param by the nodes that will be held
   * @param point the values of the inputs
   */
  Probe(Model model, Collection<Node> by, ToDoubleFunction<Leaf> point) {
    this.objective = model.objective().node();
    List<Node> roots = new ArrayList<>(by);
    roots.add(objective);
    this.order = Topological.order(model.graph(), roots);
    BitSet needed = Topological.reach(List.of(objective));
    this.kinked =
        order.stream()
            .filter(node -> needed.get(node.id()) && node.operation().kinks().isPresent())
            .toList();
    this.point = point;
    this.size = model.graph().size();
  }

  /** The values at the point itself, by the nodes' numbers. */
  double[] values() {
    double[] values = new double[size];
    for (Node node : order) {
      values[node.id()] = compute(node, values);
    }
    return values;
  }

  /**
   * The values with a node held. What is declared a constant keeps its value.
   *
   * @param at the values at the point itself, which those that depend on the node replace
   */
  double[] hold(Node held, double value, double[] at) {
    double[] values = at.clone();
    boolean[] changed = new boolean[size];
    values[held.id()] = value;
    changed[held.id()] = true;
    for (Node node : order) {
      boolean depends = node.operation() != STOP_GRADIENT && anyOf(node.operands(), changed);
      if (depends && node != held) {
        values[node.id()] = compute(node, values);
        changed[node.id()] = true;
      }
    }
    return values;
  }

  private static boolean anyOf(List<Node> nodes, boolean[] changed) {
    for (Node node : nodes) {
      if (changed[node.id()]) {
        return true;
      }
    }
    return false;
  }

  double objective(double[] values) {
    return values[objective.id()];
  }

  /** The operations that are on different smooth pieces for different values. */
  Set<Node> kinks(double[] some, double[] others) {
    Set<Node> found = new LinkedHashSet<>();
    for (Node node : kinked) {
      double a = piece(node, some);
      double b = piece(node, others);
      // 0 and -0 are one piece, and so is NaN
      if (a != b && !(Double.isNaN(a) && Double.isNaN(b))) {
        found.add(node);
      }
    }
    return found;
  }

  private static double piece(Node node, double[] values) {
    return node.operation().kinks().orElseThrow().piece().evaluate(operands(node, values));
  }

  private double compute(Node node, double[] values) {
    if (node.isConstant()) {
      return node.value();
    }
    if (node.payload() instanceof Leaf leaf) {
      return leaf.kind() == Leaf.Kind.SEED ? 1 : point.applyAsDouble(leaf);
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
