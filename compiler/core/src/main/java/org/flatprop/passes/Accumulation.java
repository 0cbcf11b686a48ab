package org.flatprop.passes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;

/**
 * Two statements that add up products of elements: {@code sum = start}, and loops that add.
 *
 * @param name of the variable that they are added up in
 * @param loops outermost first
 * @param conditions where one does not hold, 0 is added, not a product; outermost first
 */
record Accumulation(
    String name,
    double start,
    List<Step.For> loops,
    List<Formula> conditions,
    Formula.Element left,
    Formula.Element right) {

  /** The one that begins at a place among some steps, if one does. */
  static Optional<Accumulation> at(List<Step> body, int place) {
    boolean begins =
        place + 1 < body.size()
            && body.get(place) instanceof Step.Assign first
            && !first.continues()
            && first.value() instanceof Formula.Literal;
    if (!begins) {
      return Optional.empty();
    }
    Step.Assign first = (Step.Assign) body.get(place);
    List<Step.For> loops = new ArrayList<>();
    Step step = body.get(place + 1);
    while (step instanceof Step.For loop && loop.body().size() == 1) {
      loops.add(loop);
      step = loop.body().get(0);
    }
    Formula sum = new Formula.Ref(first.target(), false);
    boolean adds =
        !loops.isEmpty()
            && step instanceof Step.Assign more
            && more.continues()
            && more.value() instanceof Formula.Apply apply
            && apply.operation() == Operations.ADD
            && apply.operands().size() == 2
            && apply.operands().get(0).equals(sum);
    if (!adds) {
      return Optional.empty();
    }
    Formula term = ((Formula.Apply) ((Step.Assign) step).value()).operands().get(1);
    Set<Formula> conditions = new LinkedHashSet<>();
    while (term instanceof Formula.Apply choice
        && choice.operation() == Operations.WHERE
        && choice.operands().get(2) instanceof Formula.Literal other
        && other.value() == 0) {
      conditions.add(choice.operands().get(0));
      term = choice.operands().get(1);
    }
    boolean multiplies =
        term instanceof Formula.Apply product
            && product.operation() == Operations.MULTIPLY
            && product.operands().stream().allMatch(Formula.Element.class::isInstance);
    if (!multiplies) {
      return Optional.empty();
    }
    List<Formula> factors = ((Formula.Apply) term).operands();
    return Optional.of(
        new Accumulation(
            first.target(),
            ((Formula.Literal) first.value()).value(),
            loops,
            List.copyOf(conditions),
            (Formula.Element) factors.get(0),
            (Formula.Element) factors.get(1)));
  }
}
