package org.flatprop.train;

/** Training came to a number that is not finite. The parameters are those before that step. */
public final class Divergence extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long step;
  private final int epoch;
  private final int batch;
  private final transient double[] inputs;
  private final boolean inLoss;

  Divergence(long step, int epoch, int batch, double[] inputs, boolean inLoss) {
    super(
        "step "
            + step
            + " (epoch "
            + epoch
            + "): "
            + (inLoss ? "the loss is not finite" : "a gradient is not finite"));
    this.step = step;
    this.epoch = epoch;
    this.batch = batch;
    this.inputs = inputs;
    this.inLoss = inLoss;
  }

  /** The step that could not be made, from 1. */
  public long step() {
    return step;
  }

  /** Its epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** How many examples it had. */
  public int batch() {
    return batch;
  }

  /** The inputs vector of its kernel, for a batch of that size, parameters included. */
  public double[] inputs() {
    return inputs;
  }

  /** Whether the loss was not finite; else it was, and a gradient was not. */
  public boolean inLoss() {
    return inLoss;
  }
}
