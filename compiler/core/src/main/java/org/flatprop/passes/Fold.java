package org.flatprop.passes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/**
 * What a loop makes one number of: a sum, or the largest.
 *
 * @param term what each turn brings
 */
record Fold(Operation operation, Formula term) {

  /** Those that may take their terms in any order. */
  private static final Set<String> NAMES = Set.of("+", "max");

  /** A variable's new value as a fold, if it is the old one and a term. */
  static Optional<Fold> of(Formula value, String variable) {
    if (value instanceof Formula.Apply apply
        && NAMES.contains(apply.operation().name())
        && apply.operands().size() == 2
        && apply.operands().get(0).equals(new Formula.Ref(variable, false))
        && !reads(apply.operands().get(1), variable)) {
      return Optional.of(new Fold(apply.operation(), apply.operands().get(1)));
    }
    return Optional.empty();
  }

  private static boolean reads(Formula formula, String variable) {
    return formula instanceof Formula.Ref ref && ref.name().equals(variable)
        || formula instanceof Formula.Apply apply
            && apply.operands().stream().anyMatch(operand -> reads(operand, variable));
  }

  /** The fold of a block. */
  Formula of(String block, Size count) {
    return new Formula.Fold(operation, block, count);
  }

  /** The assignment that takes the fold of a block instead of a term. */
  Step into(Step.Assign assign, Formula block) {
    Formula variable = new Formula.Ref(assign.target(), false);
    return assign.with(new Formula.Apply(operation, List.of(variable, block)));
  }
}
