package org.flatprop.bench;

/** The neuron's value and gradient over its own names. */
public interface NeuronCode {
  double valueAndGradient(
      double w0, double x0, double w1, double x1, double w2, double[] gradients);
}
