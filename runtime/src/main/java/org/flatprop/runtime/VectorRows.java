package org.flatprop.runtime;

/**
 * What the loops of a {@link VectorFunction} leave for each other, of a part of a block. Each
 * thread has rows of its own.
 */
final class VectorRows {

  /** Elements of a row. So many of all rows together stay in the processor's first cache. */
  static final int LENGTH = 256;

  private static final ThreadLocal<VectorRows> OF_THREAD = ThreadLocal.withInitial(VectorRows::new);

  /** The multiple of a constant that was subtracted, in the form the function wants it. */
  final double[] whole = new double[LENGTH];

  /** The argument less that multiple: what series are of. */
  final double[] rest = new double[LENGTH];

  /** What rounding took from an argument. */
  final double[] low = new double[LENGTH];

  /** The sum of a series. */
  final double[] series = new double[LENGTH];

  /** Another number: a second series, or a divisor. */
  final double[] other = new double[LENGTH];

  /** An exponential, and before it is computed its argument. */
  final double[] power = new double[LENGTH];

  private VectorRows() {}

  static VectorRows ofThread() {
    return OF_THREAD.get();
  }
}
