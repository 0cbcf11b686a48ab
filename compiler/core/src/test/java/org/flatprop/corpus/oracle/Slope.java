package org.flatprop.corpus.oracle;

import java.util.function.DoubleUnaryOperator;

/**
 * A derivative by central differences of order eight.
 *
 * @param value the best of several step sizes
 * @param doubt how far two step sizes are apart, relative to the value where that is above 1; large
 *     near a kink
 */
public record Slope(double value, double doubt) {

  private static final double[] WEIGHTS = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};

  private static final int STEPS = 4;

  /**
   * Differentiates a function of a shift of its argument, at no shift.
   *
   * @param at the argument unshifted, whose size the step follows
   */
  public static Slope of(DoubleUnaryOperator shifted, double at) {
    double step = Math.scalb(1, -6) * Math.max(0.25, Math.abs(at));
    double last = difference(shifted, step);
    Slope best = new Slope(last, Double.POSITIVE_INFINITY);
    for (int i = 0; i < STEPS; i++) {
      step /= 4;
      double next = difference(shifted, step);
      double doubt = Math.abs(next - last) / Math.max(1, Math.abs(next));
      if (doubt < best.doubt || Double.isNaN(best.value)) {
        best = new Slope(next, Double.isNaN(doubt) ? Double.POSITIVE_INFINITY : doubt);
      }
      last = next;
      if (best.doubt < 1e-12) {
        break;
      }
    }
    return smooth(shifted, step, best) ? best : new Slope(best.value, Double.POSITIVE_INFINITY);
  }

  /** Whether there is neither a jump nor a kink just here. */
  private static boolean smooth(DoubleUnaryOperator shifted, double step, Slope slope) {
    double h = Math.min(step, 1e-4);
    double bend =
        shifted.applyAsDouble(h) + shifted.applyAsDouble(-h) - 2 * shifted.applyAsDouble(0);
    return Math.abs(bend / h) < 0.1 * Math.max(1, Math.abs(slope.value));
  }

  private static double difference(DoubleUnaryOperator shifted, double step) {
    double sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      double h = step * (i + 1);
      sum += WEIGHTS[i] * (shifted.applyAsDouble(h) - shifted.applyAsDouble(-h));
    }
    return sum / step;
  }
}
