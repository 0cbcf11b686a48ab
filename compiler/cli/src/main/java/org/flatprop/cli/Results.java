package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.cli.data.ArrayFile;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompileException;

/**
 * What a kernel computed.
 *
 * @param gradients none if they were not asked for
 * @param jacobian for each input the gradients of all elements of the objective, of the objective's
 *     sizes and then the input's
 */
record Results(Values outputs, Values gradients, Optional<Values> jacobian) {

  /** Named values, one after the other in a vector. */
  record Values(List<Section> sections, double[] vector) {

    static final Values NONE = new Values(List.of(), new double[0]);
  }

  /** Evaluates a kernel and, if asked to, differentiates it. */
  static Results of(Kernel kernel, double[] inputs, boolean gradients, boolean jacobian) {
    Signature signature = kernel.signature();
    double[] values = new double[signature.outputSize()];
    Optional<Values> rows =
        jacobian ? Optional.of(jacobian(kernel, inputs, values)) : Optional.empty();
    Values slopes = Values.NONE;
    if (gradients) {
      slopes = new Values(signature.gradients(), new double[signature.gradientSize()]);
      kernel.valueAndGradient(inputs, values, slopes.vector());
    } else if (!jacobian) {
      kernel.forward(inputs, values);
    }
    return new Results(new Values(signature.outputs(), values), slopes, rows);
  }

  private static Values jacobian(Kernel kernel, double[] inputs, double[] outputs) {
    Signature signature = kernel.signature();
    Section objective = signature.outputs().get(0);
    int rows = objective.length();
    int columns = signature.gradientSize();
    if ((long) rows * columns > Integer.MAX_VALUE) {
      throw new CompileException(CommandErrors.jacobianTooLarge(objective, rows, columns));
    }
    double[] all = new double[rows * columns];
    kernel.jacobian(inputs, outputs, all);
    List<Section> sections = new ArrayList<>();
    double[] vector = new double[all.length];
    int at = 0;
    for (Section input : signature.gradients()) {
      List<Integer> sizes = new ArrayList<>(objective.sizes());
      sizes.addAll(input.sizes());
      sections.add(new Section(input.name(), sizes, at));
      for (int row = 0; row < rows; row++) {
        int from = row * columns + input.offset();
        System.arraycopy(all, from, vector, at, input.length());
        at += input.length();
      }
    }
    return new Values(sections, vector);
  }

  /** The same with some of the outputs only. */
  Results only(List<Output> some) {
    List<String> names = some.stream().map(Output::name).toList();
    List<Section> sections =
        outputs.sections().stream().filter(section -> names.contains(section.name())).toList();
    return new Results(new Values(sections, outputs.vector()), gradients, jacobian);
  }

  /** A table of what was computed, for people. */
  String listing() {
    Listing listing = new Listing();
    outputs.sections().forEach(o -> listing.add(o.name(), o, outputs.vector()));
    return listing + slopes(gradients) + jacobian.map(this::slopes).orElse("");
  }

  private String slopes(Values by) {
    String objective = outputs.sections().get(0).name();
    Listing slopes = new Listing();
    by.sections().forEach(s -> slopes.add(Table.slope(objective, s.name()), s, by.vector()));
    return slopes.toString();
  }

  /** {@code {"outputs": {…}, "gradients": {…}}}, and {@code "jacobian"} if there is one. */
  Text json() {
    return out -> {
      out.append("{\"outputs\": ");
      JsonText.object(out, outputs.sections(), outputs.vector());
      out.append(", \"gradients\": ");
      JsonText.object(out, gradients.sections(), gradients.vector());
      if (jacobian.isPresent()) {
        out.append(", \"jacobian\": ");
        JsonText.object(out, jacobian.get().sections(), jacobian.get().vector());
      }
      out.append("}\n");
    };
  }

  /**
   * The arrays as a file: outputs by their names, the gradient by w as {@code grad_w}, its part of
   * the Jacobian as {@code jacobian_w}.
   *
   * @param name of the file, for messages
   * @throws CompileException if an output has a gradient's name
   */
  ArrayFile arrays(String name) {
    ArrayFile file = ArrayFile.of(name).orElseThrow();
    outputs.sections().forEach(output -> file.add(output.name(), output, outputs.vector()));
    add(file, name, "grad_", gradients);
    jacobian.ifPresent(rows -> add(file, name, "jacobian_", rows));
    return file;
  }

  private static void add(ArrayFile file, String name, String prefix, Values by) {
    for (Section input : by.sections()) {
      if (!file.add(prefix + input.name(), input, by.vector())) {
        throw new CompileException(
            CommandErrors.sameNameInFile(name, prefix + input.name(), input.name()));
      }
    }
  }
}
