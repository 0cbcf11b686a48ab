package org.flatprop.graph;

import java.util.List;

/**
 * A value of the computational graph. There is one node type; what differs is the operation.
 *
 * <p>Nodes are made by a {@link Graph} only, which makes equal nodes once: two nodes are the same
 * value exactly if they are the same object. An operand's number is smaller than its users', so
 * ascending numbers are a topological order.
 *
 * @param id number within the graph
 * @param payload what an operation without operands stands for (a {@link Double}, a {@link Leaf}),
 *     what an operation on whole arrays takes besides them (an {@link Access}), or the {@link
 *     Variable} that keeps this node apart from others of the same formula; null for most
 * @param shape a constant is a scalar that stands for an array of any shape
 */
public record Node(int id, Operation operation, List<Node> operands, Object payload, Shape shape) {

  public Node {
    operands = List.copyOf(operands);
  }

  public Node operand(int i) {
    return operands.get(i);
  }

  public boolean isConstant() {
    return operation == Operation.CONSTANT;
  }

  /** Whether this is the given constant, to the bit: 0.0 is not -0.0. */
  public boolean is(double value) {
    return isConstant() && payload.equals(value);
  }

  /**
   * The value of a constant.
   *
   * @throws IllegalStateException if this is not a constant
   */
  public double value() {
    if (payload instanceof Double value) {
      return value;
    }
    throw new IllegalStateException(operation + " is not a constant");
  }

  public boolean isLeaf() {
    return operands.isEmpty();
  }

  /** Whether every element is the same constant. */
  public boolean isFill() {
    return payload instanceof Access access
        && access.subscripts().isEmpty()
        && !access.guarded()
        && operands.get(0).isConstant();
  }

  /** The constant that every element is, if it is one; else the node itself. */
  public Node withoutShape() {
    return isFill() ? operands.get(0) : this;
  }

  /** Whether the value is 0 or 1, held as a boolean in emitted code. */
  public boolean isTruth() {
    return operation.truth();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** {@code n7 = mul(n2, n5)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("n").append(id).append(" = ").append(operation);
    if (payload != null) {
      text.append(' ').append(payload);
    }
    if (!operands.isEmpty()) {
      text.append(operands.stream().map(o -> "n" + o.id).toList());
    }
    return text.toString().replace('[', '(').replace(']', ')');
  }
}
