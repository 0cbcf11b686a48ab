package com.acme.user;

import com.acme.risk.Neuron;

/** Uses a model of its own module and one of the other. */
public final class Main {

  private Main() {}

  /** The value of a neuron's square. */
  public static double squaredNeuron(double w, double b, double x) {
    return new Square().forward(new Neuron().forward(w, b, x));
  }
}
