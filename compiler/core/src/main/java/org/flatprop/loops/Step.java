package org.flatprop.loops;

import java.util.List;

/** One line of a pass. */
public sealed interface Step {

  Formula value();

  /**
   * {@code target = value}.
   *
   * @param truth whether the target is held as a boolean
   * @param continues adds more terms to the target, which an earlier step has begun
   * @param remarks what to tell the reader, with two blanks between
   */
  record Assign(
      String target, Formula value, boolean truth, boolean continues, List<String> remarks)
      implements Step {
    public Assign {
      remarks = List.copyOf(remarks);
    }
  }

  /** {@code outputs[index] = value} in the forward pass, {@code gradients[…]} in the backward. */
  record Store(int index, Formula value) implements Step {}
}
