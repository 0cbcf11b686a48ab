package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.elaborate.Frame.Guard;
import org.flatprop.graph.Access;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.ops.Operations;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Item;

/** {@code x[i, 1:3]}: one read of an array. */
final class Subscripts {

  private final Expressions expressions;
  private final Expression.Subscript subscript;
  private final Frame frame;
  private final Value array;

  /** For each own axis of the array the place, in terms of indices, slices and data. */
  private final List<Size> places = new ArrayList<>();

  /** The axes of the result that slices give, each by its atom. */
  private final List<Atom> axes = new ArrayList<>();

  private final List<Size> sizes = new ArrayList<>();
  private final List<Value> data = new ArrayList<>();
  private final Map<Atom, Interval> ranges = new HashMap<>();
  private final Set<IndexVariable> used = new LinkedHashSet<>();

  /** Where the axes of subscripts that are arrays come; negative if there are none. */
  private int dataAxis = -1;

  private Subscripts(
      Expressions expressions, Expression.Subscript subscript, Frame frame, Value array) {
    this.expressions = expressions;
    this.subscript = subscript;
    this.frame = frame;
    this.array = array;
  }

  static Value read(
      Expressions expressions, Expression.Subscript subscript, Frame frame, Value array) {
    if (array.isScalar()) {
      throw new Rejection(
          ArrayErrors.subscriptOfScalar(subscript.span(), subscript.array().span().text()));
    }
    if (subscript.items().size() > array.own().rank()) {
      throw new Rejection(
          ArrayErrors.tooManySubscripts(
              subscript.span(), subscript.items().size(), array.own().toString()));
    }
    return new Subscripts(expressions, subscript, frame, array).read();
  }

  private Value read() {
    used.addAll(array.indices());
    List<Span> spans = new ArrayList<>();
    for (int axis = 0; axis < array.own().rank(); axis++) {
      Size size = array.own().size(axis);
      if (axis >= subscript.items().size()) {
        places.add(slice(size));
        spans.add(null);
      } else if (subscript.items().get(axis) instanceof Item.Slice slice) {
        places.add(slice(slice, size));
        spans.add(null);
      } else {
        Expression place = ((Item.At) subscript.items().get(axis)).place();
        places.add(place(place, size));
        spans.add(place.span());
      }
    }
    insertDataAxes();
    List<Guard> guards = check(spans);
    return read(guards);
  }

  private Size slice(Size size) {
    Atom atom = new Atom.Index("slice'" + axes.size());
    axes.add(atom);
    sizes.add(size);
    return Size.of(atom);
  }

  private Size slice(Item.Slice slice, Size size) {
    Size from = slice.from().map(e -> bound(e, size)).orElse(Size.ZERO);
    Size to = slice.to().map(e -> bound(e, size)).orElse(size);
    Size length = to.minus(from);
    Span span = subscript.span();
    if (length.atoms().stream().anyMatch(Atom.Index.class::isInstance)) {
      throw new Rejection(ArrayErrors.sliceNotFixed(span));
    }
    if (length.isConstant() && length.constant() < 1 || length.isAlwaysNegative()) {
      throw new Rejection(ArrayErrors.emptySlice(span, length.toString()));
    }
    remember(from);
    Bounds first = new Bounds(span, from, size.plus(1), ranges(from), List.of());
    Bounds last = new Bounds(span, to, size.plus(1), ranges(to), List.of());
    Diagnostic outside =
        ArrayErrors.sliceOutside(span, from.toString(), to.toString(), size.toString());
    expressions.checks().requireNotNegative(length, outside);
    expressions.checks().requireWithin(first, outside);
    expressions.checks().requireWithin(last, outside);
    return from.plus(slice(length));
  }

  private Size bound(Expression expression, Size size) {
    return negative(expression, size)
        .or(() -> expressions.formula(expression, frame))
        .orElseThrow(() -> new Rejection(ArrayErrors.subscriptNotWhole(expression.span())));
  }

  /** Only a literal that is negative counts from the end. */
  private static Optional<Size> negative(Expression expression, Size size) {
    return expression instanceof Expression.Call call
            && call.function().text().equals("-x")
            && call.arguments().get(0).value() instanceof Expression.Number number
            && number.value() == Math.rint(number.value())
            && number.value() < Integer.MAX_VALUE
        ? Optional.of(size.plus(-(long) number.value()))
        : Optional.empty();
  }

  private Size place(Expression expression, Size size) {
    Optional<Size> formula =
        negative(expression, size).or(() -> expressions.formula(expression, frame));
    if (formula.isPresent()) {
      remember(formula.get());
      return formula.get();
    }
    Value value = expressions.value(expression, frame);
    Interval interval = interval(expression.span(), value, size);
    data.add(value);
    used.addAll(value.indices());
    if (!value.isScalar() && dataAxis < 0) {
      dataAxis = axes.size();
    }
    Atom atom = new Atom.Operand(data.size());
    ranges.put(atom, interval);
    return Size.of(atom);
  }

  /** Between which numbers a subscript lies that is no formula. */
  private Interval interval(Span span, Value value, Size size) {
    if (WholeNumbers.isDecided(expressions.graph(), value.node())) {
      Value looked = value;
      for (Guard guard : frame.guards()) {
        Values values = expressions.values();
        looked = values.apply("where", guard.value(), looked, values.constant(0));
      }
      Node node = expressions.values().shaped(looked);
      expressions.checks().requirePlaces(span, expressions.graph(), node, size);
      return Interval.below(size);
    }
    return WholeNumbers.interval(value.node())
        .orElseThrow(() -> new Rejection(ArrayErrors.subscriptNotWhole(span)));
  }

  private void remember(Size formula) {
    for (Atom atom : formula.atoms()) {
      expressions.variable(atom).ifPresent(used::add);
    }
  }

  private Map<Atom, Interval> ranges(Size formula) {
    Map<Atom, Interval> known = new HashMap<>();
    for (Atom atom : formula.atoms()) {
      expressions.variable(atom).ifPresent(v -> known.put(atom, Interval.below(v.range())));
      Optional.ofNullable(ranges.get(atom)).ifPresent(range -> known.put(atom, range));
    }
    return known;
  }

  /** Subscripts that are arrays broadcast; their axes come where the first of them stands. */
  private void insertDataAxes() {
    if (dataAxis < 0) {
      return;
    }
    List<Shape> shapes = data.stream().map(Value::own).toList();
    Shape shape =
        Values.broadcast(shapes)
            .orElseThrow(
                () ->
                    new Rejection(
                        ArrayErrors.shapesDoNotFit(
                            subscript.span(), subscript.span().text(), List.of())));
    for (int i = 0; i < shape.rank(); i++) {
      axes.add(dataAxis + i, new Atom.Index("data'" + i));
      sizes.add(dataAxis + i, shape.size(i));
    }
  }

  /** Returns the conditions that the read must be guarded by. */
  private List<Guard> check(List<Span> spans) {
    List<Guard> all = frame.guards();
    List<Guard> guards = List.of();
    for (int axis = 0; axis < spans.size(); axis++) {
      if (spans.get(axis) != null) {
        Size place = places.get(axis);
        Map<Atom, Interval> known = ranges(place);
        List<Condition> conditions = all.stream().map(Guard::condition).toList();
        conditions.stream()
            .flatMap(c -> c.formulas().stream())
            .forEach(f -> known.putAll(ranges(f)));
        Bounds bounds =
            new Bounds(spans.get(axis), place, array.own().size(axis), known, conditions);
        if (!bounds.certain(false)) {
          guards = all;
          expressions.checks().require(bounds);
        }
      }
    }
    return guards;
  }

  private Value read(List<Guard> guards) {
    guards.forEach(guard -> used.addAll(guard.value().indices()));
    List<IndexVariable> indices =
        used.stream().sorted(Comparator.comparingInt(IndexVariable::number)).toList();
    Shape own = new Shape(sizes);
    Shape full = Value.full(indices, own);
    List<Size> subscripts = new ArrayList<>();
    array.indices().forEach(index -> subscripts.add(Size.axis(indices.indexOf(index))));
    places.forEach(place -> subscripts.add(inAxes(place, indices)));
    List<Node> extras = new ArrayList<>();
    data.forEach(value -> extras.add(data(value, indices, full)));
    if (!guards.isEmpty()) {
      extras.add(guard(guards, indices, own));
    }
    Node node =
        ArrayGraph.read(
            expressions.graph(),
            array.node(),
            extras,
            new Access(full, subscripts, !guards.isEmpty()));
    return new Value(node, indices, own);
  }

  private Size inAxes(Size place, List<IndexVariable> indices) {
    return place.substitute(
        atom -> {
          int axis = axes.indexOf(atom);
          if (axis >= 0) {
            return Optional.of(Size.axis(indices.size() + axis));
          }
          return expressions.variable(atom).map(v -> Size.axis(indices.indexOf(v)));
        });
  }

  private Node data(Value value, List<IndexVariable> indices, Shape full) {
    List<Size> subscripts = new ArrayList<>();
    value.indices().forEach(index -> subscripts.add(Size.axis(indices.indexOf(index))));
    int rank = (int) axes.stream().filter(a -> a.toString().startsWith("data'")).count();
    int shift = indices.size() + dataAxis + rank - value.own().rank();
    for (int i = 0; i < value.own().rank(); i++) {
      subscripts.add(value.own().size(i).is(1) ? Size.ZERO : Size.axis(shift + i));
    }
    Node node = ArrayGraph.read(expressions.graph(), value.node(), full, subscripts);
    return ArrayGraph.shaped(expressions.graph(), node, full);
  }

  private Node guard(List<Guard> guards, List<IndexVariable> indices, Shape own) {
    return guards.stream()
        .map(g -> expressions.values().spread(g.value(), indices, own))
        .reduce((a, b) -> expressions.graph().apply(Operations.AND, a, b))
        .orElseThrow();
  }
}
