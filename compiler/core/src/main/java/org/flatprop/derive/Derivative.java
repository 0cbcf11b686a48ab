package org.flatprop.derive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.ops.ArrayGraph;

/**
 * The backward pass: the adjoints of a value's graph.
 *
 * @param adjoints in the order of the backward pass
 * @param gradients the adjoint of each node that the derivative is taken by; a constant 0 where the
 *     value does not depend on it
 */
public record Derivative(List<Adjoint> adjoints, Map<Node, Node> gradients) {

  public Derivative {
    adjoints = List.copyOf(adjoints);
  }

  /**
   * The derivative of the value by a node.
   *
   * @param of the node's graph value and its adjoint's parts
   * @param value the sum of its contributions
   * @param contributions what its users give, in the order added; empty for the seed
   */
  public record Adjoint(Node of, Node value, List<Contribution> contributions) {

    public Adjoint {
      contributions = List.copyOf(contributions);
    }
  }

  /**
   * What one user of a node gives to its adjoint.
   *
   * @param gate the user
   * @param operand which of the user's operands the node is
   */
  public record Contribution(Node gate, int operand, Node value) {}

  /** The derivative by a node that it was asked for. */
  public Node gradient(Node node) {
    return gradients.get(node);
  }

  /** For a value that depends on nothing. */
  static Derivative none(Graph graph, List<Node> by) {
    Map<Node, Node> zeros = new HashMap<>();
    by.forEach(node -> zeros.put(node, ArrayGraph.fill(graph, graph.constant(0), node.shape())));
    return new Derivative(List.of(), zeros);
  }
}
