package org.flatprop.cli;

import java.util.List;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompileException;

/** A scalar objective, and its derivative, along one input. */
final class Slice {

  private final Kernel kernel;
  private final double[] inputs;
  private final double[] outputs;
  private final double[] gradients;
  private final int place;

  private Slice(Kernel kernel, double[] inputs, String input) {
    Signature signature = kernel.signature();
    this.kernel = kernel;
    this.inputs = inputs;
    this.outputs = new double[signature.outputSize()];
    this.gradients = new double[signature.gradientSize()];
    this.place = signature.input(input).offset();
  }

  /**
   * A model's objective, all inputs but one being fixed.
   *
   * @param bound is differentiated by the input alone
   * @param seed of the parameters' starts
   * @throws CompileException if the objective is no scalar
   */
  static Slice of(BoundModel bound, String input, long seed) {
    Section objective = bound.signature().outputs().get(0);
    if (!objective.isScalar()) {
      throw new CompileException(CommandErrors.noOrdinate(objective));
    }
    return new Slice(bound.kernel(), bound.vector(seed), input);
  }

  /** The objective's. */
  String name() {
    return kernel.signature().outputs().get(0).name();
  }

  /** The values of several slices, each with its derivative after it. */
  static double[] all(List<Slice> slices, double x) {
    double[] all = new double[2 * slices.size()];
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      slice.inputs[slice.place] = x;
      slice.kernel.valueAndGradient(slice.inputs, slice.outputs, slice.gradients);
      double value = slice.outputs[0];
      all[2 * i] = value;
      // where there is no value, operations' rules may give a derivative all the same: log has 1/x
      all[2 * i + 1] = Double.isFinite(value) ? slice.gradients[0] : Double.NaN;
    }
    return all;
  }
}
