package org.flatprop.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.graph.Access;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Topological;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.ops.Operations;

/**
 * The rows of a Jacobian, out of one backward pass. A gradient is linear in the seed of an
 * objective that is an array: it is the sum of what each of the seed's elements gives. Where these
 * do not meet before that sum, as in least squares, where each residual depends on data of its own,
 * the terms of the sum are the rows.
 */
public final class Rows {

  private final Graph graph;

  /** The shape of the objective. */
  private final Shape rows;

  /** What is known of nodes that depend on the seed. */
  private final Map<Node, Form> forms = new HashMap<>();

  private sealed interface Form {}

  /**
   * Each element depends on one element of the seed.
   *
   * @param axes for each axis of the seed the node's axis on which that has the same place
   */
  private record Local(List<Integer> axes) implements Form {}

  /**
   * Each element is a sum over all elements of the seed.
   *
   * @param terms of the node's axes and then the seed's
   */
  private record Total(Node terms) implements Form {}

  private Rows(Graph graph, Shape rows) {
    this.graph = graph;
    this.rows = rows;
  }

  /**
   * The same derivative for each element of the value by itself.
   *
   * @param seed the adjoint of the value, an array
   * @return gradients of the shapes of the nodes, followed by the value's; empty if rows meet
   */
  public static Optional<Derivative> of(
      Graph graph, Derivative derivative, Node seed, List<Node> by) {
    Rows rows = new Rows(graph, seed.shape());
    List<Node> gradients = by.stream().map(derivative::gradient).toList();
    rows.forms.put(seed, new Local(axes(seed.shape().rank())));
    for (Node node : Topological.order(graph, gradients)) {
      if (node != seed && node.operands().stream().anyMatch(rows.forms::containsKey)) {
        Optional<Form> form = rows.form(node);
        if (form.isEmpty()) {
          return Optional.empty();
        }
        rows.forms.put(node, form.get());
      }
    }
    Map<Node, Node> terms = new HashMap<>();
    for (Node node : by) {
      Form form = rows.forms.get(derivative.gradient(node));
      if (form instanceof Local) {
        return Optional.empty();
      }
      Shape shape = node.shape().followedBy(seed.shape());
      terms.put(
          node,
          form instanceof Total total
              ? ArrayGraph.shaped(graph, total.terms, shape)
              : ArrayGraph.fill(graph, graph.constant(0), shape));
    }
    return Optional.of(new Derivative(derivative.adjoints(), terms));
  }

  private static List<Integer> axes(int rank) {
    return Stream.iterate(0, axis -> axis + 1).limit(rank).toList();
  }

  private Optional<Form> form(Node node) {
    Operation operation = node.operation();
    if (operation.isPointwise()) {
      return isLinear(node) ? pointwise(node) : Optional.empty();
    }
    boolean first =
        node.operands().stream().skip(1).noneMatch(forms::containsKey)
            && forms.containsKey(node.operand(0));
    if (first && operation == ArrayCore.READ) {
      return read(node);
    }
    if (first && operation == ArrayCore.SUM) {
      return Optional.ofNullable(sum(node));
    }
    return Optional.empty();
  }

  /** Whether a node is linear in those of its operands that depend on the seed. */
  private boolean isLinear(Node node) {
    Operation operation = node.operation();
    List<Boolean> depends = node.operands().stream().map(forms::containsKey).toList();
    if (operation == Operations.ADD
        || operation == Operations.SUBTRACT
        || operation == Operations.NEGATE) {
      return true;
    }
    if (operation == Operations.MULTIPLY) {
      return depends.stream().filter(d -> d).count() == 1;
    }
    return operation == Operations.DIVIDE && !depends.get(1)
        || operation == Operations.WHERE && !depends.get(0);
  }

  private Optional<Form> pointwise(Node node) {
    List<Form> known =
        node.operands().stream().filter(forms::containsKey).map(forms::get).distinct().toList();
    if (known.size() == 1 && known.get(0) instanceof Local) {
      return Optional.of(known.get(0));
    }
    if (!known.stream().allMatch(Total.class::isInstance)) {
      return Optional.empty();
    }
    List<Node> operands =
        node.operands().stream()
            .map(o -> forms.get(o) instanceof Total total ? total.terms : spread(o))
            .toList();
    return Optional.of(new Total(graph.apply(node.operation(), operands)));
  }

  /** The same for each row. */
  private Node spread(Node node) {
    return ArrayGraph.spread(graph, node, node.shape().followedBy(rows));
  }

  private Optional<Form> read(Node node) {
    Access access = (Access) node.payload();
    if (forms.get(node.operand(0)) instanceof Total total) {
      List<Size> subscripts = new ArrayList<>(access.subscripts());
      axes(rows.rank()).forEach(axis -> subscripts.add(Size.axis(node.shape().rank() + axis)));
      Shape shape = node.shape().followedBy(rows);
      List<Node> extras = node.operands().stream().skip(1).map(this::spread).toList();
      return Optional.of(
          new Total(
              ArrayGraph.read(
                  graph, total.terms, extras, new Access(shape, subscripts, access.guarded()))));
    }
    List<Integer> axes = new ArrayList<>();
    for (int axis : ((Local) forms.get(node.operand(0))).axes) {
      int at =
          axes(node.shape().rank()).stream()
              .filter(k -> access.subscripts().get(axis).equals(Size.axis(k)))
              .findFirst()
              .orElse(-1);
      if (at < 0 || axes.contains(at)) {
        return Optional.empty();
      }
      axes.add(at);
    }
    return Optional.of(new Local(axes));
  }

  /** What a sum is; null if it adds up some axes of the seed, but not all. */
  private Form sum(Node node) {
    Node operand = node.operand(0);
    int kept = node.shape().rank();
    if (forms.get(operand) instanceof Total total) {
      List<Integer> order = new ArrayList<>(axes(kept));
      axes(rows.rank()).forEach(axis -> order.add(operand.shape().rank() + axis));
      for (int axis = kept; axis < operand.shape().rank(); axis++) {
        order.add(axis);
      }
      return new Total(summed(total.terms, order, ArrayCore.reducedAxes(node)));
    }
    Local local = (Local) forms.get(operand);
    if (local.axes.stream().allMatch(axis -> axis < kept)) {
      return local;
    }
    boolean whole =
        axes(rows.rank()).stream()
            .allMatch(
                axis ->
                    local.axes.get(axis) >= kept
                        && operand.shape().size(local.axes.get(axis)).equals(rows.size(axis)));
    if (!whole) {
      return null;
    }
    List<Integer> order = new ArrayList<>(axes(kept));
    order.addAll(local.axes);
    int others = 0;
    for (int axis = kept; axis < operand.shape().rank(); axis++) {
      if (!local.axes.contains(axis)) {
        order.add(axis);
        others++;
      }
    }
    return new Total(summed(operand, order, others));
  }

  /**
   * The sum over the last axes of an array whose axes are in another order.
   *
   * @param order the array's axes
   */
  private Node summed(Node array, List<Integer> order, int axes) {
    Shape shape = new Shape(order.stream().map(array.shape()::size).toList());
    List<Size> subscripts =
        axes(order.size()).stream().map(axis -> Size.axis(order.indexOf(axis))).toList();
    Node ordered = ArrayGraph.read(graph, array, shape, subscripts);
    return ArrayGraph.reduce(graph, ArrayCore.SUM, ordered, shape, axes);
  }
}
