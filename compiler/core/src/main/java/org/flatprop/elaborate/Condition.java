package org.flatprop.elaborate;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.flatprop.graph.Size;

/** A condition on indices and sizes alone, which can be decided before any data is there. */
sealed interface Condition {

  /** What holds where a relation does not. */
  Map<String, String> OPPOSITE =
      Map.of("<", ">=", "<=", ">", ">", "<=", ">=", "<", "==", "!=", "!=", "==");

  /** {@code a < b} and its like. */
  record Comparison(String relation, Size a, Size b) implements Condition {}

  record And(Condition a, Condition b) implements Condition {}

  record Or(Condition a, Condition b) implements Condition {}

  record Not(Condition inner) implements Condition {}

  /** Whether it holds, each formula having the given value. */
  default boolean holds(ToLongFunction<Size> value) {
    if (this instanceof And and) {
      return and.a.holds(value) && and.b.holds(value);
    }
    if (this instanceof Or or) {
      return or.a.holds(value) || or.b.holds(value);
    }
    if (this instanceof Not not) {
      return !not.inner.holds(value);
    }
    Comparison comparison = (Comparison) this;
    int order = Long.compare(value.applyAsLong(comparison.a), value.applyAsLong(comparison.b));
    return switch (comparison.relation) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "==" -> order == 0;
      default -> order != 0;
    };
  }

  /** Formulas that are 0 or more where it holds. */
  default List<Size> notNegative() {
    if (this instanceof And and) {
      return Stream.of(and.a, and.b).flatMap(c -> c.notNegative().stream()).toList();
    }
    if (this instanceof Not not && not.inner instanceof Comparison c) {
      return new Comparison(OPPOSITE.get(c.relation), c.a, c.b).notNegative();
    }
    if (this instanceof Not not && not.inner instanceof Or or) {
      return new And(new Not(or.a), new Not(or.b)).notNegative();
    }
    if (!(this instanceof Comparison c)) {
      return List.of();
    }
    return switch (c.relation) {
      case "<" -> List.of(c.b.minus(c.a).plus(-1));
      case "<=" -> List.of(c.b.minus(c.a));
      case ">" -> List.of(c.a.minus(c.b).plus(-1));
      case ">=" -> List.of(c.a.minus(c.b));
      case "==" -> List.of(c.a.minus(c.b), c.b.minus(c.a));
      default -> List.of();
    };
  }

  /** All formulas that it compares. */
  default List<Size> formulas() {
    if (this instanceof And and) {
      return Stream.of(and.a, and.b).flatMap(c -> c.formulas().stream()).toList();
    }
    if (this instanceof Or or) {
      return Stream.of(or.a, or.b).flatMap(c -> c.formulas().stream()).toList();
    }
    if (this instanceof Not not) {
      return not.inner.formulas();
    }
    Comparison comparison = (Comparison) this;
    return List.of(comparison.a, comparison.b);
  }
}
