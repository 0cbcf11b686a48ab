package org.flatprop.bench;

/** Flat code over vectors, as {@link org.flatprop.runtime.Kernel} has it. */
public interface FlatCode {
  void valueAndGradient(double[] inputs, double[] outputs, double[] gradients);
}
