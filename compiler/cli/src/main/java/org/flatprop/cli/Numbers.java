package org.flatprop.cli;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.loops.SourcePlaces.Value;
import org.flatprop.source.CompileException;

/**
 * The numbers of what the lines of both passes compute, for some inputs.
 *
 * @param dims the sizes that the model leaves open
 */
record Numbers(Evaluation evaluation, Map<String, Integer> dims) {

  /**
   * Computes the numbers of some values.
   *
   * @param seed of what is drawn at random
   * @throws CompileException if there are too many
   */
  static Numbers of(BoundModel bound, long seed, Collection<Value> values) {
    Collection<Node> nodes = values.stream().map(Value::node).distinct().toList();
    double[] inputs = bound.vector(seed);
    return new Numbers(
        bound.model().evaluate(nodes, bound.leaves(inputs), bound.dims()), bound.dims());
  }

  /** The number of a scalar, or of one element of an array. */
  Optional<Double> number(Value value) {
    double[] elements = evaluation.array(value.node());
    if (value.element() >= 0) {
      return Optional.of(elements[value.node().isConstant() ? 0 : value.element()]);
    }
    return shape(value).isScalar() ? Optional.of(elements[0]) : Optional.empty();
  }

  /** An array in short. */
  Optional<String> array(Value value) {
    if (value.element() >= 0 || shape(value).isScalar()) {
      return Optional.empty();
    }
    double[] elements = evaluation.array(value.node());
    return Optional.of(ArrayLine.of(shape(value).values(dims), elements));
  }

  /** A constant has every shape; as an adjoint it has that of its gate. */
  private static Shape shape(Value value) {
    boolean any = value.node().isConstant() && value.gate() != null;
    return any ? value.gate().shape() : value.node().shape();
  }
}
