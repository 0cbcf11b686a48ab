package org.flatprop.train;

/** What is told how training goes; it may look at it, keep checkpoints, or stop it. */
public interface Listener {

  /**
   * A step has been made.
   *
   * @param loss of its batch, before the step
   */
  default void step(Training training, double loss) {}

  /** An epoch has ended. */
  default void epoch(Training training, Epoch epoch) {}
}
