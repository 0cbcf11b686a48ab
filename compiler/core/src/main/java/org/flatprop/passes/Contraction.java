package org.flatprop.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Affine;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/**
 * A sum of products of two elements as a matrix product, in loops where it takes several.
 *
 * <p>The innermost loops that only one factor depends on are the columns, and this factor the right
 * matrix; loops that only the other depends on are the rows. All other loops that are kept are
 * around the product.
 */
final class Contraction {

  private final Formula.Element left;
  private final Formula.Element right;
  private final Affine leftPlace;
  private final Affine rightPlace;

  /** The loops that the result depends on, and those that are summed over. */
  private final List<Step.For> kept;

  private final List<Step.For> outer = new ArrayList<>();
  private final List<Step.Axis> rows = new ArrayList<>();
  private final List<Step.Axis> columns = new ArrayList<>();
  private final List<Step.Axis> inner = new ArrayList<>();

  private Contraction(
      Formula.Element left,
      Formula.Element right,
      Affine leftPlace,
      Affine rightPlace,
      List<Step.For> kept,
      List<Step.For> summed) {
    this.left = left;
    this.right = right;
    this.leftPlace = leftPlace;
    this.rightPlace = rightPlace;
    this.kept = kept;
    for (int i = kept.size() - 1; i >= 0; i--) {
      Step.Axis axis = axis(kept.get(i), targetStep(kept.get(i)));
      if (axis.left().is(0) && outer.isEmpty() && rows.isEmpty()) {
        columns.add(0, axis);
      } else if (axis.right().is(0)) {
        rows.add(0, axis);
      } else {
        outer.add(0, kept.get(i));
      }
    }
    summed.forEach(loop -> inner.add(axis(loop, Size.ZERO)));
  }

  private Size targetStep(Step.For loop) {
    int axis = kept.stream().map(Step.For::index).toList().indexOf(loop.index());
    return shape().last(kept.size() - 1 - axis).count();
  }

  private Step.Axis axis(Step.For loop, Size target) {
    return new Step.Axis(loop.count(), target, leftPlace.step(loop), rightPlace.step(loop));
  }

  /**
   * The sum over some loops of a product of two elements, for each place of the loops around.
   *
   * @return empty if the places are not sums of steps, if a loop sums up one of the factors alone,
   *     or if it is no product of a matrix
   */
  static Optional<Contraction> of(
      List<Step.For> around, List<Step.For> summed, Formula.Element a, Formula.Element b) {
    List<Step.For> all = new ArrayList<>(around);
    all.addAll(summed);
    Optional<Affine> first = Affine.of(a.place(), all);
    Optional<Affine> second = Affine.of(b.place(), all);
    if (first.isEmpty()
        || second.isEmpty()
        || Affine.hasIndex(first.get().start())
        || Affine.hasIndex(second.get().start())
        || all.stream().anyMatch(loop -> Affine.hasIndex(loop.count()))
        || !summed.stream()
            .allMatch(loop -> !first.get().step(loop).is(0) && !second.get().step(loop).is(0))) {
      return Optional.empty();
    }
    List<Step.For> kept =
        around.stream()
            .filter(loop -> !first.get().step(loop).is(0) || !second.get().step(loop).is(0))
            .toList();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    // The columns are those of the factor that the last loop runs through.
    boolean swapped = second.get().step(kept.get(kept.size() - 1)).is(0);
    Contraction contraction =
        swapped
            ? new Contraction(b, a, second.get(), first.get(), kept, summed)
            : new Contraction(a, b, first.get(), second.get(), kept, summed);
    return Optional.of(contraction).filter(Contraction::isOfAMatrix);
  }

  /** Whether it is a product of matrices, or of a matrix and a vector. */
  private boolean isOfAMatrix() {
    boolean vector = merged(rows).size() + merged(columns).size() == 1 && merged(inner).size() == 1;
    return !rows.isEmpty() && !columns.isEmpty() || vector;
  }

  /** Axes that are one in memory as one. */
  private static List<Step.Axis> merged(List<Step.Axis> axes) {
    List<Step.Axis> merged = new ArrayList<>();
    for (Step.Axis axis : axes) {
      Step.Axis last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      boolean one =
          last != null
              && last.target().equals(axis.target().times(axis.count()))
              && last.left().equals(axis.left().times(axis.count()))
              && last.right().equals(axis.right().times(axis.count()));
      if (one) {
        merged.remove(merged.size() - 1);
        merged.add(
            new Step.Axis(
                last.count().times(axis.count()), axis.target(), axis.left(), axis.right()));
      } else {
        merged.add(axis);
      }
    }
    return merged;
  }

  /** The loops around that the result depends on. */
  List<Step.For> kept() {
    return kept;
  }

  /** The shape of the result. */
  Shape shape() {
    return new Shape(kept.stream().map(Step.For::count).toList());
  }

  /** Where the result stands that the loops around are at. */
  Size place() {
    return shape()
        .linear(kept.stream().map(loop -> Size.of(new Atom.Index(loop.index()))).toList());
  }

  /** How many multiplications there are; empty if dims decide. */
  Optional<Long> multiplications() {
    Size count = shape().count().times(Step.Axis.count(inner));
    return count.isConstant() ? Optional.of(count.constant()) : Optional.empty();
  }

  /**
   * The statement that computes the result.
   *
   * @param array the array that holds it
   */
  Step step(String array, double start) {
    Size at = Size.ZERO;
    Size leftAt = leftPlace.start();
    Size rightAt = rightPlace.start();
    for (Step.For loop : outer) {
      Size index = Size.of(new Atom.Index(loop.index()));
      Size step = targetStep(loop);
      at = at.plus(index.times(step));
      leftAt = leftAt.plus(index.times(leftPlace.step(loop)));
      rightAt = rightAt.plus(index.times(rightPlace.step(loop)));
    }
    Step step =
        new Step.Product(
            new Step.Part(array, at),
            new Step.Part(left.array(), leftAt),
            new Step.Part(right.array(), rightAt),
            merged(rows),
            merged(inner),
            merged(columns),
            start,
            Optional.empty());
    for (int i = outer.size() - 1; i >= 0; i--) {
      step = new Step.For(outer.get(i).index(), outer.get(i).count(), List.of(step));
    }
    return step;
  }

  /** The product as a reader writes it. */
  String text() {
    boolean matrices =
        outer.isEmpty() && rows.size() <= 1 && columns.size() <= 1 && inner.size() <= 1;
    if (!matrices) {
      return "sums of " + left.array() + " * " + right.array();
    }
    Size term = inner.get(0).left();
    boolean leftTransposed = !rows.isEmpty() && rows.get(0).left().is(1) && !term.is(1);
    boolean rightTransposed =
        !columns.isEmpty() && inner.get(0).right().is(1) && !columns.get(0).right().is(1);
    return left.array()
        + (leftTransposed ? "'" : "")
        + " @ "
        + right.array()
        + (rightTransposed ? "'" : "");
  }
}
