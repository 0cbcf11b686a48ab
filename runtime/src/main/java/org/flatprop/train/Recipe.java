package org.flatprop.train;

/**
 * How a model is trained.
 *
 * @param rate how far a step goes, at the start
 * @param epochs how many times all examples are seen
 * @param clip what the norm of all gradients together is cut down to; 0 for no limit
 * @param decay λ of the penalty ½ λ ‖w‖² that is added to the objective
 * @param maxNorm what the norm of the weights into a unit is cut down to; 0 for no limit
 * @param patience how many epochs may be no better than the best one before training stops, with
 *     the parameters of the best; 0 to train on
 * @param seed of the parameters' start and of dropout's masks
 */
public record Recipe(
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    int epochs,
    double clip,
    double decay,
    double maxNorm,
    int patience,
    long seed) {

  /** Adam with a rate of 0.001, for 20 epochs. */
  public static final Recipe DEFAULT =
      new Recipe(Optimizer.adam(), 1e-3, Schedule.CONSTANT, 20, 0, 0, 0, 0, 0);

  /**
   * A recipe.
   *
   * @throws IllegalArgumentException if a number is negative or, but for the seed, not finite; or
   *     if a rule that searches shall clip or limit norms
   */
  public Recipe {
    boolean sound = rate >= 0 && clip >= 0 && decay >= 0 && maxNorm >= 0;
    if (!sound || !Double.isFinite(rate + clip + decay + maxNorm) || epochs < 0 || patience < 0) {
      throw new IllegalArgumentException("the numbers of a recipe are finite and not negative");
    }
    if (optimizer.isSearching() && clip + maxNorm > 0) {
      throw new IllegalArgumentException("a line search neither clips nor limits norms");
    }
  }

  /** The same with another rule and rate. */
  public Recipe optimizer(Optimizer other, double otherRate) {
    return new Recipe(other, otherRate, schedule, epochs, clip, decay, maxNorm, patience, seed);
  }

  /** The same with a rate that changes. */
  public Recipe schedule(Schedule other) {
    return new Recipe(optimizer, rate, other, epochs, clip, decay, maxNorm, patience, seed);
  }

  /** The same for another number of epochs. */
  public Recipe epochs(int other) {
    return new Recipe(optimizer, rate, schedule, other, clip, decay, maxNorm, patience, seed);
  }

  /** The same with shorter gradients. */
  public Recipe clip(double other) {
    return new Recipe(optimizer, rate, schedule, epochs, other, decay, maxNorm, patience, seed);
  }

  /** The same with a penalty on the weights. */
  public Recipe decay(double other) {
    return new Recipe(optimizer, rate, schedule, epochs, clip, other, maxNorm, patience, seed);
  }

  /** The same with a limit for the weights into a unit. */
  public Recipe maxNorm(double other) {
    return new Recipe(optimizer, rate, schedule, epochs, clip, decay, other, patience, seed);
  }

  /** The same, which stops when it gets no better. */
  public Recipe patience(int other) {
    return new Recipe(optimizer, rate, schedule, epochs, clip, decay, maxNorm, other, seed);
  }

  /** The same from another start. */
  public Recipe seed(long other) {
    return new Recipe(optimizer, rate, schedule, epochs, clip, decay, maxNorm, patience, other);
  }
}
