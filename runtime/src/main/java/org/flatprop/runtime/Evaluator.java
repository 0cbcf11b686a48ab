package org.flatprop.runtime;

/**
 * A compiled model that can be evaluated, over unboxed vectors.
 *
 * <p>Nothing is allocated by a call. An evaluator holds what it computes with and so belongs to one
 * thread; others work with a {@linkplain #copy() copy}.
 */
public interface Evaluator {

  /** What goes in and what comes out, and where it stands in the vectors. */
  Signature signature();

  /**
   * Evaluates the model.
   *
   * @param inputs all inputs and parameters, {@link Signature#inputSize()} long
   * @param outputs receives the outputs, the objective first, {@link Signature#outputSize()} long
   */
  void forward(double[] inputs, double[] outputs);

  /**
   * Computes as in training from now on: dropout draws its masks.
   *
   * @param seed of the masks
   * @param step each step has masks of its own; the same seed and step give the same ones
   */
  default void training(long seed, long step) {}

  /** Computes as for inference from now on, as a new one does: dropout drops nothing. */
  default void inference() {}

  /** An evaluator of the same model for another thread. Costs no compilation. */
  Evaluator copy();
}
