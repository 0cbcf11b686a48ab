package org.flatprop.runtime;

/**
 * A compiled model: its value and gradient over unboxed vectors.
 *
 * <p>Nothing is allocated by a call. A kernel keeps the values of its last forward pass and so
 * belongs to one thread; others work with a {@linkplain #copy() copy}.
 */
public interface Kernel {

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
   * Differentiates the objective at the inputs last given to {@link #forward}.
   *
   * @param gradients receives the gradients, {@link Signature#gradientSize()} long
   */
  void backward(double[] gradients);

  /**
   * Evaluates and differentiates in one call, which is faster than two and keeps nothing for a
   * later {@link #backward}.
   *
   * @param inputs all inputs and parameters, {@link Signature#inputSize()} long
   * @param outputs receives the outputs, the objective first, {@link Signature#outputSize()} long
   * @param gradients receives the gradients, {@link Signature#gradientSize()} long
   */
  void valueAndGradient(double[] inputs, double[] outputs, double[] gradients);

  /** A kernel of the same model for another thread. Costs no compilation. */
  Kernel copy();
}
