package org.flatprop.elaborate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;

/**
 * What an expression means: an array, for each value of the indices that it depends on.
 *
 * @param node an array over the indices, outermost first, and then the own axes; or a constant
 * @param indices in the order of their numbers
 * @param own the shape that the expression has for its reader
 */
record Value(Node node, List<IndexVariable> indices, Shape own) {

  Value {
    indices = List.copyOf(indices);
  }

  /** One that depends on no index. */
  static Value of(Node node) {
    return new Value(node, List.of(), node.shape());
  }

  /** The ranges of the indices and then the own axes. */
  Shape full() {
    return full(indices, own);
  }

  static Shape full(List<IndexVariable> indices, Shape own) {
    return new Shape(indices.stream().map(IndexVariable::range).toList()).followedBy(own);
  }

  boolean isScalar() {
    return own.isScalar();
  }

  /** All indices that some values depend on, outermost first. */
  static List<IndexVariable> indices(Collection<Value> values) {
    return independent(values)
        ? List.of()
        : values.stream()
            .flatMap(value -> value.indices.stream())
            .distinct()
            .sorted(Comparator.comparingInt(IndexVariable::number))
            .toList();
  }

  /** Whether none depends on an index, as in a model of scalars. */
  private static boolean independent(Collection<Value> values) {
    for (Value value : values) {
      if (!value.indices.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
