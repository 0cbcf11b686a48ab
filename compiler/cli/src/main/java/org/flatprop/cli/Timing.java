package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * The times of a call, in nanoseconds.
 *
 * @param forward of the forward pass
 * @param gradient of value and gradient
 * @param ratio the median of the rounds' ratios, which meet the same noise
 */
record Timing(double forward, double gradient, double ratio) {

  private static final double WARMUP = 0.5;
  private static final long BATCH_NANOS = 10_000_000;
  private static final int ROUNDS = 3;

  /** Seconds: a day. */
  private static final double LONGEST = 86_400;

  private record Round(double forward, double gradient) {}

  /**
   * Lets both sides take turns.
   *
   * @param forward makes so many calls
   * @param gradient makes so many calls
   * @param seconds that it takes; more only where {@value #ROUNDS} rounds do not fit, or not one
   */
  static Timing of(IntConsumer forward, IntConsumer gradient, double seconds) {
    long begin = System.nanoTime();
    long nanos = (long) (Math.min(seconds, LONGEST) * 1e9);
    int forwardBatch = warm(forward, (long) (nanos * WARMUP / 2));
    int gradientBatch = warm(gradient, (long) (nanos * WARMUP / 2));
    List<Round> rounds = new ArrayList<>();
    long spent;
    do {
      rounds.add(
          new Round(
              (double) time(forward, forwardBatch) / forwardBatch,
              (double) time(gradient, gradientBatch) / gradientBatch));
      spent = System.nanoTime() - begin;
    } while (spent < nanos || rounds.size() < ROUNDS && spent < 2 * nanos);
    return new Timing(
        median(rounds, Round::forward),
        median(rounds, Round::gradient),
        median(rounds, round -> round.gradient / round.forward));
  }

  /** Calls for so long, and finds how many calls make a batch. */
  private static int warm(IntConsumer calls, long nanos) {
    int batch = 1;
    long begin = System.nanoTime();
    do {
      if (time(calls, batch) < BATCH_NANOS && batch < Integer.MAX_VALUE / 2) {
        batch *= 2;
      }
    } while (System.nanoTime() - begin < nanos);
    return batch;
  }

  private static long time(IntConsumer calls, int times) {
    long start = System.nanoTime();
    calls.accept(times);
    return System.nanoTime() - start;
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
