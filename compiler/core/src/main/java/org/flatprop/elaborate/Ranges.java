package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.Span;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Item;

/**
 * Over what the indices of a definition or reduction run: the range that is given; else the size of
 * the axis where one stands as a plain subscript; else as far as every affine subscript allows.
 */
final class Ranges {

  /** An index whose range is looked for. */
  private static final class Unknown {
    private final Expression.IndexVariable declared;
    private final Atom atom;
    private Size range;
    private Span place;
    private final Map<Size, Span> limits = new LinkedHashMap<>();

    Unknown(Expression.IndexVariable declared, int number) {
      this.declared = declared;
      this.atom = new Atom.Index(declared.name().text() + "?" + number);
    }

    String name() {
      return declared.name().text();
    }
  }

  /** A place on an axis that is made of indices. */
  private record Occurrence(Expression place, Size axis, Map<String, Unknown> scope) {}

  /** A subscript of an array whose shape is not known yet. */
  private record Pending(Expression.Subscript subscript, Map<String, Unknown> scope) {}

  private final Expressions expressions;
  private final Frame frame;
  private final List<Unknown> unknowns = new ArrayList<>();
  private final List<Occurrence> occurrences = new ArrayList<>();

  /** Those whose array is computed from indices, to be looked at when these have ranges. */
  private final List<Pending> pending = new ArrayList<>();

  private Ranges(Expressions expressions, Frame frame) {
    this.expressions = expressions;
    this.frame = frame;
  }

  /** The indices with their ranges. */
  static List<IndexVariable> of(
      Expressions expressions,
      List<Expression.IndexVariable> declared,
      List<Expression> bodies,
      Frame frame) {
    return new Ranges(expressions, frame).find(declared, bodies);
  }

  private List<IndexVariable> find(
      List<Expression.IndexVariable> declared, List<Expression> bodies) {
    Map<String, Unknown> scope = declare(declared, Map.of());
    List<Unknown> own = List.copyOf(unknowns);
    if (own.stream().anyMatch(u -> u.range == null)) {
      bodies.forEach(body -> walk(body, scope));
      plain();
      while (own.stream().anyMatch(u -> u.range == null) && lookAgain()) {
        plain();
      }
      own.stream().filter(u -> u.range == null).forEach(this::affine);
    }
    List<IndexVariable> found = new ArrayList<>();
    for (Unknown unknown : own) {
      String name = unknown.declared.name().text();
      if (unknown.range == null) {
        throw new Rejection(ArrayErrors.indexNeedsRange(unknown.declared.name().span(), name));
      }
      expressions.checks().requireSize(unknown.range, unknown.declared.name().span());
      found.add(expressions.newIndex(name, unknown.range));
    }
    return found;
  }

  private Map<String, Unknown> declare(
      List<Expression.IndexVariable> declared, Map<String, Unknown> outer) {
    Map<String, Unknown> scope = new HashMap<>(outer);
    for (Expression.IndexVariable index : declared) {
      Unknown unknown = new Unknown(index, unknowns.size());
      if (index.range().isPresent()) {
        unknown.range = formula(index.range().get(), outer).orElse(null);
        if (unknown.range == null && outer.isEmpty()) {
          throw new Rejection(ArrayErrors.sizeNotWhole(index.range().get().span()));
        }
      }
      unknowns.add(unknown);
      scope.put(index.name().text(), unknown);
    }
    return scope;
  }

  private Optional<Size> formula(Expression expression, Map<String, Unknown> scope) {
    return WholeNumbers.formula(
        expression,
        new WholeNumbers.Scope() {
          @Override
          public Optional<Size> name(String name) {
            return scope.containsKey(name)
                ? Optional.of(Size.of(scope.get(name).atom))
                : expressions.formula(name, frame);
          }

          @Override
          public Optional<Size> call(Expression.Call call) {
            return mentions(call, scope) ? Optional.empty() : expressions.formula(call, frame);
          }
        });
  }

  private void walk(Expression expression, Map<String, Unknown> scope) {
    if (expression instanceof Expression.Call call) {
      call.arguments().forEach(argument -> walk(argument.value(), scope));
    } else if (expression instanceof Expression.ArrayLiteral literal) {
      literal.elements().forEach(element -> walk(element, scope));
    } else if (expression instanceof Expression.Reduction reduction) {
      Map<String, Unknown> inner = declare(reduction.indices(), scope);
      reduction.condition().ifPresent(condition -> walk(condition, inner));
      walk(reduction.body(), inner);
    } else if (expression instanceof Expression.Subscript subscript) {
      walk(subscript.array(), scope);
      subscript.items().stream()
          .filter(Item.At.class::isInstance)
          .forEach(item -> walk(((Item.At) item).place(), scope));
      Optional<Shape> shape = shape(subscript.array(), scope);
      shape.ifPresent(s -> note(subscript, s, scope));
      if (shape.isEmpty()) {
        pending.add(new Pending(subscript, scope));
      }
    }
  }

  private void note(Expression.Subscript subscript, Shape shape, Map<String, Unknown> scope) {
    for (int axis = 0; axis < Math.min(subscript.items().size(), shape.rank()); axis++) {
      if (subscript.items().get(axis) instanceof Item.At at) {
        occurrences.add(new Occurrence(at.place(), shape.size(axis), scope));
      }
    }
  }

  /** Looks at arrays computed from indices whose ranges have been found since; whether any is. */
  private boolean lookAgain() {
    boolean found = false;
    for (Pending subscript : List.copyOf(pending)) {
      List<Unknown> needed =
          subscript.scope.values().stream()
              .filter(u -> mentions(subscript.subscript.array(), Map.of(u.name(), u)))
              .toList();
      if (needed.stream().allMatch(u -> u.range != null)) {
        pending.remove(subscript);
        Frame inner =
            frame.with(needed.stream().map(u -> expressions.newIndex(u.name(), u.range)).toList());
        Optional<Shape> shape = shape(subscript.subscript.array(), inner);
        shape.ifPresent(s -> note(subscript.subscript, s, subscript.scope));
        found |= shape.isPresent();
      }
    }
    return found;
  }

  /** The shape of what is subscripted, if it does not depend on what is looked for. */
  private Optional<Shape> shape(Expression array, Map<String, Unknown> scope) {
    if (array instanceof Expression.Subscript inner) {
      boolean places =
          inner.items().stream()
              .allMatch(i -> i instanceof Item.At at && formula(at.place(), scope).isPresent());
      return shape(inner.array(), scope)
          .filter(s -> places && s.rank() >= inner.items().size())
          .map(s -> s.last(s.rank() - inner.items().size()));
    }
    if (mentions(array, scope)) {
      return Optional.empty();
    }
    return shape(array, frame);
  }

  private Optional<Shape> shape(Expression array, Frame in) {
    try {
      return Optional.of(expressions.value(array, in).own());
    } catch (Rejection e) {
      return Optional.empty();
    }
  }

  private static boolean mentions(Expression expression, Map<String, Unknown> scope) {
    if (expression instanceof Expression.Name name) {
      return scope.containsKey(name.text());
    }
    if (expression instanceof Expression.Call call) {
      return call.arguments().stream().anyMatch(a -> mentions(a.value(), scope));
    }
    if (expression instanceof Expression.ArrayLiteral literal) {
      return literal.elements().stream().anyMatch(e -> mentions(e, scope));
    }
    if (expression instanceof Expression.Subscript subscript) {
      return mentions(subscript.array(), scope)
          || subscript.items().stream().flatMap(Ranges::places).anyMatch(e -> mentions(e, scope));
    }
    return expression instanceof Expression.Reduction reduction
        && (mentions(reduction.body(), scope)
            || reduction.condition().filter(c -> mentions(c, scope)).isPresent());
  }

  private static Stream<Expression> places(Item item) {
    return item instanceof Item.Slice slice
        ? Stream.of(slice.from(), slice.to()).flatMap(Optional::stream)
        : Stream.of(((Item.At) item).place());
  }

  private void plain() {
    for (Occurrence occurrence : occurrences) {
      if (!(occurrence.place instanceof Expression.Name name)) {
        continue;
      }
      Unknown unknown = occurrence.scope.get(name.text());
      if (unknown == null || unknown.declared.range().isPresent()) {
        continue;
      }
      if (unknown.range == null) {
        unknown.range = occurrence.axis;
        unknown.place = name.span();
      } else if (!unknown.range.equals(occurrence.axis)) {
        throw new Rejection(
            ArrayErrors.indexRangesDiffer(
                unknown.declared.name().span(),
                name.text(),
                unknown.range.toString(),
                unknown.place,
                occurrence.axis.toString(),
                name.span()));
      }
    }
  }

  private void affine(Unknown unknown) {
    for (Occurrence occurrence : occurrences) {
      if (occurrence.scope.containsValue(unknown)) {
        formula(occurrence.place, occurrence.scope)
            .flatMap(place -> limit(place, occurrence.axis, unknown))
            .ifPresent(limit -> unknown.limits.putIfAbsent(limit, occurrence.place.span()));
      }
    }
    List<Size> limits = List.copyOf(unknown.limits.keySet());
    if (!limits.isEmpty()) {
      unknown.range =
          limits.stream()
              .filter(l -> limits.stream().allMatch(o -> o.minus(l).isNeverNegative()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new Rejection(
                          ArrayErrors.indexRangeUnclear(
                              unknown.declared.name().span(),
                              unknown.declared.name().text(),
                              limits.stream().map(Size::toString).toList())));
    }
  }

  /** How far an index may run so that a place stays on its axis. */
  private Optional<Size> limit(Size place, Size axis, Unknown unknown) {
    Optional<Size> step = place.coefficient(unknown.atom);
    if (step.isEmpty() || !step.get().isConstant() || step.get().is(0)) {
      return Optional.empty();
    }
    long by = step.get().constant();
    Size rest = place.minus(Size.of(unknown.atom).times(by));
    Optional<Interval> others = Interval.of(rest, this::range);
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<Size> ends =
        by > 0
            ? others.get().highs().stream().map(h -> axis.plus(-1).minus(h)).toList()
            : others.get().lows();
    return ends.size() == 1
        ? Optional.of(ends.get(0).over(Size.of(Math.abs(by))).plus(1))
        : Optional.empty();
  }

  private Optional<Interval> range(Atom atom) {
    Optional<Size> range =
        unknowns.stream()
            .filter(u -> u.atom.equals(atom) && u.range != null)
            .map(u -> u.range)
            .findFirst();
    return range
        .or(() -> expressions.variable(atom).map(IndexVariable::range))
        .map(Interval::below);
  }
}
