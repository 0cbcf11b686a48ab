package org.flatprop.graph;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.flatprop.source.CompilerBug;

/**
 * Makes the nodes of one computational graph.
 *
 * <p>An equal node is made once, which removes common subexpressions; what IEEE arithmetic computes
 * exactly the same way here and at run time is computed here.
 */
public final class Graph {

  /** A model of a million gates has two to six million nodes, with its derivative. */
  private static final int MAX_NODES = 10_000_000;

  private final int limit;
  private final Interned nodes = new Interned();

  /** The nodes that depend on a leaf. */
  private final BitSet varying = new BitSet();

  public Graph() {
    this(MAX_NODES);
  }

  /**
   * A graph of a size that the caller sets.
   *
   * @param limit there may be so many nodes; {@link TooLarge} says that there would be more
   */
  public Graph(int limit) {
    this.limit = limit;
  }

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
    List<Node> plain = withoutShapes(operands);
    Node simpler = simpler(operation, plain);
    return simpler != null ? simpler : intern(operation, plain, null, shape(operation, plain));
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

  /** Whether a node's value depends on one from outside. */
  public boolean isVarying(Node node) {
    return varying.get(node.id());
  }

  private static List<Node> withoutShapes(List<Node> operands) {
    for (Node operand : operands) {
      if (operand.isFill()) {
        return operands.stream().map(Node::withoutShape).toList();
      }
    }
    return operands;
  }

  private Node simpler(Operation operation, List<Node> operands) {
    if (operation.exact() && areConstant(operands)) {
      double[] values = operands.stream().mapToDouble(Node::value).toArray();
      return constant(operation.evaluate(values));
    }
    return operation.simplification().simplify(this, operands);
  }

  private static boolean areConstant(List<Node> operands) {
    for (Node operand : operands) {
      if (!operand.isConstant()) {
        return false;
      }
    }
    return true;
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
    int hash = Interned.hash(operation, operands, payload, shape);
    Node known = nodes.find(hash, operation, operands, payload, shape);
    if (known != null) {
      return known;
    }
    if (nodes.size() == limit) {
      throw new TooLarge(limit);
    }
    Node node = new Node(nodes.size(), operation, operands, payload, shape);
    nodes.add(node, hash);
    if (operation == Operation.LEAF || varies(operands)) {
      varying.set(node.id());
    }
    return node;
  }

  private boolean varies(List<Node> operands) {
    for (Node operand : operands) {
      if (isVarying(operand)) {
        return true;
      }
    }
    return false;
  }

  /** There would be more nodes than a graph may have. */
  public static final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    private TooLarge(int limit) {
      super("too large", null, false, false);
      this.limit = limit;
    }

    /** How many there may be. */
    public int limit() {
      return limit;
    }
  }
}
