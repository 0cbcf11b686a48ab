package org.flatprop.cli;

import java.util.List;
import java.util.Map;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.ops.ArrayCore;

/** The smooth pieces of operations that have no derivative everywhere. */
final class Pieces {

  private Pieces() {}

  static boolean hasKinks(Node node) {
    return node.operation().kinks().isPresent() || isExtreme(node) || isPlace(node);
  }

  private static boolean isExtreme(Node node) {
    return node.operation() == ArrayCore.MAXIMUM || node.operation() == ArrayCore.MINIMUM;
  }

  private static boolean isPlace(Node node) {
    return node.operation() == ArrayCore.ARGMAX || node.operation() == ArrayCore.ARGMIN;
  }

  /** What is declared at the kinks, for the reader of a check. */
  static String declared(Node node) {
    return node.operation()
        .kinks()
        .map(Operation.Kinks::declared)
        .orElse(isPlace(node) ? "0 everywhere" : "the first of equals");
  }

  /**
   * Numbers of the pieces that a node's elements are on.
   *
   * @param operands their values
   * @param value the node's own
   */
  static double[] of(
      Node node, List<double[]> operands, double[] value, Map<String, Integer> dims) {
    if (isPlace(node)) {
      return value;
    }
    if (isExtreme(node)) {
      Operation place = node.operation() == ArrayCore.MAXIMUM ? ArrayCore.ARGMAX : ArrayCore.ARGMIN;
      return place.structure().orElseThrow().evaluate(node, operands, dims);
    }
    return Probe.pointwise(node.operation().kinks().orElseThrow().piece(), operands, value.length);
  }
}
