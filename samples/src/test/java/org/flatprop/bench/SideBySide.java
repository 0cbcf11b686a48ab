package org.flatprop.bench;

import org.flatprop.runtime.Kernel;

/**
 * The compiled neuron's time by that of the code by hand, in {@link Turns} of a few milliseconds.
 *
 * <p>Each call waits for the result of the one before, so that no loop can be hoisted.
 */
final class SideBySide {

  private static final int CALLS = 200_000;

  private final NeuronBenchmark neuron = new NeuronBenchmark();

  SideBySide() {
    neuron.compile();
  }

  double vectorRatio() {
    return new Turns(() -> loop(neuron.kernel), () -> loop(neuron.handWritten)).ratio(0, 1);
  }

  double typedRatio() {
    return new Turns(() -> typedLoop(neuron.typed), () -> handLoop(neuron.handWrittenTyped))
        .ratio(0, 1);
  }

  // One loop for each: a call site of one class only is compiled as in a program of its own.

  private double loop(Kernel kernel) {
    for (int i = 0; i < CALLS; i++) {
      kernel.valueAndGradient(neuron.inputs, neuron.outputs, neuron.gradients);
      neuron.inputs[0] = neuron.outputs[0];
    }
    return neuron.outputs[0];
  }

  private double loop(FlatCode byHand) {
    for (int i = 0; i < CALLS; i++) {
      byHand.valueAndGradient(neuron.inputs, neuron.outputs, neuron.gradients);
      neuron.inputs[0] = neuron.outputs[0];
    }
    return neuron.outputs[0];
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
