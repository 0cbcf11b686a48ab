package org.flatprop.bench;

/** {@link Chain#CHEAP} in one loop. */
final class HandWrittenCheapChain implements FlatCode {

  @Override
  public void valueAndGradient(double[] inputs, double[] outputs, double[] gradients) {
    double y = 0.0;
    for (int i = 0; i < inputs.length; i++) {
      double b = 0.5 * inputs[i] - 1.0;
      double e = 1.0 / (b * b + 1.0);
      double g = 3.0 * e + 0.5;
      double p = g * g - 2.0;
      y += p * p;
      double gradP = 2.0 * p;
      double gradG = gradP * 2.0 * g;
      double gradE = gradG * 3.0;
      double gradD = -gradE * e * e;
      double gradB = gradD * 2.0 * b;
      gradients[i] = 0.5 * gradB;
    }
    outputs[0] = y;
  }
}
