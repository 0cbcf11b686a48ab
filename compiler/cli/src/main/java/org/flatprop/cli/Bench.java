package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import org.flatprop.CompiledModel;
import org.flatprop.runtime.Kernel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how long a model takes. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Measures a model at its inputs: its forward pass, its value and gradient, what a call "
          + "allocates, and the way from text to kernel.",
      "Times are medians over rounds in which forward and gradient take turns, after a warm-up; "
          + "the compilation is the only one of this process, and so a cold one."
    })
final class Bench implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Mixin private Values values;

  @Mixin private Choices choices;

  @Mixin private ThreadCount threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = PositiveConverter.class,
      description = "How long to measure, the warm-up included; 6 if not given.")
  private Double seconds = 6.0;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--train", description = "Compute as in training: dropout draws by --seed.")
  private boolean train;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    long start = System.nanoTime();
    CompiledModel model = ModelFile.compile(file, in, choices.options());
    long compiling = System.nanoTime() - start;
    BoundModel bound = values.of(model).complete();
    start = System.nanoTime();
    Kernel kernel = bound.kernel();
    compiling += System.nanoTime() - start;
    if (train) {
      kernel.training(values.seed(), 0);
    }
    Calls calls = new Calls(kernel, bound.vector(values.seed()));
    Timing timing = Timing.of(calls::forward, calls::valueAndGradient, seconds);
    long forward = model.lowered().forwardOperations().value(bound.dims());
    long backward = model.lowered().backwardOperations().value(bound.dims());
    Costs costs = new Costs(timing, forward, forward + backward, calls.bytes(), compiling / 1e6);
    return new Answer(json ? costs.json() : costs.listing());
  }
}
