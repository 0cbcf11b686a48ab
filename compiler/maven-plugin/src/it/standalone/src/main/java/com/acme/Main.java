package com.acme;

/** Plain Java 8. */
public final class Main {

  private Main() {}

  /** The gradient of a neuron. */
  public static double[] gradient(double w, double b, double x) {
    double[] gradient = new double[2];
    new Neuron().valueAndGradient(w, b, x, gradient);
    return gradient;
  }
}
