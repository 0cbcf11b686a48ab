package org.flatprop.loops;

import java.util.Arrays;
import java.util.List;
import org.flatprop.graph.Operation;

/**
 * What many operations of a table have in common: one operation of the graph, or several whose
 * results within are used nowhere else.
 *
 * @param formula of {@linkplain #operand operands} numbered in the order they are written in
 * @param operands how many there are
 * @param operations how many of the graph's it stands for
 */
public record Kind(Formula formula, int operands, int operations) {

  /** How a formula refers to one of the operands. */
  public static Formula operand(int number) {
    return new Formula.Ref(Integer.toString(number), false);
  }

  /** Puts parts in the place of an operation's operands; the parts' own are numbered on. */
  public static Kind of(Operation operation, List<Kind> parts) {
    Formula[] formulas = new Formula[parts.size()];
    int operands = 0;
    int operations = operations(operation, parts.size());
    for (int i = 0; i < formulas.length; i++) {
      formulas[i] = shifted(parts.get(i).formula, operands);
      operands += parts.get(i).operands;
      operations += parts.get(i).operations;
    }
    return new Kind(new Formula.Apply(operation, Arrays.asList(formulas)), operands, operations);
  }

  private static Formula shifted(Formula formula, int by) {
    if (formula instanceof Formula.Ref ref) {
      return operand(Integer.parseInt(ref.name()) + by);
    }
    return formula instanceof Formula.Apply apply
        ? new Formula.Apply(
            apply.operation(), apply.operands().stream().map(o -> shifted(o, by)).toList())
        : formula;
  }

  /** How many operations an operation of so many operands stands for: a sum of n terms, n - 1. */
  public static int operations(Operation operation, int operands) {
    return Math.max(1, operands - operation.parameters().size() + 1);
  }

  /** Its formula, the operands called a, b and so on. */
  @Override
  public String toString() {
    return new FormulaText(number -> Character.toString('a' + Integer.parseInt(number)))
        .printReal(formula);
  }
}
