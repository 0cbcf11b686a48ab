package org.flatprop.train;

import java.util.Arrays;

/**
 * What is trained. It stands in one vector, or, after a step that a kernel made in place, in the
 * inputs of that kernel.
 */
final class Weights {

  /** What became of a step. */
  enum Outcome {
    MADE,
    /** A line search found no better place. */
    NOWHERE,
    /** The loss or a gradient is not finite. */
    DIVERGED
  }

  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MAX_TRIALS = 30;

  private final Recipe recipe;
  private final double[] values;
  private final double[][] state;
  private final boolean direct;
  private long steps;

  /** Whose inputs are newer than the vector; null if none are. */
  private Slot ahead;

  Weights(Recipe recipe, double[] values, double[][] state, long steps) {
    this.recipe = recipe;
    this.values = values;
    this.state = state;
    this.steps = steps;
    // nothing but w -= rate g: a kernel adds a gradient to its parameter without an array for it
    this.direct =
        recipe.optimizer() instanceof Sgd
            && recipe.clip() == 0
            && recipe.decay() == 0
            && recipe.maxNorm() == 0;
  }

  /** Whether kernels make the steps in place. */
  boolean isDirect() {
    return direct;
  }

  /** Whether a kernel's last step in place has come to what is not finite. */
  boolean isLost() {
    return direct && !(ahead == null ? isFinite(values) : ahead.isFinite());
  }

  /** All of them; not a copy. */
  double[] values() {
    if (ahead != null) {
      ahead.read(values);
      ahead = null;
    }
    return values;
  }

  double[][] state() {
    return state;
  }

  long steps() {
    return steps;
  }

  /** Goes back. Only for rules without state. */
  void reset(double[] parameters, long atStep) {
    ahead = null;
    System.arraycopy(parameters, 0, values, 0, values.length);
    steps = atStep;
  }

  /** Makes a step with the batch that stands in a slot. If it diverges, the vector is as before. */
  Outcome step(Slot slot, double rate) {
    slot.kernel.training(recipe.seed(), steps);
    Outcome outcome =
        direct
            ? descend(slot, rate)
            : recipe.optimizer().isSearching() ? search(slot, rate) : update(slot, rate);
    if (outcome != Outcome.DIVERGED) {
      steps++;
    }
    return outcome;
  }

  private Outcome descend(Slot slot, double rate) {
    if (ahead != slot) {
      slot.write(values());
    }
    slot.kernel.descend(slot.inputs, slot.outputs, slot.gradients, rate);
    ahead = slot;
    return Double.isFinite(slot.loss()) ? Outcome.MADE : Outcome.DIVERGED;
  }

  private Outcome update(Slot slot, double rate) {
    double[] gradients = slot.gradients;
    penalised(slot, values);
    if (!Double.isFinite(slot.loss()) || !isFinite(gradients)) {
      return Outcome.DIVERGED;
    }
    double norm = recipe.clip() > 0 ? Math.sqrt(Lbfgs.dot(gradients, gradients)) : 0;
    if (norm > recipe.clip()) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= recipe.clip() / norm;
      }
    }
    recipe.optimizer().update(values, gradients, state, steps + 1, rate);
    if (recipe.maxNorm() > 0) {
      new MaxNorm(recipe.maxNorm()).apply(slot.signature.gradients(), values);
    }
    return Outcome.MADE;
  }

  /** Value and gradient with the penalty on the weights. */
  private double penalised(Slot slot, double[] at) {
    slot.write(at);
    slot.kernel.valueAndGradient(slot.inputs, slot.outputs, slot.gradients);
    if (recipe.decay() == 0) {
      return slot.loss();
    }
    for (int i = 0; i < at.length; i++) {
      slot.gradients[i] += recipe.decay() * at[i];
    }
    return slot.loss() + recipe.decay() / 2 * Lbfgs.dot(at, at);
  }

  /**
   * Goes so far along the way that the objective falls enough, and the slope flattens enough
   * (Wolfe's conditions), by bisection (Lewis and Overton, 2013).
   */
  private Outcome search(Slot slot, double rate) {
    double start = penalised(slot, values);
    double loss = slot.loss();
    if (!Double.isFinite(start) || !isFinite(slot.gradients)) {
      return Outcome.DIVERGED;
    }
    double[] way = values.clone();
    recipe.optimizer().update(way, slot.gradients.clone(), state, steps + 1, 1);
    for (int i = 0; i < way.length; i++) {
      way[i] -= values[i];
    }
    double slope = Lbfgs.dot(way, slot.gradients);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double length = rate;
    double[] trial = new double[way.length];
    for (int i = 0; i < MAX_TRIALS && slope < 0; i++) {
      place(trial, way, length);
      double value = penalised(slot, trial);
      if (!(value <= start + DECREASE * length * slope)) {
        high = length;
      } else {
        low = length;
        if (Lbfgs.dot(way, slot.gradients) >= CURVATURE * slope) {
          break;
        }
      }
      length = Double.isInfinite(high) ? 2 * low : (low + high) / 2;
    }
    slot.outputs[0] = loss;
    place(trial, way, low);
    // a step below the last bit of every parameter is none: it would be made for ever
    if (low == 0 || Arrays.equals(trial, values)) {
      return Outcome.NOWHERE;
    }
    System.arraycopy(trial, 0, values, 0, values.length);
    return Outcome.MADE;
  }

  private void place(double[] trial, double[] way, double length) {
    for (int i = 0; i < trial.length; i++) {
      trial[i] = values[i] + length * way[i];
    }
  }

  static boolean isFinite(double[] numbers) {
    return isFinite(numbers, 0, numbers.length);
  }

  static boolean isFinite(double[] numbers, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Double.isFinite(numbers[i])) {
        return false;
      }
    }
    return true;
  }
}
