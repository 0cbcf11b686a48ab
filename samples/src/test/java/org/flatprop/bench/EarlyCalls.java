package org.flatprop.bench;

import java.util.List;
import java.util.stream.DoubleStream;
import org.flatprop.Flatprop;

/**
 * Value and gradient of a random graph in the first two seconds of a kernel, in a JVM that has
 * compiled nothing else: the median of the calls in the second of these, and the first call. Code
 * that becomes fast in the middle makes more calls when it is; their mean shows it.
 */
final class EarlyCalls implements Measurement {

  private static final long NANOS = 2_000_000_000L;

  static void print(int rounds, List<Integer> sizes) {
    Table table =
        new Table("value and gradient, within 2 s of the first call")
            .column("ns an operation", 2)
            .column("calls in the second half", 0)
            .column("their mean, ns an operation", 2)
            .column("first call, ms", 1);
    for (int size : sizes) {
      table.row(
          RandomGraph.title(size), Fork.medians(rounds, EarlyCalls.class, String.valueOf(size)));
    }
  }

  @Override
  public Outcome.Figures measure(String subject) {
    int operations = Integer.parseInt(subject);
    RandomGraph graph = new RandomGraph(operations);
    BoundKernel kernel = new BoundKernel(Flatprop.compile(graph.nn()).kernel(), graph.point());
    DoubleStream.Builder late = DoubleStream.builder();
    double first = Double.NaN;
    double value = Double.NaN;
    long begin = System.nanoTime();
    for (long start = begin; start - begin < NANOS; start = System.nanoTime()) {
      value = kernel.getAsDouble();
      long time = System.nanoTime() - start;
      first = Double.isNaN(first) ? time : first;
      if (start - begin >= NANOS / 2) {
        late.add(time);
      }
    }
    if (value != graph.value()) {
      throw new IllegalStateException("the kernel computed " + value);
    }
    // A call longer than the second half leaves it empty: then the first is all there is.
    double[] times = late.build().toArray();
    times = times.length == 0 ? new double[] {first} : times;
    double mean = DoubleStream.of(times).average().getAsDouble();
    return new Outcome.Figures(
        Medians.of(times) / operations, times.length, mean / operations, first / 1e6);
  }
}
