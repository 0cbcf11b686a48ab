package org.flatprop.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.loops.Program;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks and prints a table.
 *
 * <p>Each round runs everything once, every benchmark in a JVM of its own, so that both sides of a
 * comparison meet the same noise of the machine. What is printed are medians over the rounds; a
 * ratio is the median of the rounds' ratios. The neuron's is of a {@linkplain SideBySide closer
 * comparison}.
 */
public final class Benchmarks {

  private static final int[] SIZES = {100, 1_000, 10_000};

  private final int rounds;

  /** The median time of each round, and the bytes allocated by a call, by benchmark. */
  private final Map<String, double[]> times = new LinkedHashMap<>();

  private final Map<String, double[]> bytes = new LinkedHashMap<>();

  private final double[] vectorRatios;
  private final double[] typedRatios;

  private Benchmarks(int rounds) {
    this.rounds = rounds;
    this.vectorRatios = new double[rounds];
    this.typedRatios = new double[rounds];
  }

  /** Takes the number of rounds; three without. */
  public static void main(String[] args) throws RunnerException {
    Benchmarks benchmarks = new Benchmarks(args.length > 0 ? Integer.parseInt(args[0]) : 3);
    for (int round = 0; round < benchmarks.rounds; round++) {
      SideBySide neurons = new SideBySide();
      benchmarks.vectorRatios[round] = neurons.vectorRatio();
      benchmarks.typedRatios[round] = neurons.typedRatio();
      benchmarks.run(round, NeuronBenchmark.class, "", 0, 15);
      for (int size : SIZES) {
        // many methods wait long for the JIT compiler
        boolean large = size >= GraphBenchmark.TOO_LARGE;
        benchmarks.run(round, GraphBenchmark.class, large ? "flatprop" : "", size, large ? 40 : 15);
        benchmarks.run(round, CompileBenchmark.class, "", size, 40);
      }
    }
    benchmarks.printCalls();
    benchmarks.printCompilations();
  }

  private void run(int round, Class<?> benchmark, String method, int operations, int warmups)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark.getSimpleName() + "\\." + method)
            .forks(1)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(9)
            .measurementTime(TimeValue.milliseconds(300))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (operations > 0) {
      options.param("operations", String.valueOf(operations));
    }
    for (RunResult result : new Runner(options.build()).run()) {
      String name = result.getPrimaryResult().getLabel() + (operations > 0 ? operations : "");
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      double median = result.getPrimaryResult().getStatistics().getPercentile(50);
      times.computeIfAbsent(name, n -> new double[rounds])[round] = median;
      bytes.computeIfAbsent(name, n -> new double[rounds])[round] = allocated.getScore();
      System.err.printf(Locale.ROOT, "round %d  %-20s %.2f%n", round + 1, name, median);
    }
  }

  private void printCalls() {
    System.out.println(
        "| value and gradient | ns a call | by hand | ratio | ns an operation | bytes |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    printCall("neuron, over vectors", "vectorFlatprop", "vectorHandWritten", vectorRatios, 5);
    printCall("neuron, over its names", "typedFlatprop", "typedHandWritten", typedRatios, 5);
    for (int size : SIZES) {
      String title = String.format(Locale.ROOT, "%,d random operations", size);
      double[] ratios = ratios("flatprop" + size, "handWritten" + size);
      printCall(title, "flatprop" + size, "handWritten" + size, ratios, size);
    }
  }

  private double[] ratios(String ours, String byHand) {
    return times.containsKey(byHand)
        ? IntStream.range(0, rounds)
            .mapToDouble(i -> times.get(ours)[i] / times.get(byHand)[i])
            .toArray()
        : new double[0];
  }

  private void printCall(
      String title, String ours, String byHand, double[] ratios, int operations) {
    double time = median(times.get(ours));
    String comparison =
        ratios.length == 0
            ? "– | –"
            : String.format(Locale.ROOT, "%,.1f | %.3f", median(times.get(byHand)), median(ratios));
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.1f | %s | %.2f | %.0f |%n",
        title,
        time,
        comparison,
        time / operations,
        median(bytes.get(ours)));
  }

  private void printCompilations() {
    System.out.println();
    System.out.println(
        "| from text to kernel, warm | ms | .nn bytes | Java bytes | operations, both passes |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (int size : SIZES) {
      String text = new RandomGraph(size).nn();
      CompiledModel model = Flatprop.compile(text);
      long both =
          Program.operations(model.program().forward())
              .plus(Program.operations(model.program().backward()))
              .constant();
      System.out.printf(
          Locale.ROOT,
          "| %,d random operations | %,.1f | %,d | %,d | %,d |%n",
          size,
          median(times.get("textToKernel" + size)),
          text.length(),
          model.java("", false).length(),
          both);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
