package org.flatprop.cli;

import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;

/** A model's objective by its kernel. Of one that is an array, it is the sum of the elements. */
final class Objective {

  private final Kernel kernel;
  private final Section section;
  private final double[] outputs;

  Objective(Kernel kernel) {
    this.kernel = kernel;
    this.section = kernel.signature().outputs().get(0);
    this.outputs = new double[kernel.signature().outputSize()];
  }

  /** The value for an inputs vector. */
  double at(double[] inputs) {
    kernel.forward(inputs, outputs);
    double sum = outputs.length == 0 ? 0 : -0.0;
    for (int i = 0; i < section.length(); i++) {
      sum += outputs[section.offset() + i];
    }
    return sum;
  }

  /** The gradients vector for an inputs vector. */
  double[] gradient(double[] inputs) {
    double[] gradient = new double[kernel.signature().gradientSize()];
    kernel.valueAndGradient(inputs, outputs, gradient);
    return gradient;
  }
}
