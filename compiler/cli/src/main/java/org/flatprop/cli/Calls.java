package org.flatprop.cli;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/** A kernel with its vectors. */
final class Calls {

  private static final int COUNTED = 10;

  private final Kernel kernel;
  private final double[] inputs;
  private final double[] outputs;
  private final double[] gradients;

  Calls(Kernel kernel, double[] inputs) {
    Signature signature = kernel.signature();
    this.kernel = kernel;
    this.inputs = inputs;
    this.outputs = new double[signature.outputSize()];
    this.gradients = new double[signature.gradientSize()];
  }

  void forward(int times) {
    for (int i = 0; i < times; i++) {
      kernel.forward(inputs, outputs);
    }
  }

  void valueAndGradient(int times) {
    for (int i = 0; i < times; i++) {
      kernel.valueAndGradient(inputs, outputs, gradients);
    }
  }

  /** The bytes that a call allocates, where the JVM counts them. */
  OptionalDouble bytes() {
    if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return OptionalDouble.empty();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    valueAndGradient(COUNTED);
    long after = threads.getCurrentThreadAllocatedBytes();
    return OptionalDouble.of((double) (after - before) / COUNTED);
  }
}
