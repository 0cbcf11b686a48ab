package org.flatprop.train;

/**
 * The step of L-BFGS: the gradient, multiplied by what the last steps say of the inverse of the
 * Hessian (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
 *
 * @param history how many steps are remembered
 */
record Lbfgs(int history) implements Optimizer {

  /** A step along which the slope does not rise by this says nothing of the curvature. */
  private static final double CURVED = 1e-10;

  Lbfgs {
    if (history < 1) {
      throw new IllegalArgumentException("a history of " + history);
    }
  }

  @Override
  public boolean isSearching() {
    return true;
  }

  /**
   * Where it was, the gradient there, how many pairs there are, then steps and their gradients'
   * changes.
   */
  @Override
  public double[][] newState(int parameters) {
    double[][] state = new double[3 + 2 * history][];
    for (int i = 0; i < state.length; i++) {
      state[i] = new double[i == 2 ? 1 : parameters];
    }
    return state;
  }

  @Override
  public void update(
      double[] parameters, double[] gradients, double[][] state, long step, double rate) {
    if (step > 1) {
      remember(parameters, gradients, state);
    }
    System.arraycopy(parameters, 0, state[0], 0, parameters.length);
    System.arraycopy(gradients, 0, state[1], 0, parameters.length);
    double[] way = way(gradients, state);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * way[i];
    }
  }

  /** The last pair stands first. */
  private void remember(double[] parameters, double[] gradients, double[][] state) {
    double[] moved = new double[parameters.length];
    double[] changed = new double[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      moved[i] = parameters[i] - state[0][i];
      changed[i] = gradients[i] - state[1][i];
    }
    if (!(dot(moved, changed) > CURVED * dot(changed, changed))) {
      return;
    }
    System.arraycopy(state, 3, state, 4, history - 1);
    System.arraycopy(state, 3 + history, state, 4 + history, history - 1);
    state[3] = moved;
    state[3 + history] = changed;
    state[2][0] = Math.min(history, state[2][0] + 1);
  }

  private double[] way(double[] gradients, double[][] state) {
    int pairs = (int) state[2][0];
    double[] way = gradients.clone();
    double[] factors = new double[pairs];
    for (int k = 0; k < pairs; k++) {
      double[] moved = state[3 + k];
      double[] changed = state[3 + history + k];
      factors[k] = dot(moved, way) / dot(moved, changed);
      add(way, -factors[k], changed);
    }
    double scale = pairs == 0 ? 1 / Math.max(1, Math.sqrt(dot(way, way))) : scale(state);
    for (int i = 0; i < way.length; i++) {
      way[i] *= scale;
    }
    for (int k = pairs - 1; k >= 0; k--) {
      double[] moved = state[3 + k];
      double[] changed = state[3 + history + k];
      add(way, factors[k] - dot(changed, way) / dot(moved, changed), moved);
    }
    return way;
  }

  private double scale(double[][] state) {
    double[] changed = state[3 + history];
    return dot(state[3], changed) / dot(changed, changed);
  }

  private static void add(double[] to, double factor, double[] vector) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * vector[i];
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
