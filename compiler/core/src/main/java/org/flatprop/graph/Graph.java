package org.flatprop.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.source.CompilerBug;

/**
 * Makes the nodes of one computational graph.
 *
 * <p>An equal node is made once, which removes common subexpressions; what IEEE arithmetic computes
 * exactly the same way here and at run time is computed here.
 */
public final class Graph {

  private record Key(Operation operation, List<Node> operands, Object payload, Shape shape) {}

  private final Map<Key, Node> interned = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  public Node constant(double value) {
    return intern(Operation.CONSTANT, List.of(), value, Shape.SCALAR);
  }

  public Node leaf(Leaf.Kind kind, String name) {
    return leaf(new Leaf(kind, name, Optional.empty()), Shape.SCALAR);
  }

  public Node leaf(Leaf leaf, Shape shape) {
    return intern(Operation.LEAF, List.of(), leaf, shape);
  }

  /**
   * The result of an operation that is computed element by element; an equal one made before, or a
   * simpler one of the same bits. Its operands have one shape; constants have every shape, and the
   * result of constants alone is one.
   */
  public Node apply(Operation operation, List<Node> operands) {
    List<Node> plain = operands.stream().map(Node::withoutShape).toList();
    return simpler(operation, plain)
        .orElseGet(() -> intern(operation, plain, null, shape(operation, plain)));
  }

  public Node apply(Operation operation, Node... operands) {
    return apply(operation, List.of(operands));
  }

  /** The result of an operation on whole arrays. */
  public Node make(Operation operation, List<Node> operands, Object payload, Shape shape) {
    return intern(operation, operands, payload, shape);
  }

  /** A node of the same value that is a variable of its own. */
  public Node variable(Node node, Variable variable) {
    boolean plain = node.isLeaf() || node.payload() != null;
    return plain
        ? intern(Operation.VARIABLE, List.of(node), variable, node.shape())
        : intern(node.operation(), node.operands(), variable, node.shape());
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

  private static Shape shape(Operation operation, List<Node> operands) {
    Shape shape = null;
    for (Node operand : operands) {
      if (!operand.isConstant()) {
        if (shape != null && !shape.equals(operand.shape())) {
          throw new CompilerBug(operation + " of " + shape + " and " + operand.shape());
        }
        shape = operand.shape();
      }
    }
    return shape == null ? Shape.SCALAR : shape;
  }

  private Node intern(Operation operation, List<Node> operands, Object payload, Shape shape) {
    return interned.computeIfAbsent(
        new Key(operation, operands, payload, shape),
        key -> add(operation, operands, payload, shape));
  }

  private Node add(Operation operation, List<Node> operands, Object payload, Shape shape) {
    Node node = new Node(nodes.size(), operation, operands, payload, shape);
    nodes.add(node);
    return node;
  }
}
