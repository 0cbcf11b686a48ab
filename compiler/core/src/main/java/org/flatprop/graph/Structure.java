package org.flatprop.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to know of an operation that is not computed element by element. */
public interface Structure {

  /**
   * The value of a node: its elements in row-major order.
   *
   * @param operands the values of the operands
   * @param dims the sizes that the model leaves open
   */
  double[] evaluate(Node node, List<double[]> operands, Map<String, Integer> dims);

  /**
   * Where the elements of an operand are used, if those of the node are used where a condition
   * holds.
   *
   * @param condition of the node's shape
   * @return of the operand's shape
   */
  Node transport(Graph graph, Node node, int operand, Node condition);

  /** What is wrong with a node's operands, payload and shape, if anything is. */
  Optional<String> fault(Node node);
}
