package org.flatprop.bench;

import org.flatprop.runtime.Kernel;

/**
 * The compiled neuron's time by that of the code by hand, in {@link Turns} of a few milliseconds.
 *
 * <p>Each call waits for the result of the one before, so that no loop can be hoisted.
 */
final class SideBySide {

  static final int CALLS = 200_000;

  private final NeuronBenchmark neuron = new NeuronBenchmark();

  SideBySide() {
    neuron.compile();
  }

  double vectorRatio() {
    return over(neuron.kernel, neuron.handWritten, neuron.inputs).ratio(0, 1);
  }

  /** A kernel, and code by hand for the same signature, at the same place. */
  static Turns over(Kernel kernel, FlatCode byHand, double[] inputs) {
    double[] outputs = new double[kernel.signature().outputSize()];
    double[] gradients = new double[kernel.signature().gradientSize()];
    return new Turns(
        () -> loop(kernel, inputs, outputs, gradients),
        () -> loop(byHand, inputs, outputs, gradients));
  }

  double typedRatio() {
    return new Turns(() -> typedLoop(neuron.typed), () -> handLoop(neuron.handWrittenTyped))
        .ratio(0, 1);
  }

  // One loop for each: a call site of one class only is compiled as in a program of its own.

  private static double loop(Kernel kernel, double[] inputs, double[] outputs, double[] gradients) {
    for (int i = 0; i < CALLS; i++) {
      kernel.valueAndGradient(inputs, outputs, gradients);
      inputs[0] = outputs[0];
    }
    return outputs[0];
  }

  private static double loop(
      FlatCode byHand, double[] inputs, double[] outputs, double[] gradients) {
    for (int i = 0; i < CALLS; i++) {
      byHand.valueAndGradient(inputs, outputs, gradients);
      inputs[0] = outputs[0];
    }
    return outputs[0];
  }

  private double typedLoop(NeuronCode compiled) {
    double w0 = 2;
    for (int i = 0; i < CALLS; i++) {
      w0 = compiled.valueAndGradient(w0, -1, -3, -2, -3, neuron.gradients);
    }
    return w0;
  }

  private double handLoop(NeuronCode byHand) {
    double w0 = 2;
    for (int i = 0; i < CALLS; i++) {
      w0 = byHand.valueAndGradient(w0, -1, -3, -2, -3, neuron.gradients);
    }
    return w0;
  }
}
