package org.flatprop.train;

/** Gradient descent. */
record Sgd() implements Optimizer {

  @Override
  public void update(
      double[] parameters, double[] gradients, double[][] state, long step, double rate) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradients[i];
    }
  }
}
