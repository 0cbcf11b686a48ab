package org.flatprop.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Span;

/** What must hold of sizes: decided at once where it can be, else when the dims are known. */
public final class Checks {

  /** Looks, with dims bound, for what is wrong. */
  @FunctionalInterface
  private interface Check {
    Optional<Diagnostic> violation(Map<String, Integer> dims);
  }

  /**
   * A requirement as formulas of dims, for code that is made for any dims.
   *
   * @param counts it is of matter where all of these are positive
   * @param formula is then 0 or more
   * @param message what is wrong otherwise, with its place
   */
  public record Requirement(List<Size> counts, Size formula, String message) {}

  private static final double[] NOTHING = {};

  private final List<Requirement> requirements = new ArrayList<>();

  private final List<Check> deferred = new ArrayList<>();

  /** How errors are told from within the functions being inlined, the innermost first. */
  private final Deque<UnaryOperator<Diagnostic>> contexts = new ArrayDeque<>();

  /**
   * Computes something whose errors, also those found later, are told differently.
   *
   * @throws Rejection if the computation does
   */
  <T> T within(UnaryOperator<Diagnostic> context, Supplier<T> computation) {
    contexts.push(context);
    try {
      return computation.get();
    } catch (Rejection e) {
      throw e.map(context);
    } finally {
      contexts.pop();
    }
  }

  /** Requires that nothing is divided by a size that is 0, and that no factor is beyond an int. */
  void requireDivisors(Size formula, Span span) {
    boolean large =
        formula.terms().stream()
            .anyMatch(t -> !t.atoms().isEmpty() && Math.abs(t.factor()) > Integer.MAX_VALUE);
    if (large) {
      throw new Rejection(ArrayErrors.wholeNumberTooLarge(span));
    }
    for (Atom atom : formula.atoms()) {
      Size divisor =
          atom instanceof Atom.Quotient q
              ? q.divisor()
              : atom instanceof Atom.Remainder r ? r.divisor() : Size.ONE;
      boolean dims = divisor.atoms().stream().allMatch(Atom.Dim.class::isInstance);
      if (!divisor.isConstant() && dims) {
        requireNotNegative(divisor.plus(-1), ArrayErrors.divisionByZero(span, divisor.toString()));
      }
      for (Size inner : within(atom)) {
        requireDivisors(inner, span);
      }
    }
  }

  private static List<Size> within(Atom atom) {
    if (atom instanceof Atom.Quotient q) {
      return List.of(q.dividend(), q.divisor());
    }
    return atom instanceof Atom.Remainder r ? List.of(r.dividend(), r.divisor()) : List.of();
  }

  /** Requires of a size that arrays can have it, and indices run over it. */
  void requireSize(Size size, Span span) {
    if (size.atoms().stream().anyMatch(Atom.Index.class::isInstance)) {
      throw new Rejection(ArrayErrors.sizeByIndex(span));
    }
    if (size.isConstant() && size.constant() > Integer.MAX_VALUE) {
      throw new Rejection(ArrayErrors.sizeTooLarge(span, size.constant()));
    }
    requireCount(size, span);
  }

  /** Requires of a number of things that it is 1 or more if it is a number, else 0 or more. */
  void requireCount(Size size, Span span) {
    if (size.isConstant() && size.constant() < 1) {
      throw new Rejection(ArrayErrors.sizeNotPositive(span, size.constant()));
    }
    requireNotNegative(size, ArrayErrors.negativeSize(span, size.toString()));
  }

  /** Requires that a subscript stays within its axis, where its guards hold. */
  void require(Bounds bounds) {
    if (bounds.certain(true)) {
      return;
    }
    bounds
        .impossible()
        .ifPresent(
            diagnostic -> {
              throw new Rejection(diagnostic);
            });
    decide(bounds.isLiteral(), bounds::violation);
    require(bounds, ArrayErrors.outside(bounds.span(), bounds.size().toString()));
  }

  private void require(Bounds bounds, Diagnostic otherwise) {
    if (!bounds.isLiteral()) {
      bounds.formulas().forEach(f -> requirement(bounds.counts(), f, otherwise));
    }
  }

  private void requirement(List<Size> counts, Size formula, Diagnostic otherwise) {
    if (!formula.isNeverNegative()) {
      requirements.add(new Requirement(counts, formula, otherwise.inShort()));
    }
  }

  /** The same, told in other words. */
  void requireWithin(Bounds bounds, Diagnostic otherwise) {
    if (!bounds.certain(true)) {
      decide(bounds.isLiteral(), dims -> bounds.violation(dims).map(d -> otherwise));
      require(bounds, otherwise);
    }
  }

  /** Requires that all elements of a node, which depends on sizes alone, are places on an axis. */
  void requirePlaces(Span span, Graph graph, Node node, Size size) {
    boolean literal = size.isConstant() && Evaluation.constant(graph, node).isPresent();
    decide(
        literal,
        dims -> {
          double[] places = Evaluation.of(graph, List.of(node), leaf -> NOTHING, dims).array(node);
          long limit = size.value(dims);
          for (double place : places) {
            if (place != Math.rint(place) || Double.isInfinite(place)) {
              return Optional.of(ArrayErrors.subscriptNotWhole(span));
            }
            if (place < 0 || place >= limit) {
              return Optional.of(
                  ArrayErrors.outOfRange(span, (long) place, size.toString(), limit));
            }
          }
          return Optional.empty();
        });
  }

  /** Requires that a formula of dims is 0 or more. */
  void requireNotNegative(Size formula, Diagnostic otherwise) {
    if (!formula.isNeverNegative()) {
      requirement(List.of(), formula, otherwise);
      boolean decided = formula.isConstant() || formula.isAlwaysNegative();
      decide(
          decided,
          dims ->
              formula.isAlwaysNegative() || formula.value(dims) < 0
                  ? Optional.of(otherwise)
                  : Optional.empty());
    }
  }

  /** Requires that two formulas of dims are equal. */
  void requireEqual(Size a, Size b, Diagnostic otherwise) {
    if (!a.equals(b)) {
      requirement(List.of(), a.minus(b), otherwise);
      requirement(List.of(), b.minus(a), otherwise);
      decide(
          a.minus(b).isConstant(),
          dims ->
              a.minus(b).isConstant() || a.value(dims) != b.value(dims)
                  ? Optional.of(otherwise)
                  : Optional.empty());
    }
  }

  private void decide(boolean now, Check check) {
    if (now) {
      check
          .violation(Map.of())
          .ifPresent(
              diagnostic -> {
                throw new Rejection(diagnostic);
              });
    } else {
      List<UnaryOperator<Diagnostic>> told = List.copyOf(contexts);
      deferred.add(
          dims ->
              check
                  .violation(dims)
                  .map(
                      diagnostic -> {
                        Diagnostic outer = diagnostic;
                        for (UnaryOperator<Diagnostic> context : told) {
                          outer = context.apply(outer);
                        }
                        return outer;
                      }));
    }
  }

  /** What was left open, as far as it can be told by formulas. */
  public List<Requirement> requirements() {
    return List.copyOf(requirements);
  }

  /**
   * Decides what was left open.
   *
   * @throws CompileException if something does not hold with these dims
   */
  public void decide(Map<String, Integer> dims) {
    Diagnostics diagnostics = new Diagnostics();
    IllegalStateException unknown = null;
    for (Check check : deferred) {
      try {
        check.violation(dims).ifPresent(diagnostics::add);
      } catch (IllegalStateException e) {
        // It divides by a size that is 0: that is an error of its own.
        unknown = e;
      }
    }
    diagnostics.throwIfAny();
    if (unknown != null) {
      throw unknown;
    }
  }
}
