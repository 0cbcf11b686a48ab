package org.flatprop.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Affine;
import org.flatprop.loops.Effects;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;

/**
 * A sum that products add to only where conditions hold, as a product of whole matrices: one factor
 * is selected first, 0 where the conditions do not hold, times the other.
 *
 * <p>What is not selected then adds 0 times the other factor, which is no more than a 0 of either
 * sign if that is finite, and else NaN. So the result is looked through: where it may be another
 * than that of the loops, they run after all.
 *
 * @param around the loops that the sum stands in
 * @param selected the array of one factor
 * @param other the factor that is not selected
 * @param axes the loops that the selected factor depends on, in the order of its elements
 * @param value an element of the selected factor
 */
record Selection(
    Accumulation sum,
    List<Step.For> around,
    String selected,
    Formula.Element other,
    List<Step.For> axes,
    Formula value) {

  private static final Formula ZERO = new Formula.Literal(0);

  /**
   * How a sum is one.
   *
   * @param own what the nest of the sum computes
   * @param counts how many elements each array has
   * @return empty if the selected factor would be as large as all products, or larger than any
   *     array there is, or if the other factor may not be there where a condition does not hold
   */
  static Optional<Selection> of(
      Accumulation sum, List<Step.For> around, Set<String> own, Map<String, Size> counts) {
    return of(sum, around, sum.left(), sum.right(), own, counts)
        .or(() -> of(sum, around, sum.right(), sum.left(), own, counts));
  }

  private static Optional<Selection> of(
      Accumulation sum,
      List<Step.For> around,
      Formula.Element selected,
      Formula.Element other,
      Set<String> own,
      Map<String, Size> counts) {
    List<Step.For> loops = new ArrayList<>(around);
    loops.addAll(sum.loops());
    Set<Formula.Element> read = new HashSet<>();
    sum.conditions().forEach(condition -> read.addAll(Certain.elements(condition)));
    read.add(other);
    Formula value = where(sum.conditions(), selected);
    Set<String> names = Effects.of(new Step.Whole("", value)).reads();
    List<Step.For> axes = loops.stream().filter(loop -> names.contains(loop.index())).toList();
    boolean possible =
        Collections.disjoint(names, own)
            && read.stream().allMatch(element -> isInside(element, loops, counts))
            && around.stream()
                .anyMatch(loop -> !axes.contains(loop) && isAlong(loop, other.place()));
    if (!possible) {
      return Optional.empty();
    }
    read.remove(other);
    List<Formula.Element> large = new ArrayList<>(List.of(selected));
    large.addAll(read);
    return large.stream()
        .flatMap(element -> order(element, axes).stream())
        .findFirst()
        .map(order -> new Selection(sum, around, selected.array(), other, order, value));
  }

  private static Formula where(List<Formula> conditions, Formula value) {
    Formula selected = value;
    for (int i = conditions.size() - 1; i >= 0; i--) {
      selected = new Formula.Apply(Operations.WHERE, List.of(conditions.get(i), selected, ZERO));
    }
    return selected;
  }

  /** Whether an element is one of its array whatever the turn of the loops. */
  private static boolean isInside(
      Formula.Element element, List<Step.For> loops, Map<String, Size> counts) {
    Optional<Affine> place = Affine.of(element.place(), loops);
    if (place.isEmpty() || !place.get().start().isNeverNegative()) {
      return false;
    }
    Size last = place.get().start();
    for (Step.For loop : loops) {
      Size step = place.get().step(loop);
      if (!step.isNeverNegative()) {
        return false;
      }
      last = last.plus(step.times(loop.count().plus(-1)));
    }
    return counts.get(element.array()).plus(-1).minus(last).isNeverNegative();
  }

  private static boolean isAlong(Step.For loop, Size place) {
    return place.atoms().contains(new Atom.Index(loop.index()));
  }

  /** The loops in the order in which an element walks through its array without a gap. */
  private static Optional<List<Step.For>> order(Formula.Element element, List<Step.For> axes) {
    Optional<Affine> place = Affine.of(element.place(), axes);
    List<Step.For> order = new ArrayList<>();
    Size block = Size.ONE;
    while (place.isPresent() && order.size() < axes.size()) {
      Size step = block;
      Optional<Step.For> next =
          axes.stream()
              .filter(loop -> !order.contains(loop) && place.get().step(loop).equals(step))
              .findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      order.add(0, next.get());
      block = block.times(next.get().count());
    }
    return place.map(p -> order);
  }

  /** The shape of the selected factor. */
  Shape shape() {
    return new Shape(axes.stream().map(Step.For::count).toList());
  }

  /** A name for the selected factor. */
  String name() {
    return selected + "_selected";
  }

  /** The selected factor as a reader writes it. */
  String text(String array) {
    return array + " = " + selected + " where a condition holds, else 0";
  }

  private Formula.Element element(String array) {
    return new Formula.Element(
        array, shape().linear(axes.stream().map(loop -> index(loop.index())).toList()));
  }

  private static Size index(String name) {
    return Size.of(new Atom.Index(name));
  }

  /** The loops that compute the selected factor, by the names of loops that stand alone. */
  Step selecting(String array) {
    List<Step.For> all = new ArrayList<>(around);
    all.addAll(sum.loops());
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      names.put(axes.get(i).index(), all.get(i).index());
    }
    Step put = new Step.Put(array, element(array).place(), value, false);
    return new Renaming(names).step(loops(axes, List.of(put)).get(0));
  }

  /** The product of the selected factor, if it is one of matrices. */
  Optional<Contraction> product(String selected) {
    return Contraction.of(around, sum.loops(), element(selected), other);
  }

  /**
   * What comes after the product: the loops, where it may be another than theirs.
   *
   * @param array that the product is in
   * @param unsure the name of a variable for whether it may be
   */
  List<Step> check(Contraction product, String selected, String array, String unsure) {
    String index = product.kept().get(0).index();
    Formula differs = mayDiffer(new Formula.Element(array, index(index)));
    Formula seen = new Formula.Ref(unsure, false);
    Formula now = apply("where", differs, new Formula.Literal(1), seen);
    Formula result = new Formula.Ref(sum.name(), false);
    Formula term = where(sum.conditions(), apply("*", element(selected), other));
    List<Step> body = new ArrayList<>();
    body.add(begin(sum.name(), sum.start()));
    body.addAll(loops(sum.loops(), List.of(more(sum.name(), apply("+", result, term)))));
    body.add(new Step.Put(array, product.place(), result, false));
    return List.of(
        begin(unsure, 0, "is 0 multiplied by what is not finite?"),
        new Step.For(index, product.shape().count(), List.of(more(unsure, now))),
        new Step.If(seen, true, loops(product.kept(), body)));
  }

  /**
   * Whether an element may be another than that of the loops. A sum from 0.0 on is never -0.0, and
   * a 0 of either sign changes no other number; one from -0.0 on can have become 0.0 by adding what
   * is not selected.
   */
  private Formula mayDiffer(Formula element) {
    Formula isNaN = apply("!=", element, element);
    if (Double.compare(sum.start(), 0.0) == 0) {
      return isNaN;
    }
    Formula inverse = apply("/", new Formula.Literal(1), element);
    Formula isNegativeZero = apply("and", apply("==", element, ZERO), apply("<", inverse, ZERO));
    return apply("or", isNaN, isNegativeZero);
  }

  private static Step begin(String variable, double start, String... remarks) {
    Formula value = new Formula.Literal(start);
    return new Step.Assign(variable, value, false, false, List.of(remarks));
  }

  private static Step more(String variable, Formula value) {
    return new Step.Assign(variable, value, false, true, List.of());
  }

  private static Formula apply(String operation, Formula... operands) {
    return new Formula.Apply(Operations.named(operation), List.of(operands));
  }

  private static List<Step> loops(List<Step.For> loops, List<Step> body) {
    List<Step> steps = body;
    for (int i = loops.size() - 1; i >= 0; i--) {
      steps = List.of(new Step.For(loops.get(i).index(), loops.get(i).count(), steps));
    }
    return steps;
  }
}
