package org.flatprop.loops;

import java.util.List;
import org.flatprop.graph.Operation;

/** The right side of an assignment. */
public sealed interface Formula {

  record Literal(double value) implements Formula {}

  /**
   * A value computed before.
   *
   * @param truth whether it is held as a boolean
   */
  record Ref(String name, boolean truth) implements Formula {}

  record Apply(Operation operation, List<Formula> operands) implements Formula {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  /** Whether the value is a boolean in emitted code. */
  default boolean truth() {
    return this instanceof Ref ref ? ref.truth : this instanceof Apply a && a.operation.truth();
  }

  /** How many operations it takes; a sum of n terms takes n - 1. */
  default int operations() {
    if (!(this instanceof Apply apply)) {
      return 0;
    }
    int own = Math.max(1, apply.operands.size() - apply.operation.parameters().size() + 1);
    return own + apply.operands.stream().mapToInt(Formula::operations).sum();
  }
}
