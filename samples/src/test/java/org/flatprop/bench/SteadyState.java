package org.flatprop.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.loops.Program;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The neuron and small random graphs in the steady state, beside the code by hand.
 *
 * <p>Each round runs everything once, every benchmark in a JVM of its own, so that both sides of a
 * comparison meet the same noise of the machine. What is printed are medians over the rounds; a
 * ratio is the median of the rounds' ratios. The neuron's is of a {@linkplain SideBySide closer
 * comparison}.
 */
final class SteadyState {

  private static final int[] SIZES = {100, 1_000, 10_000};

  private final int rounds;

  /** The median time of each round, and the bytes allocated by a call, by benchmark. */
  private final Map<String, double[]> times = new LinkedHashMap<>();

  private final Map<String, double[]> bytes = new LinkedHashMap<>();

  private final double[] vectorRatios;
  private final double[] typedRatios;

  private SteadyState(int rounds) {
    this.rounds = rounds;
    this.vectorRatios = new double[rounds];
    this.typedRatios = new double[rounds];
  }

  static void print(int rounds) {
    SteadyState all = new SteadyState(rounds);
    for (int round = 0; round < rounds; round++) {
      all.run(round);
    }
    all.printCalls();
    System.out.println();
    all.printCompilations();
  }

  private void run(int round) {
    SideBySide neurons = new SideBySide();
    vectorRatios[round] = neurons.vectorRatio();
    typedRatios[round] = neurons.typedRatio();
    run(round, NeuronBenchmark.class, "", 0, 15);
    for (int size : SIZES) {
      // many methods wait long for the JIT compiler
      boolean large = size >= GraphBenchmark.TOO_LARGE;
      run(round, GraphBenchmark.class, large ? "flatprop" : "", size, large ? 40 : 15);
      run(round, CompileBenchmark.class, "", size, 40);
    }
  }

  private void run(int round, Class<?> benchmark, String method, int operations, int warmups) {
    ChainedOptionsBuilder options =
        Jmh.options(benchmark, method)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(9)
            .measurementTime(TimeValue.milliseconds(300))
            .addProfiler(GCProfiler.class);
    if (operations > 0) {
      options.param("operations", String.valueOf(operations));
    }
    for (RunResult result : Jmh.results(options.build())) {
      String name = result.getPrimaryResult().getLabel() + (operations > 0 ? operations : "");
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      double median = result.getPrimaryResult().getStatistics().getPercentile(50);
      times.computeIfAbsent(name, n -> new double[rounds])[round] = median;
      bytes.computeIfAbsent(name, n -> new double[rounds])[round] = allocated.getScore();
      System.err.printf(Locale.ROOT, "round %d  %-20s %.2f%n", round + 1, name, median);
    }
  }

  private void printCalls() {
    Table table =
        new Table("value and gradient")
            .column("ns a call", 1)
            .column("by hand", 1)
            .column("ratio", 3)
            .column("ns an operation", 2)
            .column("bytes", 0);
    table.row("neuron, over vectors", call("vectorFlatprop", "vectorHandWritten", 5, vectorRatios));
    table.row("neuron, over its names", call("typedFlatprop", "typedHandWritten", 5, typedRatios));
    for (int size : SIZES) {
      String ours = "flatprop" + size;
      String byHand = "handWritten" + size;
      table.row(RandomGraph.title(size), call(ours, byHand, size, ratios(ours, byHand)));
    }
  }

  private double[] ratios(String ours, String byHand) {
    double[] ratios = new double[rounds];
    Arrays.setAll(ratios, i -> rounds(ours)[i] / rounds(byHand)[i]);
    return ratios;
  }

  private Outcome call(String ours, String byHand, int operations, double[] ratios) {
    double time = Medians.of(rounds(ours));
    return new Outcome.Figures(
        time,
        Medians.of(rounds(byHand)),
        Medians.of(ratios),
        time / operations,
        Medians.of(bytes.get(ours)));
  }

  /** The times of a benchmark, which are no numbers if it did not run. */
  private double[] rounds(String benchmark) {
    return times.getOrDefault(
        benchmark, DoubleStream.generate(() -> Double.NaN).limit(rounds).toArray());
  }

  private void printCompilations() {
    Table table =
        new Table("from text to kernel, steady state")
            .column("ms", 1)
            .column(".nn bytes", 0)
            .column("Java bytes", 0)
            .column("operations, both passes", 0);
    for (int size : SIZES) {
      String text = new RandomGraph(size).nn();
      CompiledModel model = Flatprop.compile(text);
      double both =
          Program.operations(model.program().forward())
              .plus(Program.operations(model.program().backward()))
              .constant();
      double time = Medians.of(rounds("textToKernel" + size));
      double java = model.java("", false).length();
      table.row(RandomGraph.title(size), new Outcome.Figures(time, text.length(), java, both));
    }
  }
}
