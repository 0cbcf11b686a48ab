package org.flatprop.train;

/** RMSProp. */
record RmsProp(double rho, double epsilon) implements Optimizer {

  @Override
  public double[][] newState(int parameters) {
    return new double[1][parameters];
  }

  @Override
  public void update(
      double[] parameters, double[] gradients, double[][] state, long step, double rate) {
    double[] squares = state[0];
    for (int i = 0; i < parameters.length; i++) {
      double g = gradients[i];
      double s = rho * squares[i] + (1 - rho) * g * g;
      squares[i] = s;
      parameters[i] -= rate * g / (Math.sqrt(s) + epsilon);
    }
  }
}
