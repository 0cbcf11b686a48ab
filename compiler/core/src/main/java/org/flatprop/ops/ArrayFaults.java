package org.flatprop.ops;

import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Join;
import org.flatprop.graph.Node;
import org.flatprop.graph.Noise;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/** What the operations of the array core demand of their nodes. */
final class ArrayFaults {

  private ArrayFaults() {}

  /** What is wrong with a node, if anything is. */
  static Optional<String> of(Node node) {
    String fault = fault(node);
    return Optional.ofNullable(fault);
  }

  private static String fault(Node node) {
    Operation operation = node.operation();
    if (node.payload() instanceof Access access) {
      return operation == ArrayCore.READ ? read(node, access) : accumulation(node, access);
    }
    if (ArrayCore.isReduction(operation)) {
      return reduction(node);
    }
    if (node.payload() instanceof Join join) {
      return concat(node, join);
    }
    Shape shape =
        node.payload() instanceof Counting counting
            ? counting.shape()
            : node.payload() instanceof Noise noise ? noise.shape() : (Shape) node.payload();
    if (operation == ArrayCore.RESHAPE && !node.operand(0).shape().count().equals(shape.count())) {
      return "it has another number of elements than its operand";
    }
    if (node.payload() instanceof Counting counting && !isAt(counting.formula(), shape, 0)) {
      return "its formula is of other places";
    }
    return shape.equals(node.shape()) ? null : "its shape is not the payload's";
  }

  private static String read(Node node, Access access) {
    if (access.subscripts().size() != node.operand(0).shape().rank()) {
      return "it has not one subscript for each axis of what it reads";
    }
    return access(node, access, node.shape());
  }

  private static String accumulation(Node node, Access access) {
    if (access.subscripts().size() != node.shape().rank()) {
      return "it has not one subscript for each axis of its own";
    }
    return access(node, access, node.operand(0).shape());
  }

  /**
   * What is wrong with the places of an access.
   *
   * @param over the shape that they run over
   */
  private static String access(Node node, Access access, Shape over) {
    if (!access.shape().equals(node.shape())) {
      return "its shape is not the payload's";
    }
    List<Node> extras = node.operands().subList(1, node.operands().size());
    if (!extras.stream().allMatch(extra -> extra.isConstant() || extra.shape().equals(over))) {
      return "what says its places is not of the shape that these run over";
    }
    int data = extras.size() - (access.guarded() ? 1 : 0);
    if (data < 0) {
      return "it has no condition";
    }
    return access.subscripts().stream().allMatch(size -> isAt(size, over, data))
        ? null
        : "a subscript is of other places";
  }

  /** Whether a formula is made of dims, places of a shape and so many operands. */
  private static boolean isAt(Size formula, Shape over, int data) {
    for (Atom atom : formula.atoms()) {
      boolean known =
          atom instanceof Atom.Axis axis
              ? axis.number() < over.rank()
              : atom instanceof Atom.Operand operand
                  ? operand.number() >= 1 && operand.number() <= data
                  : !(atom instanceof Atom.Index);
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static String reduction(Node node) {
    Shape reduced = node.operand(0).shape();
    int axes = ArrayCore.reducedAxes(node);
    return axes > 0
            && axes <= reduced.rank()
            && reduced.first(reduced.rank() - axes).equals(node.shape())
        ? null
        : "its shape is not that of its operand without the last axes";
  }

  private static String concat(Node node, Join join) {
    Size end = Size.ZERO;
    for (int i = 0; i < node.operands().size(); i++) {
      Shape part = node.operand(i).shape();
      boolean fits = part.rank() == node.shape().rank() && join.offsets().get(i).equals(end);
      for (int axis = 0; fits && axis < part.rank(); axis++) {
        fits = axis == join.axis() || part.size(axis).equals(node.shape().size(axis));
      }
      if (!fits) {
        return "operand " + i + " does not follow the one before it";
      }
      end = end.plus(part.size(join.axis()));
    }
    return end.equals(node.shape().size(join.axis())) ? null : "its operands do not fill it";
  }
}
