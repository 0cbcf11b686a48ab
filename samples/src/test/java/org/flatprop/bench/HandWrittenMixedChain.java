package org.flatprop.bench;

/** {@link Chain#MIXED} in one loop. */
final class HandWrittenMixedChain implements FlatCode {

  @Override
  public void valueAndGradient(double[] inputs, double[] outputs, double[] gradients) {
    double y = 0.0;
    for (int i = 0; i < inputs.length; i++) {
      double a = 0.5 * inputs[i];
      double c = Math.sin(a) + 2.0;
      double d = Math.log(c);
      double f = Math.exp(d * d);
      double g = 1.0 / f;
      double h = 1.0 / (1.0 + Math.exp(-g));
      double p = Math.sqrt(h);
      double q = Math.tanh(p);
      y += q;
      double gradP = 1.0 - q * q;
      double gradH = gradP / (2.0 * p);
      double gradG = gradH * h * (1.0 - h);
      double gradF = -gradG * g * g;
      double gradE = gradF * f;
      double gradD = gradE * 2.0 * d;
      double gradC = gradD / c;
      double gradA = gradC * Math.cos(a);
      gradients[i] = 0.5 * gradA;
    }
    outputs[0] = y;
  }
}
