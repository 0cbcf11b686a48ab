package org.flatprop.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.flatprop.runtime.Kernel;

/**
 * The compiled neuron's time by that of the code by hand. JVMs of their own, seconds apart, meet
 * different noise on a shared machine; here both sides take turns of a few milliseconds in one JVM,
 * and the ratio is the median of the turns'.
 *
 * <p>Each call waits for the result of the one before, so that no loop can be hoisted.
 */
final class SideBySide {

  private static final int CALLS = 200_000;
  private static final int WARMUPS = 100;
  private static final int TURNS = 301;

  private final NeuronBenchmark neuron = new NeuronBenchmark();
  private double sum;

  SideBySide() {
    neuron.compile();
  }

  double vectorRatio() {
    return ratio(() -> loop(neuron.kernel), () -> loop(neuron.handWritten));
  }

  double typedRatio() {
    return ratio(() -> typedLoop(neuron.typed), () -> handLoop(neuron.handWrittenTyped));
  }

  private double ratio(DoubleSupplier ours, DoubleSupplier byHand) {
    double[] ratios = new double[TURNS];
    for (int turn = -WARMUPS; turn < TURNS; turn++) {
      long start = System.nanoTime();
      sum += ours.getAsDouble();
      long middle = System.nanoTime();
      sum += byHand.getAsDouble();
      long end = System.nanoTime();
      if (turn >= 0) {
        ratios[turn] = (double) (middle - start) / (end - middle);
      }
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalStateException("the neuron gave " + sum);
    }
    Arrays.sort(ratios);
    return ratios[TURNS / 2];
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
