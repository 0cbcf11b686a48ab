package org.flatprop.emit;

import org.flatprop.graph.Operation.Code;
import org.flatprop.loops.Formula;

/**
 * Bytes of bytecode, at most, in either compiler's output; tests hold it against what they measure.
 */
final class Cost {

  /** HotSpot never compiles a longer method; some room is left below its 8,000 bytes. */
  static final int MAX_METHOD = 7_500;

  /** {@code wide dstore}. */
  static final int STORE = 4;

  /** {@code aload, sipush, daload} or {@code aload, sipush, dload, dastore}; a truth as a double. */
  static final int ELEMENT = 20;

  private static final int LOAD = 4;
  private static final int CONSTANT = 3;
  private static final int CALL = 3;
  private static final int BRANCH = 12;

  private Cost() {}

  static int of(Formula formula) {
    if (formula instanceof Formula.Literal) {
      return CONSTANT;
    }
    if (formula instanceof Formula.Ref ref) {
      return LOAD + (ref.truth() ? BRANCH : 0);
    }
    Formula.Apply apply = (Formula.Apply) formula;
    int operands = apply.operands().stream().mapToInt(Cost::of).sum();
    Code code = apply.operation().forward().code();
    boolean branches = apply.operation().truth() || code instanceof Code.Choice;
    int own = branches ? 2 * BRANCH : Math.max(CALL, apply.operands().size());
    return operands + own;
  }
}
