package org.flatprop.cli;

import java.io.InputStream;
import java.util.List;
import org.flatprop.CompiledModel;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates a model and, if asked to, differentiates it. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = "Computes a model's outputs and, with --grad, its gradients.")
final class Run implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Mixin private Values values;

  @Mixin private Choices choices;

  @Option(names = "--grad", description = "Compute the gradients too.")
  private boolean grad;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  // models of scalars are the same in training
  @Option(names = "--train", description = "Compute as in training.")
  private boolean train;

  @Override
  public Answer answer(InputStream in) {
    CompiledModel model = ModelFile.compile(file, in, choices.options());
    double[] inputs = values.bind(model).vector(values.seed());
    Signature signature = model.signature();
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    Kernel kernel = model.kernel();
    if (grad) {
      kernel.valueAndGradient(inputs, outputs, gradients);
    } else {
      kernel.forward(inputs, outputs);
    }
    List<String> by = grad ? signature.gradients() : List.of();
    return new Answer(
        json
            ? JsonText.of(signature.outputs(), outputs, by, gradients)
            : listing(signature.outputs(), outputs, by, gradients));
  }

  private static String listing(
      List<String> outputs, double[] values, List<String> by, double[] gradients) {
    String objective = outputs.get(0);
    List<String> slopes = by.stream().map(name -> Table.slope(objective, name)).toList();
    return Table.equations(outputs, values) + Table.equations(slopes, gradients);
  }
}
