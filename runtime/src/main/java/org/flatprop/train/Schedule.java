package org.flatprop.train;

/** How the rate changes while a model is trained. */
@FunctionalInterface
public interface Schedule {

  /** The rate stays as it is. */
  Schedule CONSTANT = (epoch, epochs) -> 1;

  /**
   * What the rate is multiplied by.
   *
   * @param epoch how many epochs are done; within an epoch with a fraction, where the number of its
   *     batches is known
   * @param epochs how many there will be
   */
  double factor(double epoch, int epochs);

  /** The rate is multiplied by a factor after every so many epochs. */
  static Schedule step(int every, double factor) {
    return (epoch, epochs) -> StrictMath.pow(factor, Math.floor(epoch / every));
  }

  /** The rate is multiplied by a factor after every epoch. */
  static Schedule exponential(double factor) {
    return (epoch, epochs) -> StrictMath.pow(factor, Math.floor(epoch));
  }

  /** The rate is divided by 1 + decay · epochs done. */
  static Schedule inverse(double decay) {
    return (epoch, epochs) -> 1 / (1 + decay * epoch);
  }

  /** The rate falls to 0 in a straight line. */
  static Schedule linear() {
    return (epoch, epochs) -> 1 - epoch / epochs;
  }

  /** The rate falls to 0 as a half wave (Loshchilov and Hutter, 2017). */
  static Schedule cosine() {
    return (epoch, epochs) -> (1 + StrictMath.cos(Math.PI * epoch / epochs)) / 2;
  }

  /** Another schedule, whose rate first rises from 0 in a straight line. */
  static Schedule warmup(double length, Schedule then) {
    // the first step is one of some length
    return (epoch, epochs) ->
        epoch < length
            ? Math.max(epoch, length / 100) / length * then.factor(epoch, epochs)
            : then.factor(epoch, epochs);
  }
}
