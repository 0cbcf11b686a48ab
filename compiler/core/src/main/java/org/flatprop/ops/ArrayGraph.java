package org.flatprop.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Join;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/**
 * Makes the nodes of the {@linkplain ArrayCore array core}, in a simpler form where there is one.
 */
public final class ArrayGraph {

  private ArrayGraph() {}

  /** An array whose elements are all the same; a scalar is the constant itself. */
  public static Node fill(Graph graph, Node constant, Shape shape) {
    return shape.isScalar()
        ? constant
        : graph.make(ArrayCore.READ, List.of(constant), new Access(shape, List.of(), false), shape);
  }

  /** A node that has the shape, also if it is a constant, or made of constants alone. */
  public static Node shaped(Graph graph, Node node, Shape shape) {
    if (node.isConstant()) {
      return fill(graph, node, shape);
    }
    boolean repeated = node.shape().isScalar() && !shape.isScalar();
    return repeated ? read(graph, node, shape, List.of()) : node;
  }

  /** Nodes in the shape of those that are arrays; constants keep theirs, which is any. */
  static List<Node> ofOneShape(Graph graph, Node... nodes) {
    Shape shape =
        Arrays.stream(nodes)
            .map(Node::shape)
            .filter(s -> !s.isScalar())
            .findFirst()
            .orElse(Shape.SCALAR);
    return Arrays.stream(nodes)
        .map(node -> node.isConstant() ? node : shaped(graph, node, shape))
        .toList();
  }

  /** Whole numbers by a formula of places and dims. */
  public static Node count(Graph graph, Shape shape, Size formula) {
    return formula.isConstant()
        ? graph.constant(formula.constant())
        : graph.make(ArrayCore.COUNT, List.of(), new Counting(shape, formula), shape);
  }

  /** Reads by a formula of places alone. */
  public static Node read(Graph graph, Node x, Shape shape, List<Size> subscripts) {
    return read(graph, x, List.of(), new Access(shape, subscripts, false));
  }

  /**
   * Reads elements of an array.
   *
   * @param extras what the subscripts refer to as {@code @1, @2, …}, and the guard if there is one
   */
  public static Node read(Graph graph, Node x, List<Node> extras, Access access) {
    Shape shape = access.shape();
    if (access.guarded()) {
      Node guard = extras.get(extras.size() - 1);
      List<Node> others = extras.subList(0, extras.size() - 1);
      if (guard.isConstant()) {
        return guard.value() == 0
            ? graph.constant(0)
            : read(graph, x, others, new Access(shape, access.subscripts(), false));
      }
      if (x.isConstant()) {
        return graph.apply(Operations.WHERE, guard, x, graph.constant(0));
      }
    }
    if (x.isConstant()) {
      return fill(graph, x, shape);
    }
    if (x.operation() == ArrayCore.READ) {
      return composed(graph, x, extras, access);
    }
    if (isRule(x)) {
      return asked(graph, x, extras, access);
    }
    List<Size> subscripts = plain(access.subscripts(), shape);
    List<Node> needed = needed(extras, access);
    if (needed.isEmpty()) {
      if (x.payload() instanceof Counting counting) {
        return count(graph, shape, counting.formula().at(subscripts));
      }
      if (shape.equals(x.shape()) && subscripts.equals(plain(shape.identity(), shape))) {
        return x;
      }
    }
    List<Node> operands = new ArrayList<>();
    operands.add(x);
    operands.addAll(needed);
    return graph.make(
        ArrayCore.READ, operands, new Access(shape, subscripts, access.guarded()), shape);
  }

  /** The extras without data that no subscript refers to. */
  private static List<Node> needed(List<Node> extras, Access access) {
    boolean byData =
        access.subscripts().stream()
            .flatMap(subscript -> subscript.atoms().stream())
            .anyMatch(Atom.Operand.class::isInstance);
    int guards = access.guarded() ? 1 : 0;
    return byData ? extras : extras.subList(extras.size() - guards, extras.size());
  }

  /** A rule at other places; it holds for none that a guard shuts out. */
  private static Node asked(Graph graph, Node rule, List<Node> extras, Access access) {
    int count = extras.size() - (access.guarded() ? 1 : 0);
    Access open = new Access(access.shape(), access.subscripts(), false);
    List<Node> others = extras.subList(0, count);
    Node there =
        graph.apply(
            rule.operation(),
            rule.operands().stream()
                .map(o -> o.isConstant() ? o : read(graph, o, others, open))
                .toList());
    return access.guarded() ? graph.apply(Operations.AND, extras.get(count), there) : there;
  }

  /** Whether it is a condition on places and dims alone, which is asked, not read. */
  public static boolean isRule(Node node) {
    return node.isTruth()
        && node.payload() == null
        && node.operands().stream()
            .allMatch(o -> o.isConstant() || o.operation() == ArrayCore.COUNT || isRule(o));
  }

  /** On an axis of size 1 there is only the place 0. */
  private static List<Size> plain(List<Size> subscripts, Shape shape) {
    return subscripts.stream()
        .map(
            s ->
                s.substitute(
                    atom ->
                        atom instanceof Atom.Axis axis && shape.size(axis.number()).is(1)
                            ? Optional.of(Size.ZERO)
                            : Optional.empty()))
        .toList();
  }

  /** A read of what has itself been read. */
  private static Node composed(Graph graph, Node inner, List<Node> extras, Access outer) {
    Access access = (Access) inner.payload();
    int outerCount = extras.size() - (outer.guarded() ? 1 : 0);
    int innerCount = inner.operands().size() - 1 - (access.guarded() ? 1 : 0);
    List<Node> operands = new ArrayList<>(extras.subList(0, outerCount));
    for (int i = 0; i < innerCount; i++) {
      Node extra = inner.operand(1 + i);
      operands.add(shaped(graph, read(graph, extra, extras, outer), outer.shape()));
    }
    List<Size> subscripts =
        access.subscripts().stream()
            .map(
                s ->
                    s.substitute(
                        atom -> {
                          if (atom instanceof Atom.Axis axis) {
                            return Optional.of(outer.subscripts().get(axis.number()));
                          }
                          return atom instanceof Atom.Operand operand
                              ? Optional.of(
                                  Size.of(new Atom.Operand(operand.number() + outerCount)))
                              : Optional.empty();
                        }))
            .toList();
    Node guard = outer.guarded() ? extras.get(outerCount) : graph.constant(1);
    if (access.guarded()) {
      Node own = inner.operand(inner.operands().size() - 1);
      guard = graph.apply(Operations.AND, guard, truth(graph, read(graph, own, extras, outer)));
    }
    boolean guarded = !guard.is(1);
    if (guarded) {
      operands.add(guard);
    }
    return read(graph, inner.operand(0), operands, new Access(outer.shape(), subscripts, guarded));
  }

  /** Zeros of a shape, with the elements of an array added at the places an access says. */
  private static Node accumulate(Graph graph, Node g, List<Node> extras, Access access) {
    boolean byData = extras.size() > (access.guarded() ? 1 : 0);
    if (!byData) {
      Node added =
          access.guarded() ? graph.apply(Operations.WHERE, extras.get(0), g, graph.constant(0)) : g;
      Optional<Node> gathered = Gathered.of(graph, shaped(graph, added, g.shape()), access);
      if (gathered.isPresent()) {
        return gathered.get();
      }
    }
    List<Node> operands = new ArrayList<>();
    operands.add(g);
    operands.addAll(extras);
    return graph.make(ArrayCore.ACCUMULATE, operands, access, access.shape());
  }

  static Node adjointOfRead(Graph graph, Node g, List<Node> x, Node read) {
    Access access = (Access) read.payload();
    return accumulate(
        graph,
        shaped(graph, g, read.shape()),
        x.subList(1, x.size()),
        new Access(x.get(0).shape(), access.subscripts(), access.guarded()));
  }

  static Node adjointOfAccumulate(Graph graph, Node g, List<Node> x, Node accumulation) {
    Access access = (Access) accumulation.payload();
    return read(
        graph,
        shaped(graph, g, accumulation.shape()),
        x.subList(1, x.size()),
        new Access(x.get(0).shape(), access.subscripts(), access.guarded()));
  }

  /** A number as a truth: whether it is not 0. */
  public static Node truth(Graph graph, Node node) {
    return node.isTruth() || node.isConstant()
        ? node
        : graph.apply(Operations.named("!="), node, graph.constant(0));
  }

  /**
   * A reduction over the last axes.
   *
   * @param x of the shape, or a constant
   */
  public static Node reduce(Graph graph, Operation reduction, Node x, Shape shape, int axes) {
    if (axes == 0) {
      return x;
    }
    Shape result = shape.first(shape.rank() - axes);
    if (shape.last(axes).sizes().stream().allMatch(size -> size.is(1))) {
      boolean place = reduction == ArrayCore.ARGMAX || reduction == ArrayCore.ARGMIN;
      List<Size> subscripts = new ArrayList<>(result.identity());
      IntStream.range(0, axes).forEach(i -> subscripts.add(Size.ZERO));
      return place ? graph.constant(0) : read(graph, x, result, subscripts);
    }
    return graph.make(reduction, List.of(shaped(graph, x, shape)), axes, result);
  }

  /** What a sum begins with; -0.0 is neutral to the bit, but no sum of nothing. */
  public static double sumStart(Node sum) {
    Shape last = sum.operand(0).shape().last(ArrayCore.reducedAxes(sum));
    boolean terms = last.isLiteral() && !last.count().is(0);
    return terms ? -0.0 : 0.0;
  }

  /** An array repeated along more axes, which come last. */
  public static Node spread(Graph graph, Node x, Shape shape) {
    return x.isConstant() ? x : read(graph, x, shape, first(x.shape().rank()));
  }

  private static List<Size> first(int axes) {
    return IntStream.range(0, axes).mapToObj(Size::axis).toList();
  }

  /** Whether each element of a reduction's operand is the one that it takes. */
  static Node taken(Graph graph, Node x, Node reduction, boolean largest) {
    int axes = ArrayCore.reducedAxes(reduction);
    Operation place = largest ? ArrayCore.ARGMAX : ArrayCore.ARGMIN;
    Node first = reduce(graph, place, x, x.shape(), axes);
    Shape shape = x.shape();
    int kept = shape.rank() - axes;
    Size own = shape.last(axes).linear(places(kept, axes));
    return graph.apply(
        Operations.named("=="), count(graph, shape, own), spread(graph, first, shape));
  }

  private static List<Size> places(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Size::axis).toList();
  }

  /** For each element the product of the others, which is right also where an element is 0. */
  static Node productOfOthers(Graph graph, Node x, Node product) {
    int axes = ArrayCore.reducedAxes(product);
    Shape shape = x.shape();
    int kept = shape.rank() - axes;
    Shape pairs = shape.followedBy(shape.last(axes));
    List<Size> other = new ArrayList<>(first(kept));
    other.addAll(places(shape.rank(), axes));
    Size one = shape.last(axes).linear(places(kept, axes));
    Size two = shape.last(axes).linear(places(shape.rank(), axes));
    Node same =
        graph.apply(Operations.named("=="), count(graph, pairs, one), count(graph, pairs, two));
    Node factors =
        graph.apply(Operations.WHERE, same, graph.constant(1), read(graph, x, pairs, other));
    return reduce(graph, ArrayCore.PRODUCT, factors, pairs, axes);
  }

  /** The same elements in another shape, of as many. */
  public static Node reshape(Graph graph, Node x, Shape shape) {
    if (x.isConstant() || x.shape().equals(shape)) {
      return x;
    }
    if (x.isFill()) {
      return fill(graph, x.operand(0), shape);
    }
    if (x.operation() == ArrayCore.RESHAPE) {
      return reshape(graph, x.operand(0), shape);
    }
    if (longAxes(x.shape()).equals(longAxes(shape))) {
      List<Size> subscripts = new ArrayList<>();
      List<Size> places =
          IntStream.range(0, shape.rank())
              .filter(i -> !shape.size(i).is(1))
              .mapToObj(Size::axis)
              .toList();
      int next = 0;
      for (Size size : x.shape().sizes()) {
        subscripts.add(size.is(1) ? Size.ZERO : places.get(next++));
      }
      return read(graph, x, shape, subscripts);
    }
    return graph.make(ArrayCore.RESHAPE, List.of(x), shape, shape);
  }

  private static List<Size> longAxes(Shape shape) {
    return shape.sizes().stream().filter(size -> !size.is(1)).toList();
  }

  /** Arrays one after the other along an axis, on which alone their shapes differ. */
  public static Node concat(Graph graph, List<Node> parts, int axis) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Shape first = parts.get(0).shape();
    List<Size> offsets = new ArrayList<>();
    Size size = Size.ZERO;
    for (Node part : parts) {
      offsets.add(size);
      size = size.plus(part.shape().size(axis));
    }
    List<Size> sizes = new ArrayList<>(first.sizes());
    sizes.set(axis, size);
    return graph.make(ArrayCore.CONCAT, parts, new Join(axis, offsets), new Shape(sizes));
  }

  /** Whether it is an array of numbers that stand in a model's text. */
  public static boolean isTable(Node node) {
    if (!node.shape().isLiteral()) {
      return false;
    }
    boolean moves =
        node.payload() instanceof Access access
            && node.operands().size() == 1
            && access.subscripts().stream().allMatch(s -> s.symbols().isEmpty());
    return node.isFill()
        || (node.operation() == ArrayCore.CONCAT || moves)
            && node.operands().stream().allMatch(ArrayGraph::isTable);
  }

  /** The part of an array where an operand of a concatenation stands. */
  static Node part(Graph graph, Node x, Node concat, int operand) {
    if (x.isConstant()) {
      return x;
    }
    Join join = (Join) concat.payload();
    int axis = join.axis();
    Shape shape = concat.operand(operand).shape();
    List<Size> subscripts = new ArrayList<>(shape.identity());
    subscripts.set(axis, Size.axis(axis).plus(join.offsets().get(operand)));
    return read(graph, x, shape, subscripts);
  }

  /**
   * An accumulation as a read, where each element receives at most one sum: its places run over the
   * axes one by one, forwards or backwards, with equal steps.
   */
  private record Gathered(Graph graph, Node g, Access access) {

    static Optional<Node> of(Graph graph, Node g, Access access) {
      return new Gathered(graph, g, access).node();
    }

    private Optional<Node> node() {
      List<Integer> used = new ArrayList<>();
      Set<Integer> seen = new HashSet<>();
      for (Size subscript : access.subscripts()) {
        List<Integer> axes = axes(subscript);
        if (axes.size() > 1 || axes.size() == 1 && !seen.add(axes.get(0))) {
          return Optional.empty();
        }
        if (axes.size() == 1) {
          Optional<Size> step = subscript.coefficient(new Atom.Axis(axes.get(0)));
          if (step.isEmpty() || !step.get().isConstant()) {
            return Optional.empty();
          }
          used.add(axes.get(0));
        }
      }
      return Optional.of(read(used));
    }

    private static List<Integer> axes(Size subscript) {
      return subscript.atoms().stream()
          .filter(Atom.Axis.class::isInstance)
          .map(atom -> ((Atom.Axis) atom).number())
          .toList();
    }

    private Node read(List<Integer> used) {
      Shape from = g.shape();
      List<Integer> order = new ArrayList<>(used);
      IntStream.range(0, from.rank()).filter(i -> !used.contains(i)).forEach(order::add);
      Shape permuted = new Shape(order.stream().map(from::size).toList());
      List<Size> back =
          IntStream.range(0, from.rank()).mapToObj(i -> Size.axis(order.indexOf(i))).toList();
      Node sums =
          reduce(
              graph,
              ArrayCore.SUM,
              permuted(g, permuted, back),
              permuted,
              from.rank() - used.size());

      Shape shape = access.shape();
      List<Size> subscripts = new ArrayList<>();
      Node guard = graph.constant(1);
      for (int axis = 0; axis < shape.rank(); axis++) {
        Size subscript = access.subscripts().get(axis);
        Size here = Size.axis(axis);
        List<Integer> axes = axes(subscript);
        if (axes.isEmpty()) {
          if (!shape.size(axis).is(1)) {
            guard = and(guard, "==", here, subscript);
          }
          continue;
        }
        Atom place = new Atom.Axis(axes.get(0));
        long step = subscript.coefficient(place).orElseThrow().constant();
        Size first = subscript.minus(Size.of(place).times(step));
        Size last = first.plus(from.size(axes.get(0)).plus(-1).times(step));
        Size low = step > 0 ? first : last;
        Size high = step > 0 ? last : first;
        if (!low.is(0)) {
          guard = and(guard, ">=", here, low);
        }
        if (!high.plus(1).equals(shape.size(axis))) {
          guard = and(guard, "<=", here, high);
        }
        if (Math.abs(step) > 1) {
          guard = and(guard, "==", here.minus(low).modulo(Size.of(Math.abs(step))), Size.ZERO);
        }
        Size distance = step > 0 ? here.minus(first) : first.minus(here);
        subscripts.add(distance.over(Size.of(Math.abs(step))));
      }
      boolean guarded = !guard.is(1);
      return ArrayGraph.read(
          graph,
          sums,
          guarded ? List.of(guard) : List.of(),
          new Access(shape, subscripts, guarded));
    }

    /** A product is permuted factor by factor, so that a product of matrices stays to be seen. */
    private Node permuted(Node x, Shape shape, List<Size> places) {
      boolean product =
          x.operation() == Operations.MULTIPLY
              && x.payload() == null
              && x.operands().stream().anyMatch(o -> o.operation() == ArrayCore.READ);
      return product
          ? graph.apply(
              Operations.MULTIPLY,
              permuted(x.operand(0), shape, places),
              permuted(x.operand(1), shape, places))
          : x.isConstant() ? x : ArrayGraph.read(graph, x, shape, places);
    }

    private Node and(Node guard, String relation, Size a, Size b) {
      Shape shape = access.shape();
      Node holds =
          graph.apply(Operations.named(relation), count(graph, shape, a), count(graph, shape, b));
      return graph.apply(Operations.AND, guard, holds);
    }
  }
}
