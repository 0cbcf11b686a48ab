package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.graph.Access;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.ops.Operations;

/** What whole-array and index notation are made of: operations on {@linkplain Value values}. */
final class Values {

  private final Graph graph;

  Values(Graph graph) {
    this.graph = graph;
  }

  Graph graph() {
    return graph;
  }

  Value constant(double value) {
    return Value.of(graph.constant(value));
  }

  /** A whole number by a formula of dims. */
  Value size(Size size) {
    return new Value(ArrayGraph.count(graph, Shape.SCALAR, size), List.of(), Shape.SCALAR);
  }

  /** An index as a number. */
  Value index(IndexVariable index) {
    Node node = ArrayGraph.count(graph, Shape.of(index.range()), Size.axis(0));
    return new Value(node, List.of(index), Shape.SCALAR);
  }

  /**
   * The shape that shapes broadcast to: aligned at the last axis, a size written 1 stretches.
   *
   * @return empty if they do not fit
   */
  static Optional<Shape> broadcast(Collection<Shape> shapes) {
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    Size[] sizes = new Size[rank];
    Arrays.fill(sizes, Size.ONE);
    for (Shape shape : shapes) {
      for (int i = 0; i < shape.rank(); i++) {
        int at = rank - shape.rank() + i;
        Size size = shape.size(i);
        if (sizes[at].is(1)) {
          sizes[at] = size;
        } else if (!size.is(1) && !size.equals(sizes[at])) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Shape(Arrays.asList(sizes)));
  }

  /** The shape that the own shapes of values broadcast to. */
  static Optional<Shape> common(List<Value> values) {
    for (Value value : values) {
      if (!value.isScalar()) {
        return broadcast(values.stream().map(Value::own).toList());
      }
    }
    return Optional.of(Shape.SCALAR);
  }

  /** The node of a value, repeated along more indices and axes. */
  Node spread(Value value, List<IndexVariable> indices, Shape own) {
    boolean scalar = indices.isEmpty() && own.isScalar();
    if (scalar || value.node().isConstant()) {
      return value.node();
    }
    List<Size> subscripts = new ArrayList<>();
    value.indices().forEach(index -> subscripts.add(Size.axis(indices.indexOf(index))));
    int shift = indices.size() + own.rank() - value.own().rank();
    for (int i = 0; i < value.own().rank(); i++) {
      subscripts.add(value.own().size(i).is(1) ? Size.ZERO : Size.axis(shift + i));
    }
    return ArrayGraph.read(graph, value.node(), Value.full(indices, own), subscripts);
  }

  /** The same with its elements given even if it is a constant. */
  Node shaped(Value value) {
    return ArrayGraph.shaped(graph, value.node(), value.full());
  }

  /** An operation element by element, on values that broadcast. */
  Value apply(Operation operation, List<Value> operands) {
    Shape own = common(operands).orElseThrow();
    List<IndexVariable> indices = Value.indices(operands);
    if (operation == Operations.ADD || operands.size() <= operation.parameters().size()) {
      List<Node> nodes = new ArrayList<>(operands.size());
      for (Value operand : operands) {
        nodes.add(spread(operand, indices, own));
      }
      Node result = graph.apply(operation, nodes);
      return new Value(
          result.isConstant() ? result : ArrayGraph.shaped(graph, result, Value.full(indices, own)),
          indices,
          own);
    }
    Value folded = operands.get(0);
    for (Value operand : operands.subList(1, operands.size())) {
      folded = apply(operation, List.of(folded, operand));
    }
    return folded;
  }

  Value apply(String operation, Value... operands) {
    return apply(Operations.named(operation), List.of(operands));
  }

  /**
   * Elements of a value.
   *
   * @param own the shape of what is read
   * @param subscripts for each own axis of the value the place, in terms of those of the result
   */
  Value read(Value value, Shape own, List<Size> subscripts) {
    return read(value, own, subscripts, List.of());
  }

  /**
   * The same where a condition holds, else 0.
   *
   * @param guard of the shape of what is read
   */
  Value readWhere(Value value, Value guard, Shape own, List<Size> subscripts) {
    return read(value, own, subscripts, List.of(spread(guard, value.indices(), own)));
  }

  private Value read(Value value, Shape own, List<Size> subscripts, List<Node> guard) {
    if (value.node().isConstant() && guard.isEmpty()) {
      return new Value(value.node(), value.indices(), own);
    }
    int shift = value.indices().size();
    List<Size> all = new ArrayList<>();
    IntStream.range(0, shift).forEach(i -> all.add(Size.axis(i)));
    subscripts.forEach(s -> all.add(shifted(s, shift)));
    Access access = new Access(Value.full(value.indices(), own), all, !guard.isEmpty());
    return new Value(ArrayGraph.read(graph, value.node(), guard, access), value.indices(), own);
  }

  private static Size shifted(Size subscript, int by) {
    return subscript.substitute(
        atom ->
            atom instanceof Atom.Axis axis
                ? Optional.of(Size.axis(axis.number() + by))
                : Optional.empty());
  }

  /** The own axes in another order: first the given first. */
  Value permute(Value value, List<Integer> order) {
    List<Size> back =
        IntStream.range(0, order.size()).mapToObj(i -> Size.axis(order.indexOf(i))).toList();
    return read(value, new Shape(order.stream().map(value.own()::size).toList()), back);
  }

  /** Turns indices into own axes, which come before the others. */
  Value bind(Value value, List<IndexVariable> bound) {
    Value last = bindLast(value, bound);
    int rank = value.own().rank();
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, bound.size()).forEach(i -> order.add(rank + i));
    IntStream.range(0, rank).forEach(order::add);
    return permute(last, order);
  }

  /** Turns indices into own axes, which come after the others. */
  Value bindLast(Value value, List<IndexVariable> bound) {
    List<IndexVariable> rest =
        value.indices().stream().filter(index -> !bound.contains(index)).toList();
    Shape own =
        value.own().followedBy(new Shape(bound.stream().map(IndexVariable::range).toList()));
    if (value.node().isConstant()) {
      return new Value(value.node(), rest, own);
    }
    List<Size> subscripts = new ArrayList<>();
    for (IndexVariable index : value.indices()) {
      int at = bound.indexOf(index);
      subscripts.add(
          at < 0
              ? Size.axis(rest.indexOf(index))
              : Size.axis(rest.size() + value.own().rank() + at));
    }
    for (int i = 0; i < value.own().rank(); i++) {
      subscripts.add(Size.axis(rest.size() + i));
    }
    return new Value(
        ArrayGraph.read(graph, value.node(), Value.full(rest, own), subscripts), rest, own);
  }

  /** A reduction over own axes, which are then gone. */
  Value reduce(Operation reduction, Value value, List<Integer> axes) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, value.own().rank()).filter(i -> !axes.contains(i)).forEach(order::add);
    Shape own = new Shape(order.stream().map(value.own()::size).toList());
    order.addAll(axes);
    Value permuted = permute(value, order);
    return new Value(
        ArrayGraph.reduce(graph, reduction, permuted.node(), permuted.full(), axes.size()),
        value.indices(),
        own);
  }

  /** With axes of size 1 put in at the given places of the result. */
  Value expand(Value value, List<Integer> axes) {
    List<Size> sizes = new ArrayList<>();
    List<Size> subscripts = new ArrayList<>();
    int rank = value.own().rank() + axes.size();
    int next = 0;
    for (int i = 0; i < rank; i++) {
      if (axes.contains(i)) {
        sizes.add(Size.ONE);
      } else {
        sizes.add(value.own().size(next++));
        subscripts.add(Size.axis(i));
      }
    }
    return read(value, new Shape(sizes), subscripts);
  }

  /**
   * NumPy's product of vectors, matrices and stacks of matrices: the sum over the last axis of the
   * first and the last but one of the second. The shapes fit.
   */
  Value product(Value a, Value b) {
    boolean vectorA = a.own().rank() == 1;
    boolean vectorB = b.own().rank() == 1;
    Shape stackA = a.own().first(Math.max(0, a.own().rank() - 2));
    Shape stackB = b.own().first(Math.max(0, b.own().rank() - 2));
    Shape stack = broadcast(List.of(stackA, stackB)).orElseThrow();
    Size inner = a.own().size(a.own().rank() - 1);
    List<Size> sizes = new ArrayList<>(stack.sizes());
    List<Size> placesA = stacked(stackA, stack);
    List<Size> placesB = stacked(stackB, stack);
    if (!vectorA) {
      placesA.add(Size.axis(sizes.size()));
      sizes.add(a.own().size(a.own().rank() - 2));
    }
    int column = sizes.size();
    if (!vectorB) {
      sizes.add(b.own().size(b.own().rank() - 1));
    }
    Size sum = Size.axis(sizes.size());
    placesA.add(sum);
    placesB.add(sum);
    if (!vectorB) {
      placesB.add(Size.axis(column));
    }
    sizes.add(inner);
    Shape own = new Shape(sizes);
    Value products = apply("*", read(a, own, placesA), read(b, own, placesB));
    return reduce(ArrayCore.SUM, products, List.of(own.rank() - 1));
  }

  private static List<Size> stacked(Shape shape, Shape stack) {
    List<Size> places = new ArrayList<>();
    int shift = stack.rank() - shape.rank();
    for (int i = 0; i < shape.rank(); i++) {
      places.add(shape.size(i).is(1) ? Size.ZERO : Size.axis(shift + i));
    }
    return places;
  }

  Value concat(List<Value> parts, int axis) {
    List<IndexVariable> indices = Value.indices(parts);
    List<Node> nodes =
        parts.stream()
            .map(
                v ->
                    ArrayGraph.shaped(
                        graph, spread(v, indices, v.own()), Value.full(indices, v.own())))
            .toList();
    Node node = ArrayGraph.concat(graph, nodes, indices.size() + axis);
    return new Value(node, indices, node.shape().last(parts.get(0).own().rank()));
  }

  Value reshape(Value value, Shape own) {
    Shape full = Value.full(value.indices(), own);
    return new Value(ArrayGraph.reshape(graph, value.node(), full), value.indices(), own);
  }
}
