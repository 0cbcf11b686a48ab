package org.flatprop.bench;

import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/**
 * A kernel's forward pass in turn with its value and gradient: nanoseconds of a forward pass, and
 * the gradient's time by that.
 */
final class GradientCost implements Measurement {

  private static final long BATCH_NANOS = 5_000_000;

  private Kernel kernel;
  private double[] inputs;
  private double[] outputs;
  private double[] gradients;

  @Override
  public Outcome.Figures measure(String subject) {
    ModelWork work = (ModelWork) Work.named(subject);
    kernel = work.kernel();
    Signature signature = kernel.signature();
    inputs = work.point(signature);
    outputs = new double[signature.outputSize()];
    gradients = new double[signature.gradientSize()];
    int calls = batch();
    Turns turns = new Turns(() -> forward(calls), () -> valueAndGradient(calls));
    return new Outcome.Figures(turns.nanos(0) / calls, turns.ratio(1, 0));
  }

  /** How many calls take a few milliseconds, once HotSpot knows the code. */
  private int batch() {
    int calls = 1;
    for (long nanos = 0; nanos < BATCH_NANOS; calls *= 2) {
      long start = System.nanoTime();
      forward(calls);
      nanos = System.nanoTime() - start;
    }
    return calls;
  }

  private double forward(int calls) {
    for (int i = 0; i < calls; i++) {
      kernel.forward(inputs, outputs);
    }
    return outputs[0];
  }

  private double valueAndGradient(int calls) {
    for (int i = 0; i < calls; i++) {
      kernel.valueAndGradient(inputs, outputs, gradients);
    }
    return outputs[0];
  }
}
