package org.flatprop.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.source.CompilerBug;

/**
 * What holds of every graph: operands come before their users, no two nodes are equal, and shapes
 * are what the operations demand.
 */
public final class GraphCheck {

  private record Formula(Operation operation, List<Node> operands, Object payload, Shape shape) {}

  private GraphCheck() {}

  /**
   * Checks all nodes of a graph.
   *
   * @param after the stage that made it
   * @throws CompilerBug if something does not hold, which names the stage, what it is, and the node
   */
  public static void check(Graph graph, String after) {
    Set<Formula> formulas = new HashSet<>();
    for (int i = 0; i < graph.size(); i++) {
      Node node = graph.node(i);
      String fault = fault(graph, node, i);
      Formula formula =
          new Formula(node.operation(), node.operands(), node.payload(), node.shape());
      if (fault == null && !formulas.add(formula)) {
        fault = "there is an equal node";
      }
      if (fault != null) {
        throw new CompilerBug("after " + after + ": " + fault + ", at " + node);
      }
    }
  }

  private static String fault(Graph graph, Node node, int number) {
    if (node.id() != number) {
      return "it stands at place " + number;
    }
    for (Node operand : node.operands()) {
      if (operand.id() >= number || graph.node(operand.id()) != operand) {
        return "an operand does not come before it";
      }
    }
    if (node.isLeaf() && node.operation().isPointwise()) {
      boolean constant = node.payload() instanceof Double && node.shape().isScalar();
      return constant || node.payload() instanceof Leaf ? null : "it stands for nothing";
    }
    return node.operation()
        .structure()
        .map(structure -> structure.fault(node).orElse(null))
        .orElseGet(() -> node.operation().isPointwise() ? pointwise(node) : null);
  }

  /** Of one shape, constants excepted. */
  private static String pointwise(Node node) {
    List<Node> arrays = node.operands().stream().filter(operand -> !operand.isConstant()).toList();
    if (node.operation() != Operation.VARIABLE && arrays.stream().anyMatch(Node::isFill)) {
      return "an operand is a constant with a shape";
    }
    boolean fits =
        arrays.stream().allMatch(operand -> operand.shape().equals(node.shape()))
            && (!arrays.isEmpty() || node.shape().isScalar());
    return fits ? null : "its operands are not of its shape";
  }
}
