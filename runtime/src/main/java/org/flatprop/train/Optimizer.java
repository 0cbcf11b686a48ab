package org.flatprop.train;

/**
 * A rule that moves parameters, given their gradients. It keeps nothing itself: the same arguments
 * give the same bits, on every machine.
 */
@FunctionalInterface
public interface Optimizer {

  /**
   * What the rule remembers from one step to the next, before the first; nothing, unless it says
   * otherwise.
   *
   * @param parameters how many there are
   */
  default double[][] newState(int parameters) {
    return new double[0][];
  }

  /**
   * Makes a step.
   *
   * @param parameters are moved
   * @param gradients of each parameter
   * @param state as {@link #newState} makes it; is changed
   * @param step from 1
   * @param rate how far to go
   */
  void update(double[] parameters, double[] gradients, double[][] state, long step, double rate);

  /**
   * Whether {@link #update} with a rate of 1 only says where to go, and how far is found by a line
   * search along that way. Then an epoch is one batch of all examples.
   */
  default boolean isSearching() {
    return false;
  }

  /** Gradient descent: w -= rate · g. */
  static Optimizer sgd() {
    return new Sgd();
  }

  /** Gradient descent with momentum (Polyak, 1964): v = μ v + g, w -= rate · v. */
  static Optimizer momentum(double mu) {
    return new Momentum(mu, false);
  }

  /** Nesterov's momentum as Sutskever et al. (2013) have it: v = μ v + g, w -= rate (g + μ v). */
  static Optimizer nesterov(double mu) {
    return new Momentum(mu, true);
  }

  /** RMSProp (Tieleman and Hinton, 2012): s = ρ s + (1 - ρ) g², w -= rate · g / (√s + ε). */
  static Optimizer rmsprop(double rho, double epsilon) {
    return new RmsProp(rho, epsilon);
  }

  /** Adam (Kingma and Ba, 2015) with its authors' β1 = 0.9, β2 = 0.999 and ε = 1e-8. */
  static Optimizer adam() {
    return adam(0.9, 0.999, 1e-8);
  }

  /** Adam (Kingma and Ba, 2015): m and v, moving means of g and g², w -= rate · m̂ / (√v̂ + ε). */
  static Optimizer adam(double beta1, double beta2, double epsilon) {
    return adamw(beta1, beta2, epsilon, 0);
  }

  /**
   * AdamW (Loshchilov and Hutter, 2019): Adam, after w -= rate · decay · w.
   *
   * @param decay of the weights, beside the gradient
   */
  static Optimizer adamw(double beta1, double beta2, double epsilon, double decay) {
    return new Adam(beta1, beta2, epsilon, decay);
  }

  /**
   * L-BFGS (Nocedal, 1980), with a line search. It is for all examples at once.
   *
   * @param history how many steps it learns the curvature from
   */
  static Optimizer lbfgs(int history) {
    return new Lbfgs(history);
  }
}
