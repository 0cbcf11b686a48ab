package org.flatprop.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * A function of each number of a block: one or several short loops, part by part. A loop is a
 * method {@code (double[] values, int at, int count, VectorRows rows)} for {@code count} numbers of
 * the block, beginning {@code at}, and as many of rows; the last vector may end behind them.
 *
 * <p>HotSpot must compile each loop on its own: together, or in the midst of what calls them, they
 * become more than it inlines, and then vectors become objects. It does not inline what a method
 * handle calls unless the handle is a constant, and elements of an array are none.
 */
final class VectorFunction {

  private static final MethodType LOOP =
      MethodType.methodType(void.class, double[].class, int.class, int.class, VectorRows.class);

  private final MethodHandle[] loops;

  private VectorFunction(MethodHandle[] loops) {
    this.loops = loops;
  }

  /** The loop with this name. */
  static VectorFunction loop(Class<?> type, String name) {
    try {
      MethodHandle loop = MethodHandles.lookup().findStatic(type, name, LOOP);
      return new VectorFunction(new MethodHandle[] {loop});
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** This function's loops, and another's after them. */
  VectorFunction then(VectorFunction next) {
    MethodHandle[] all = Arrays.copyOf(loops, loops.length + next.loops.length);
    System.arraycopy(next.loops, 0, all, loops.length, next.loops.length);
    return new VectorFunction(all);
  }

  VectorFunction then(Class<?> type, String name) {
    return then(loop(type, name));
  }

  void apply(double[] values, int count) {
    VectorRows rows = VectorRows.ofThread();
    for (int at = 0; at < count; at += VectorRows.LENGTH) {
      int part = Math.min(count - at, VectorRows.LENGTH);
      for (MethodHandle loop : loops) {
        run(loop, values, at, part, rows);
      }
    }
  }

  private static void run(MethodHandle loop, double[] values, int at, int count, VectorRows rows) {
    try {
      loop.invokeExact(values, at, count, rows);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
