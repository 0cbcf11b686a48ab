package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;

/**
 * Whether a subscript stays within its axis.
 *
 * @param place the subscript, in terms of indices and data
 * @param size of the axis
 * @param ranges between which numbers the indices and data lie
 * @param guards conditions under which alone the place is looked at
 */
record Bounds(
    Span span, Size place, Size size, Map<Atom, Interval> ranges, List<Condition> guards) {

  /** More points than this are not tried one by one. */
  private static final long MAX_POINTS = 2_000_000;

  /** Whether it provably does. */
  boolean certain(boolean guarded) {
    List<Size> given = new ArrayList<>();
    if (guarded) {
      guards.forEach(guard -> given.addAll(guard.notNegative()));
    }
    return notNegative(place, given) && notNegative(size.plus(-1).minus(place), given);
  }

  private boolean notNegative(Size formula, List<Size> given) {
    return notNegative(formula) || given.stream().anyMatch(g -> notNegative(formula.minus(g)));
  }

  private boolean notNegative(Size formula) {
    return Interval.of(formula, this::range)
        .map(i -> i.lows().stream().allMatch(Size::isNeverNegative))
        .orElse(false);
  }

  private Optional<Interval> range(Atom atom) {
    return Optional.ofNullable(ranges.get(atom));
  }

  /** Whether it never does, whatever the dims are. */
  Optional<Diagnostic> impossible() {
    Optional<Interval> interval = Interval.of(place, this::range);
    if (!guards.isEmpty() || interval.isEmpty()) {
      return Optional.empty();
    }
    boolean below = interval.get().highs().stream().allMatch(Size::isAlwaysNegative);
    boolean above =
        interval.get().lows().stream().allMatch(low -> low.minus(size).isNeverNegative());
    Size reached = below ? interval.get().highs().get(0) : interval.get().lows().get(0);
    return (below || above) && !isLiteral()
        ? Optional.of(ArrayErrors.alwaysOutOfRange(span, reached.toString(), size.toString()))
        : Optional.empty();
  }

  /** Formulas of dims that must be 0 or more; none where it depends on guards. */
  List<Size> formulas() {
    Optional<Interval> interval = Interval.of(place, this::range);
    if (!guards.isEmpty() || interval.isEmpty()) {
      return List.of();
    }
    List<Size> formulas = new ArrayList<>(interval.get().lows());
    interval.get().highs().forEach(high -> formulas.add(size.plus(-1).minus(high)));
    return formulas;
  }

  /** Over how many places its indices run; where one is 0, nothing is looked at. */
  List<Size> counts() {
    return ranges.entrySet().stream()
        .filter(entry -> place.atoms().contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().highs().stream())
        .map(high -> high.plus(1))
        .filter(count -> !count.isConstant())
        .distinct()
        .toList();
  }

  /** Whether all sizes are numbers, so that it can be decided now. */
  boolean isLiteral() {
    return size.isConstant()
        && place.symbols().isEmpty()
        && guards.stream().allMatch(g -> g.formulas().stream().allMatch(f -> f.symbols().isEmpty()))
        && ranges.values().stream()
            .allMatch(
                i ->
                    i.lows().stream().allMatch(Size::isConstant)
                        && i.highs().stream().allMatch(Size::isConstant));
  }

  /** Looks for a point where it does not. */
  Optional<Diagnostic> violation(Map<String, Integer> dims) {
    Map<Atom, long[]> spans = new LinkedHashMap<>();
    long points = 1;
    for (Map.Entry<Atom, Interval> range : ranges.entrySet()) {
      if (needed(range.getKey())) {
        long low = range.getValue().lows().stream().mapToLong(s -> s.value(dims)).min().orElse(0);
        long high =
            range.getValue().highs().stream().mapToLong(s -> s.value(dims)).max().orElse(-1);
        spans.put(range.getKey(), new long[] {low, high});
        points = points > MAX_POINTS ? points : points * Math.max(0, high - low + 1);
      }
    }
    if (points == 0) {
      return Optional.empty();
    }
    long limit = size.value(dims);
    if (points > MAX_POINTS) {
      return extremes(dims, limit);
    }
    Map<Atom, Long> at = new LinkedHashMap<>();
    spans.forEach((atom, span) -> at.put(atom, span[0]));
    do {
      boolean looked = guards.stream().allMatch(g -> g.holds(f -> value(f, at, dims)));
      long reached = value(place, at, dims);
      if (looked && (reached < 0 || reached >= limit)) {
        return Optional.of(ArrayErrors.outOfRange(span, reached, size.toString(), limit));
      }
    } while (next(at, spans));
    return Optional.empty();
  }

  private boolean needed(Atom atom) {
    return place.atoms().contains(atom)
        || guards.stream()
            .anyMatch(g -> g.formulas().stream().anyMatch(f -> f.atoms().contains(atom)));
  }

  /** By intervals alone: what cannot be told is taken to be wrong. */
  private Optional<Diagnostic> extremes(Map<String, Integer> dims, long limit) {
    Optional<Interval> interval = Interval.of(place, this::range);
    long low =
        interval
            .map(i -> i.lows().stream().mapToLong(s -> s.value(dims)).min().orElse(0))
            .orElse(-1L);
    long high =
        interval
            .map(i -> i.highs().stream().mapToLong(s -> s.value(dims)).max().orElse(0))
            .orElse(-1L);
    if (low >= 0 && high < limit) {
      return Optional.empty();
    }
    return Optional.of(ArrayErrors.notShown(span, size.toString(), limit));
  }

  private static boolean next(Map<Atom, Long> at, Map<Atom, long[]> spans) {
    for (Map.Entry<Atom, Long> entry : at.entrySet()) {
      long[] span = spans.get(entry.getKey());
      if (entry.getValue() < span[1]) {
        entry.setValue(entry.getValue() + 1);
        return true;
      }
      entry.setValue(span[0]);
    }
    return false;
  }

  private static long value(Size formula, Map<Atom, Long> at, Map<String, Integer> dims) {
    long sum = 0;
    for (Size.Term term : formula.terms()) {
      long product = term.factor();
      for (Atom atom : term.atoms()) {
        product *= value(atom, at, dims);
      }
      sum += product;
    }
    return sum;
  }

  private static long value(Atom atom, Map<Atom, Long> at, Map<String, Integer> dims) {
    if (atom instanceof Atom.Dim dim) {
      return dims.get(dim.name());
    }
    if (atom instanceof Atom.Quotient q) {
      return Math.floorDiv(value(q.dividend(), at, dims), divisor(q.divisor(), at, dims));
    }
    if (atom instanceof Atom.Remainder r) {
      return Math.floorMod(value(r.dividend(), at, dims), divisor(r.divisor(), at, dims));
    }
    return at.get(atom);
  }

  private static long divisor(Size formula, Map<Atom, Long> at, Map<String, Integer> dims) {
    long divisor = value(formula, at, dims);
    if (divisor == 0) {
      throw new IllegalStateException("a divisor is 0");
    }
    return divisor;
  }
}
