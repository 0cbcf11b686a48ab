package org.flatprop.bench;

import java.util.function.DoubleSupplier;
import org.flatprop.runtime.Kernel;

/** A kernel with its vectors: computes the value, and the gradient on the way. */
final class BoundKernel implements DoubleSupplier {

  private final Kernel kernel;
  private final double[] inputs;
  private final double[] outputs;
  private final double[] gradients;

  BoundKernel(Kernel kernel, double[] inputs) {
    this.kernel = kernel;
    this.inputs = inputs;
    this.outputs = new double[kernel.signature().outputSize()];
    this.gradients = new double[kernel.signature().gradientSize()];
  }

  static BoundKernel at(ModelWork work) {
    Kernel kernel = work.kernel();
    return new BoundKernel(kernel, work.point(kernel.signature()));
  }

  @Override
  public double getAsDouble() {
    kernel.valueAndGradient(inputs, outputs, gradients);
    return outputs[0];
  }
}
