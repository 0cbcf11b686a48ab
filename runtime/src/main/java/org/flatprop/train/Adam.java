package org.flatprop.train;

/** Adam, and AdamW. */
record Adam(double beta1, double beta2, double epsilon, double decay) implements Optimizer {

  @Override
  public double[][] newState(int parameters) {
    return new double[2][parameters];
  }

  @Override
  public void update(
      double[] parameters, double[] gradients, double[][] state, long step, double rate) {
    double[] means = state[0];
    double[] squares = state[1];
    // what makes up for the moving means' start at 0
    double first = rate / (1 - StrictMath.pow(beta1, step));
    double second = 1 / (1 - StrictMath.pow(beta2, step));
    double kept = 1 - rate * decay;
    for (int i = 0; i < parameters.length; i++) {
      double g = gradients[i];
      double m = beta1 * means[i] + (1 - beta1) * g;
      double v = beta2 * squares[i] + (1 - beta2) * g * g;
      means[i] = m;
      squares[i] = v;
      parameters[i] = kept * parameters[i] - first * m / (Math.sqrt(v * second) + epsilon);
    }
  }
}
