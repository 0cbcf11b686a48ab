package org.flatprop.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Node;
import org.flatprop.ops.ArrayCore;

/**
 * Finds the numbers that an element of a node is computed from. What only moves elements is looked
 * through.
 *
 * @param dims the sizes that the model leaves open
 */
record Sources(Evaluation evaluation, Map<String, Integer> dims) {

  private static final int DIGITS = 4;

  /**
   * Some elements of a node.
   *
   * @param count of elements from the first on, row-major
   */
  record Source(Node node, int first, int count) {}

  /** All nodes whose values are needed to find the sources of some. */
  static Set<Node> needed(Collection<Node> nodes) {
    Set<Node> needed = new LinkedHashSet<>(nodes);
    for (Node node : nodes) {
      for (Node operand : node.operands()) {
        add(operand, needed);
      }
    }
    return needed;
  }

  private static void add(Node node, Set<Node> needed) {
    needed.add(node);
    if (moves(node)) {
      node.operands().forEach(operand -> add(operand, needed));
    }
  }

  private static boolean moves(Node node) {
    return node.operation() == ArrayCore.READ || node.operation() == ArrayCore.RESHAPE;
  }

  /** What an element of a node is computed from; constants stand in its formula. */
  List<Source> of(Node node, int element) {
    List<Source> sources = new ArrayList<>();
    for (Node operand : node.operands()) {
      if (!operand.withoutShape().isConstant()) {
        sources.add(source(node, operand, element));
      }
    }
    return sources.stream().distinct().toList();
  }

  private Source source(Node node, Node operand, int element) {
    if (node.operation().isPointwise()) {
      return moved(operand, element);
    }
    int length = array(operand).length;
    if (!ArrayCore.isReduction(node.operation())) {
      return new Source(operand, 0, length);
    }
    int terms = length / Math.max(1, array(node).length);
    return terms == 1 ? moved(operand, element) : new Source(operand, element * terms, terms);
  }

  /** Follows an element to where it has been computed. */
  private Source moved(Node node, int element) {
    if (!moves(node) || node.withoutShape().isConstant()) {
      return new Source(node, element, 1);
    }
    Node from = node.operand(0);
    int place = element;
    if (node.operation() == ArrayCore.READ) {
      List<double[]> operands = new ArrayList<>(node.operands().stream().map(this::array).toList());
      operands.set(0, IntStream.range(0, operands.get(0).length).asDoubleStream().toArray());
      place =
          (int) node.operation().structure().orElseThrow().evaluate(node, operands, dims)[element];
    }
    return moved(from, place);
  }

  /** All elements of a node. */
  Source whole(Node node) {
    return new Source(node, 0, array(node).length);
  }

  /** The elements of one of the nodes needed. */
  double[] array(Node node) {
    return evaluation.array(node);
  }

  private double at(Node node, int element) {
    double[] array = array(node);
    return array[array.length == 1 ? 0 : element];
  }

  /** {@code [3, 2]}; nothing for a scalar. */
  String place(Node node, int element) {
    return ArrayData.place(sizes(node), element);
  }

  private List<Integer> sizes(Node node) {
    return IntStream.of(node.shape().values(dims)).boxed().toList();
  }

  /** {@code 1.3E155}, or {@code -2.0 to 1.3E155 (64 numbers)}. */
  String numbers(Source source) {
    double first = at(source.node(), source.first());
    if (source.count() == 1) {
      return Rounded.of(first, DIGITS);
    }
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < source.count(); i++) {
      double value = at(source.node(), source.first() + i);
      if (Double.isNaN(value)) {
        return "NaN among " + source.count() + " numbers";
      }
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    String from = Rounded.of(least, DIGITS);
    String range = least == largest ? from : from + " to " + Rounded.of(largest, DIGITS);
    return range + " (" + source.count() + " numbers)";
  }

  /** The largest size of the numbers. */
  double magnitude(Source source) {
    return IntStream.range(0, source.count())
        .mapToDouble(i -> Math.abs(at(source.node(), source.first() + i)))
        .max()
        .orElse(0);
  }

  /** The element of a node that is not finite: the first whose sources are finite. */
  int notFinite(Node node) {
    double[] array = array(node);
    int first = -1;
    for (int i = 0; i < array.length; i++) {
      if (!Double.isFinite(array[i])) {
        first = first < 0 ? i : first;
        int element = i;
        boolean begins =
            node.isLeaf()
                || node.operands().stream()
                    .noneMatch(
                        o -> node.operation().isPointwise() && !Double.isFinite(at(o, element)));
        if (begins) {
          return i;
        }
      }
    }
    return first;
  }
}
