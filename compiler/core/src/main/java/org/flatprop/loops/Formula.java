package org.flatprop.loops;

import java.util.List;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Size;

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

  /**
   * An element of an array.
   *
   * @param place in row-major order
   */
  record Element(String array, Size place) implements Formula {}

  /** What an operation makes of the first elements of an array, so many: their sum, the largest. */
  record Fold(Operation operation, String array, Size count) implements Formula {

    /** The runtime's method for it. */
    public String method() {
      boolean sum = operation.forward().code() instanceof Operation.Code.Infix;
      return (sum ? "sum" : operation.name()) + "Block";
    }
  }

  /** A whole number made of indices and dims. */
  record Whole(Size formula) implements Formula {}

  /**
   * A random number from [0, 1).
   *
   * @param key the name of what is drawn anew for each step of training
   * @param place tells one use in a model's text from another
   * @param element tells the elements of an array from one another
   */
  record Noise(String key, int place, Size element) implements Formula {}

  /** Whether the value is a boolean in emitted code. */
  default boolean truth() {
    return this instanceof Ref ref ? ref.truth : this instanceof Apply a && a.operation.truth();
  }

  /** How many operations it takes; a sum of n terms takes n - 1. */
  default int operations() {
    if (!(this instanceof Apply apply)) {
      return this instanceof Noise ? 1 : 0;
    }
    int own = Math.max(1, apply.operands.size() - apply.operation.parameters().size() + 1);
    return own + apply.operands.stream().mapToInt(Formula::operations).sum();
  }
}
