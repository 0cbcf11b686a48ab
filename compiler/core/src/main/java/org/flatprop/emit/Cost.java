package org.flatprop.emit;

import org.flatprop.graph.Operation.Code;
import org.flatprop.loops.Formula;

/**
 * Bytes of bytecode, at most, in either compiler's output; tests hold it against what they measure.
 */
final class Cost {

  /**
   * HotSpot never compiles a method over 8,000 bytes. Janino's memory and time grow with the square
   * of a method's variables, and larger methods run no faster; so there is room below that.
   */
  static final int MAX_METHOD = 5_000;

  /** {@code wide dstore}. */
  static final int STORE = 4;

  /** {@code aload, dload, putfield}. */
  static final int FIELD = 8;

  /** {@code wide dload}. */
  private static final int LOAD = 4;

  /** {@code aload, sipush, daload}, or the same with a value that is stored. */
  private static final int ELEMENT = 5;

  /** {@code ldc2_w}, {@code dneg}. */
  private static final int CONSTANT = 4;

  /** {@code invokestatic}. */
  private static final int CALL = 3;

  /** {@code dconst, dcmpl, ifeq}. */
  private static final int TEST = 5;

  /** {@code ifeq, dconst, goto, dconst}: a truth becomes a number, or a number a truth. */
  private static final int CONVERT = 8;

  private Cost() {}

  /** Reads an element of the array of values into a local variable. */
  static int fetch(boolean truth) {
    return ELEMENT + STORE + (truth ? TEST + CONVERT : 0);
  }

  /** Stores a local variable in the array of values. */
  static int keep(boolean truth) {
    return ELEMENT + LOAD + (truth ? CONVERT : 0);
  }

  /** Stores a value in an array of results, besides the value's own cost. */
  static int result() {
    return ELEMENT + 1;
  }

  static int of(Formula formula) {
    if (formula instanceof Formula.Literal) {
      return CONSTANT;
    }
    if (formula instanceof Formula.Ref ref) {
      return LOAD + (ref.truth() ? CONVERT : 0);
    }
    Formula.Apply apply = (Formula.Apply) formula;
    int operands = apply.operands().stream().mapToInt(Cost::of).sum();
    Code code = apply.operation().forward().code();
    boolean branches = apply.operation().truth() || code instanceof Code.Choice;
    int arity = apply.operands().size();
    return operands + (branches ? arity * TEST + CONVERT : Math.max(CALL, arity));
  }
}
