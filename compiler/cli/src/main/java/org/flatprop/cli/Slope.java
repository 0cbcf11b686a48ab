package org.flatprop.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.flatprop.graph.Node;

/**
 * A derivative measured by central differences.
 *
 * @param value the derivative; NaN if it could not be measured
 * @param uncertainty what the value may be off by
 * @param floor a derivative this much smaller than the objective is lost in its rounding
 * @param kinks the operations in the way, where that is why it could not be measured
 */
record Slope(double value, double uncertainty, double floor, Set<Node> kinks) {

  /**
   * Truncation falls with the fourth power of the step and rounding grows with its inverse: they
   * meet near the fifth root of the rounding error, 2⁻⁵³.
   */
  private static final double STEP = 1e-3;

  /** Derivatives that are smaller than the objective by this factor are compared absolutely. */
  private static final double FLOOR = 1e-5;

  private static final double ROUNDING = 0x1p-52;

  /** Where the objective is computed, in steps from the point. */
  private static final double[] OFFSETS = {-1, -0.5, 0.5, 1};

  /** What there is to say of a derivative at a point where the objective is not finite. */
  static Slope unmeasured(Set<Node> kinks) {
    return new Slope(Double.NaN, Double.NaN, 0, kinks);
  }

  /**
   * Measures the objective's derivative by a number.
   *
   * @param x the number's value at the point
   * @param objective at the point
   * @param trials the model with another value of the number
   * @param step relative to the number's value, or absolute below 1; if empty, several are tried
   *     and the one of the least uncertainty is taken
   */
  static Slope measure(
      double x, double objective, DoubleFunction<Trial> trials, OptionalDouble step) {
    Set<Node> kinks = new LinkedHashSet<>();
    List<Slope> best =
        steps(x, step).stream()
            .map(h -> measure(x, objective, trials, h))
            .peek(slope -> kinks.addAll(slope.kinks))
            .filter(slope -> Double.isFinite(slope.value) && Double.isFinite(slope.uncertainty))
            .sorted(Comparator.comparingDouble(Slope::uncertainty))
            .toList();
    if (best.isEmpty()) {
      return unmeasured(kinks);
    }
    // rounding within the model shows in how measurements differ
    Slope first = best.get(0);
    double spread = best.size() < 2 ? 0 : Math.abs(first.value - best.get(1).value);
    return new Slope(first.value, first.uncertainty + spread, first.floor, Set.of());
  }

  private static List<Double> steps(double x, OptionalDouble step) {
    double scale = Math.max(1, Math.abs(x));
    if (step.isPresent()) {
      return List.of(step.getAsDouble() * scale);
    }
    List<Double> steps =
        new ArrayList<>(List.of(STEP * scale, STEP * scale / 8, STEP * scale / 64));
    if (x != 0 && Math.abs(x) < 1) {
      steps.add(STEP * Math.abs(x));
    }
    return steps;
  }

  private static Slope measure(double x, double objective, DoubleFunction<Trial> trials, double h) {
    Trial[] around = new Trial[OFFSETS.length];
    Set<Node> kinks = new LinkedHashSet<>();
    double largest = Math.abs(objective);
    for (int i = 0; i < around.length; i++) {
      around[i] = trials.apply(x + OFFSETS[i] * h);
      kinks.addAll(around[i].kinks());
      largest = Math.max(largest, Math.abs(around[i].objective()));
    }
    if (!kinks.isEmpty()) {
      return unmeasured(kinks);
    }
    double wide = difference(around, x, h, 0, 3);
    double narrow = difference(around, x, h, 1, 2);
    // Richardson: the error of second order cancels
    double value = (4 * narrow - wide) / 3;
    double uncertainty = Math.abs(value - narrow) + 4 * ROUNDING * largest / h;
    double floor = FLOOR * largest / Math.max(1, Math.abs(x));
    return new Slope(value, uncertainty, floor, Set.of());
  }

  private static double difference(Trial[] around, double x, double h, int low, int high) {
    double width = (x + OFFSETS[high] * h) - (x + OFFSETS[low] * h);
    return (around[high].objective() - around[low].objective()) / width;
  }
}
