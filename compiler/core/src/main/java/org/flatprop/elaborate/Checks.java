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

  private static final double[] NOTHING = {};

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

  /** Requires of a size that is a number that arrays can have it. */
  static void requireSize(Size size, Span span) {
    if (size.isConstant() && size.constant() < 1) {
      throw new Rejection(ArrayErrors.sizeNotPositive(span, size.constant()));
    }
    if (size.isConstant() && size.constant() > Integer.MAX_VALUE) {
      throw new Rejection(ArrayErrors.sizeTooLarge(span, size.constant()));
    }
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
  }

  /** The same, told in other words. */
  void requireWithin(Bounds bounds, Diagnostic otherwise) {
    if (!bounds.certain(true)) {
      decide(bounds.isLiteral(), dims -> bounds.violation(dims).map(d -> otherwise));
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
            if (place != Math.rint(place)) {
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

  /**
   * Decides what was left open.
   *
   * @throws CompileException if something does not hold with these dims
   */
  public void decide(Map<String, Integer> dims) {
    Diagnostics diagnostics = new Diagnostics();
    deferred.forEach(check -> check.violation(dims).ifPresent(diagnostics::add));
    diagnostics.throwIfAny();
  }
}
