package org.flatprop.cli;

import java.util.List;
import org.flatprop.cli.data.NpzFile;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompileException;

/**
 * What a kernel computed.
 *
 * @param by what the objective was differentiated by; empty if it was not
 */
record Results(List<Section> outputs, double[] values, List<Section> by, double[] gradients) {

  /** Evaluates a kernel and, if asked to, differentiates it. */
  static Results of(Kernel kernel, double[] inputs, boolean gradients) {
    Signature signature = kernel.signature();
    double[] values = new double[signature.outputSize()];
    double[] slopes = new double[gradients ? signature.gradientSize() : 0];
    if (gradients) {
      kernel.valueAndGradient(inputs, values, slopes);
    } else {
      kernel.forward(inputs, values);
    }
    return new Results(
        signature.outputs(), values, gradients ? signature.gradients() : List.of(), slopes);
  }

  /** A table of what was computed, for people. */
  String listing() {
    Listing listing = new Listing();
    outputs.forEach(output -> listing.add(output.name(), output, values));
    String objective = outputs.get(0).name();
    Listing slopes = new Listing();
    by.forEach(input -> slopes.add(Table.slope(objective, input.name()), input, gradients));
    return listing.toString() + slopes;
  }

  /** {@code {"outputs": {…}, "gradients": {…}}}. */
  Text json() {
    return out -> {
      out.append("{\"outputs\": ");
      JsonText.object(out, outputs, values);
      out.append(", \"gradients\": ");
      JsonText.object(out, by, gradients);
      out.append("}\n");
    };
  }

  /**
   * The arrays as a file: outputs by their names, the gradient by w as {@code grad_w}.
   *
   * @param name of the file, for messages
   * @throws CompileException if an output has a gradient's name
   */
  NpzFile npz(String name) {
    NpzFile file = new NpzFile();
    outputs.forEach(output -> file.add(output.name(), output, values));
    for (Section input : by) {
      String gradient = "grad_" + input.name();
      if (!file.add(gradient, input, gradients)) {
        throw new CompileException(CommandErrors.sameNameInFile(name, gradient, input.name()));
      }
    }
    return file;
  }
}
