package org.flatprop.elaborate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/**
 * Between which whole numbers something lies.
 *
 * @param lows it is not below the least of these
 * @param highs it is not above the largest of these
 */
record Interval(List<Size> lows, List<Size> highs) {

  /** From 0 to below a size. */
  static Interval below(Size size) {
    return of(Size.ZERO, size.plus(-1));
  }

  static Interval of(Size low, Size high) {
    return new Interval(List.of(low), List.of(high));
  }

  Interval hull(Interval other) {
    return new Interval(joined(lows, other.lows), joined(highs, other.highs));
  }

  private static List<Size> joined(List<Size> a, List<Size> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().toList();
  }

  /** The interval of a growing function of it. */
  Interval map(UnaryOperator<Size> growing) {
    return new Interval(lows.stream().map(growing).toList(), highs.stream().map(growing).toList());
  }

  Interval negative() {
    return new Interval(
        highs.stream().map(s -> s.times(-1)).toList(),
        lows.stream().map(s -> s.times(-1)).toList());
  }

  Interval plus(Interval other) {
    return new Interval(sums(lows, other.lows), sums(highs, other.highs));
  }

  private static List<Size> sums(List<Size> a, List<Size> b) {
    return a.stream().flatMap(x -> b.stream().map(x::plus)).distinct().toList();
  }

  /**
   * The interval of a formula, if it can be told.
   *
   * @param known the intervals of its atoms; empty for a dim
   */
  static Optional<Interval> of(Size formula, Function<Atom, Optional<Interval>> known) {
    Interval sum = of(Size.ZERO, Size.ZERO);
    for (Size.Term term : formula.terms()) {
      Optional<Interval> product = of(term, known);
      if (product.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(product.get());
    }
    return Optional.of(sum);
  }

  private static Optional<Interval> of(Size.Term term, Function<Atom, Optional<Interval>> known) {
    Size factor = Size.of(Math.abs(term.factor()));
    Interval product = null;
    for (Atom atom : term.atoms()) {
      Optional<Interval> own = of(atom, known);
      if (own.isEmpty() && atom instanceof Atom.Dim) {
        factor = factor.times(Size.of(atom));
      } else if (own.isEmpty() || product != null) {
        return Optional.empty();
      } else {
        product = own.get();
      }
    }
    Size by = factor;
    Interval result = product == null ? of(by, by) : product.map(s -> s.times(by));
    return Optional.of(term.factor() < 0 ? result.negative() : result);
  }

  /** Whether it is positive; a dim is, or {@link Checks} finds out. */
  private static boolean isDivisor(Size size) {
    return size.isConstant() ? size.constant() > 0 : size.isNeverNegative();
  }

  private static Optional<Interval> of(Atom atom, Function<Atom, Optional<Interval>> known) {
    if (atom instanceof Atom.Quotient q && q.divisor().isConstant() && q.divisor().constant() > 0) {
      return of(q.dividend(), known).map(i -> i.map(s -> s.over(q.divisor())));
    }
    if (atom instanceof Atom.Remainder r && isDivisor(r.divisor())) {
      return Optional.of(below(r.divisor()));
    }
    return known.apply(atom);
  }
}
