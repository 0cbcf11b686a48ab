package org.flatprop.passes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.graph.Operation;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** What statements come to whatever holds: the other operands of a choice may not be there. */
final class Certain {

  private Certain() {}

  /** Whether operands but the first are looked at under a condition only. */
  static boolean isConditional(Operation operation) {
    return operation.selector().isPresent() || operation.truth();
  }

  /** The elements that statements without others in them read or write in any case. */
  static Set<Formula.Element> elements(List<Step> steps) {
    Set<Formula.Element> elements = new HashSet<>();
    for (Step step : steps) {
      if (step instanceof Step.Put put) {
        elements.add(new Formula.Element(put.array(), put.place()));
      }
    }
    Program.formulas(steps, formula -> add(formula, false, elements));
    return elements;
  }

  /** All elements of a formula. */
  static Set<Formula.Element> elements(Formula formula) {
    Set<Formula.Element> elements = new HashSet<>();
    add(formula, true, elements);
    return elements;
  }

  private static void add(Formula formula, boolean all, Set<Formula.Element> elements) {
    if (formula instanceof Formula.Element element) {
      elements.add(element);
    } else if (formula instanceof Formula.Apply apply) {
      boolean some = !all && isConditional(apply.operation());
      apply.operands().stream()
          .limit(some ? 1 : Integer.MAX_VALUE)
          .forEach(operand -> add(operand, all, elements));
    }
  }
}
