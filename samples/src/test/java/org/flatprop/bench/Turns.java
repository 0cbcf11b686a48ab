package org.flatprop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Some sides that take turns in one JVM. JVMs of their own, seconds apart, meet different noise on
 * a shared machine; sides in turn meet the same, and a ratio is the median of the turns'.
 *
 * <p>Each side starts every so many turns, so that none always follows the same one.
 */
final class Turns {

  private static final long WARMUP_NANOS = 3_000_000_000L;
  private static final long NANOS = 6_000_000_000L;
  private static final int LEAST = 21;

  private final DoubleSupplier[] sides;

  /** The nanoseconds of each side in each turn. */
  private final List<double[]> turns = new ArrayList<>();

  /** Lets sides take turns for some seconds; each returns what it computed. */
  Turns(DoubleSupplier... sides) {
    this.sides = sides.clone();
    take(WARMUP_NANOS, 1);
    turns.clear();
    take(NANOS, LEAST);
  }

  private void take(long nanos, int least) {
    long begin = System.nanoTime();
    while (turns.size() < least || System.nanoTime() - begin < nanos) {
      double[] times = new double[sides.length];
      for (int i = 0; i < sides.length; i++) {
        int side = (i + turns.size()) % sides.length;
        times[side] = time(sides[side]);
      }
      turns.add(times);
    }
  }

  private static double time(DoubleSupplier side) {
    long start = System.nanoTime();
    double result = side.getAsDouble();
    long time = System.nanoTime() - start;
    if (!Double.isFinite(result)) {
      throw new IllegalStateException("a benchmark computed " + result);
    }
    return time;
  }

  /** Nanoseconds that a side takes. */
  double nanos(int side) {
    return Medians.of(turns.stream().mapToDouble(times -> times[side]).toArray());
  }

  /** The time of a side by that of another. */
  double ratio(int side, int other) {
    return Medians.of(turns.stream().mapToDouble(times -> times[side] / times[other]).toArray());
  }
}
