package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Options;
import org.flatprop.ahead.NewFiles;
import org.flatprop.cli.data.ArrayFile;
import org.flatprop.cli.data.CsvTable;
import org.flatprop.emit.Derivatives;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.CompileException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates a model and, if asked to, differentiates it. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Computes a model's outputs and, with --grad, its gradients.",
      "Arrays are printed to eight digits, and large ones shortened; --json and --out give all.",
      "With the parameters that nnc train wrote: predictions, for which targets may be missing."
    })
final class Run implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Mixin private Values values;

  @Mixin private Choices choices;

  @Mixin private ThreadCount threads;

  @Option(names = "--grad", description = "Compute the gradients too.")
  private boolean grad;

  @Option(
      names = "--jacobian",
      description = "Compute the gradients of each element of the objective.")
  private boolean jacobian;

  @Option(
      names = "--json",
      description = "Print one JSON object: {\"outputs\": {…}, \"gradients\": {…}}.")
  private boolean json;

  @Option(names = "--train", description = "Compute as in training: dropout draws by --seed.")
  private boolean train;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.npz|.safetensors|.csv",
      description = {
        "Also write the results as arrays: NAME, grad_NAME for gradients, and jacobian_NAME.",
        ".csv: the outputs that have a row for each example, a column for each number."
      })
  private String out;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    boolean table = out != null && CsvTable.isOne(Paths.of(out));
    if (out != null && !table && ArrayFile.of(out).isEmpty()) {
      throw new CompileException(CommandErrors.onlyResults(out));
    }
    CompiledModel model = ModelFile.compile(file, in, options());
    Predictions predictions = values.of(model).predictions(grad || jacobian, table);
    Kernel kernel = predictions.bound().kernel();
    if (train) {
      kernel.training(values.seed(), 0);
    }
    Results results =
        Results.of(kernel, predictions.vector(values.seed()), grad, jacobian)
            .only(predictions.outputs());
    if (table && !predictions.random().isEmpty()) {
      err.println(
          String.join(", ", predictions.random())
              + ": at random, by --seed; what nnc train wrote is given by --data");
    }
    if (out != null) {
      NewFiles.write(
          Map.of(
              Paths.of(out),
              table
                  ? predictions.table(results.outputs(), out)::writeTo
                  : results.arrays(out)::writeTo));
    }
    return json ? new Answer(results.json()) : new Answer(results.listing());
  }

  private Options options() {
    Options options = choices.options();
    return jacobian ? options.derivatives(Derivatives.JACOBIAN) : options;
  }
}
