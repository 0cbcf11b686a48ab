package org.flatprop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Evaluator;
import org.flatprop.graph.Topological;
import org.flatprop.ops.Operations;

/**
 * A model's values around a point: one element of a node may be held at a value that the operands
 * do not give it. Computed as by {@link Evaluation}, each node as its elements in row-major order.
 */
final class Probe {

  private static final Operation STOP_GRADIENT = Operations.named("stop_gradient");

  private final Node objective;
  private final List<Node> order;
  private final List<Node> kinked;
  private final Function<Leaf, double[]> point;
  private final Map<String, Integer> dims;
  private final int size;

  /**
   * @param by the nodes that will be held
   * @param point the values of the inputs
   * @param dims the sizes that the model leaves open
   */
  Probe(
      Model model, Collection<Node> by, Function<Leaf, double[]> point, Map<String, Integer> dims) {
    this.objective = model.objective().node();
    List<Node> roots = new ArrayList<>(by);
    roots.add(objective);
    this.order = Topological.order(model.graph(), roots);
    BitSet needed = needed(order, objective);
    this.kinked =
        order.stream().filter(node -> needed.get(node.id()) && Pieces.hasKinks(node)).toList();
    this.point = point;
    this.dims = dims;
    this.size = model.graph().size();
  }

  /** What the objective is made of, but for what is declared a constant. */
  private static BitSet needed(List<Node> order, Node objective) {
    BitSet needed = new BitSet();
    needed.set(objective.id());
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (needed.get(node.id()) && node.operation() != STOP_GRADIENT) {
        node.operands().forEach(operand -> needed.set(operand.id()));
      }
    }
    return needed;
  }

  /** How many numbers an evaluation computes. */
  long work() {
    return order.stream().mapToLong(node -> node.shape().count().value(dims)).sum();
  }

  /** The values at the point itself, by the nodes' numbers. */
  double[][] values() {
    double[][] values = new double[size][];
    for (Node node : order) {
      values[node.id()] = compute(node, values);
    }
    return values;
  }

  /**
   * The values with an element of a node held. What is declared a constant keeps its value.
   *
   * @param at the values at the point itself, which those that depend on the element replace
   */
  double[][] hold(Node held, int element, double value, double[][] at) {
    double[][] values = at.clone();
    boolean[] changed = new boolean[size];
    values[held.id()] = at[held.id()].clone();
    values[held.id()][element] = value;
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

  /** The objective; of one that is an array, the sum. */
  double objective(double[][] values) {
    return Arrays.stream(values[objective.id()]).reduce(Double::sum).orElse(0);
  }

  /** The operations that are on different smooth pieces for different values. */
  Set<Node> kinks(double[][] some, double[][] others) {
    Set<Node> found = new LinkedHashSet<>();
    for (Node node : kinked) {
      boolean same =
          node.operands().stream().allMatch(operand -> some[operand.id()] == others[operand.id()]);
      if (!same && differ(pieces(node, some), pieces(node, others))) {
        found.add(node);
      }
    }
    return found;
  }

  /** 0 and -0 are one piece, and so is NaN. */
  private static boolean differ(double[] some, double[] others) {
    for (int i = 0; i < some.length; i++) {
      if (some[i] != others[i] && !(Double.isNaN(some[i]) && Double.isNaN(others[i]))) {
        return true;
      }
    }
    return false;
  }

  private double[] pieces(Node node, double[][] values) {
    return Pieces.of(node, operands(node, values), values[node.id()], dims);
  }

  private double[] compute(Node node, double[][] values) {
    if (node.isConstant()) {
      return new double[] {node.value()};
    }
    if (node.payload() instanceof Leaf leaf) {
      return point.apply(leaf);
    }
    List<double[]> operands = operands(node, values);
    if (node.operation().structure().isPresent()) {
      return node.operation().structure().get().evaluate(node, operands, dims);
    }
    int length = Math.toIntExact(node.shape().count().value(dims));
    return pointwise(node.operation()::evaluate, operands, length);
  }

  /** An operand of one element serves all. */
  static double[] pointwise(Evaluator evaluator, List<double[]> operands, int length) {
    double[] result = new double[length];
    double[] x = new double[operands.size()];
    for (int element = 0; element < length; element++) {
      for (int i = 0; i < x.length; i++) {
        double[] operand = operands.get(i);
        x[i] = operand.length == 1 ? operand[0] : operand[element];
      }
      result[element] = evaluator.evaluate(x);
    }
    return result;
  }

  private static List<double[]> operands(Node node, double[][] values) {
    return node.operands().stream().map(operand -> values[operand.id()]).toList();
  }
}
