package org.flatprop.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks by JMH, each in a JVM of its own. */
final class Jmh {

  private static final int WARMUPS = 8;

  /** A run of training calls all that it is made of seldom: HotSpot knows it later. */
  private static final int TRAINING_WARMUPS = 30;

  private static final int ITERATIONS = 7;
  private static final int MILLIS = 200;

  private Jmh() {}

  /** What all runs have in common: a quiet fork for each benchmark whose name begins so. */
  static ChainedOptionsBuilder options(Class<?> benchmark, String method) {
    return new OptionsBuilder()
        .include("\\." + benchmark.getSimpleName() + "\\." + method)
        .forks(1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  /**
   * Runs benchmarks; what their JVMs print is kept from the tables on the standard output.
   *
   * @throws IllegalStateException if one fails, with the last line of what its JVM said
   */
  static Collection<RunResult> results(Options options) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    try {
      return new Runner(options, OutputFormatFactory.createFormatInstance(out, VerboseMode.SILENT))
          .run();
    } catch (RunnerException e) {
      String last = said.toString(StandardCharsets.UTF_8).lines().reduce("", (one, next) -> next);
      throw new IllegalStateException("failed: " + last, e);
    }
  }

  /** The median time of one benchmark at a work, in nanoseconds. */
  static Outcome time(Class<?> benchmark, String method, Work work, List<String> flags) {
    Options options =
        options(benchmark, method + "$")
            .param("work", work.name())
            .jvmArgsAppend(flags.toArray(String[]::new))
            .warmupIterations(work instanceof TrainingWork ? TRAINING_WARMUPS : WARMUPS)
            .warmupTime(TimeValue.milliseconds(MILLIS))
            .measurementIterations(ITERATIONS)
            .measurementTime(TimeValue.milliseconds(MILLIS))
            .build();
    try {
      return results(options).stream()
          .<Outcome>map(
              result ->
                  new Outcome.Figures(result.getPrimaryResult().getStatistics().getPercentile(50)))
          .findFirst()
          .orElse(new Outcome.Refusal("did not run"));
    } catch (IllegalStateException e) {
      return new Outcome.Refusal(e.getMessage());
    }
  }
}
