package org.flatprop.train;

/** Gradient descent with momentum. */
record Momentum(double mu, boolean nesterov) implements Optimizer {

  @Override
  public double[][] newState(int parameters) {
    return new double[1][parameters];
  }

  @Override
  public void update(
      double[] parameters, double[] gradients, double[][] state, long step, double rate) {
    double[] velocity = state[0];
    for (int i = 0; i < parameters.length; i++) {
      double v = mu * velocity[i] + gradients[i];
      velocity[i] = v;
      parameters[i] -= rate * (nesterov ? gradients[i] + mu * v : v);
    }
  }
}
