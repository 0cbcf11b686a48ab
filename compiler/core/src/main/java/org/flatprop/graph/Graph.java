package org.flatprop.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the nodes of one computational graph.
 *
 * <p>An equal node is made once, which removes common subexpressions; what IEEE arithmetic computes
 * exactly the same way here and at run time is computed here.
 */
public final class Graph {

  private record Key(Operation operation, List<Node> operands, Object payload) {}

  private final Map<Key, Node> interned = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  public Node constant(double value) {
    return intern(Operation.CONSTANT, List.of(), value);
  }

  public Node leaf(Leaf.Kind kind, String name) {
    return intern(Operation.LEAF, List.of(), new Leaf(kind, name));
  }

  /** The result of an operation; an equal one made before, or a simpler one of the same bits. */
  public Node apply(Operation operation, List<Node> operands) {
    return simpler(operation, operands).orElseGet(() -> intern(operation, operands, null));
  }

  public Node apply(Operation operation, Node... operands) {
    return apply(operation, List.of(operands));
  }

  /** A node of the same value that is a variable of its own. */
  public Node variable(Node node, Variable variable) {
    boolean plain = node.isLeaf() || node.payload() != null;
    return plain
        ? intern(Operation.VARIABLE, List.of(node), variable)
        : intern(node.operation(), node.operands(), variable);
  }

  /** How many nodes there are; the numbers are below this. */
  public int size() {
    return nodes.size();
  }

  public Node node(int id) {
    return nodes.get(id);
  }

  private Optional<Node> simpler(Operation operation, List<Node> operands) {
    if (operation.exact() && operands.stream().allMatch(Node::isConstant)) {
      double[] values = operands.stream().mapToDouble(Node::value).toArray();
      return Optional.of(constant(operation.evaluate(values)));
    }
    return Optional.ofNullable(operation.simplification().simplify(this, operands));
  }

  private Node intern(Operation operation, List<Node> operands, Object payload) {
    return interned.computeIfAbsent(
        new Key(operation, operands, payload), key -> add(operation, operands, payload));
  }

  private Node add(Operation operation, List<Node> operands, Object payload) {
    Node node = new Node(nodes.size(), operation, operands, payload, Shape.SCALAR);
    nodes.add(node);
    return node;
  }
}
