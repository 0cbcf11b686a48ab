package org.flatprop.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a value that is not finite comes from.
 *
 * @param of the value
 * @param first the first node in topological order that is not finite, of those that make it so:
 *     what is not finite and is not used, as in {@code where(x > 0, log(x), 0)}, is none of them
 */
public record Divergence(Node of, Node first) {

  /**
   * Evaluates some values and finds where the first of them that is not finite comes from.
   *
   * @return empty if all are finite
   */
  public static Optional<Divergence> find(
      Graph graph, Collection<Node> values, Evaluation.Setting setting) {
    Map<Node, List<Node>> causes = new HashMap<>();
    Evaluation.ofRoots(
        graph,
        values,
        setting,
        (node, value, operands) -> {
          if (!isFinite(value)) {
            causes.put(node, causes(node, value, operands));
          }
        });
    return values.stream()
        .filter(causes::containsKey)
        .findFirst()
        .map(value -> new Divergence(value, first(value, causes)));
  }

  private static Node first(Node value, Map<Node, List<Node>> causes) {
    Deque<Node> pending = new ArrayDeque<>(List.of(value));
    TreeMap<Integer, Node> found = new TreeMap<>();
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (found.put(node.id(), node) == null) {
        causes.get(node).forEach(pending::push);
      }
    }
    return found.firstEntry().getValue();
  }

  /** The operands that make a value not finite; what the text says is infinite is not to blame. */
  private static List<Node> causes(Node node, double[] value, Map<Node, double[]> values) {
    boolean pointwise = node.operation().isPointwise();
    return node.operands().stream()
        .filter(operand -> !operand.withoutShape().isConstant())
        .filter(
            operand ->
                pointwise ? meets(value, values.get(operand)) : !isFinite(values.get(operand)))
        .distinct()
        .toList();
  }

  /** Whether there is an element that is not finite in either array. */
  private static boolean meets(double[] value, double[] operand) {
    for (int i = 0; i < value.length; i++) {
      if (!Double.isFinite(value[i]) && !Double.isFinite(operand[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
