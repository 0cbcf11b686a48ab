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
   * Differentiates the objective at the inputs last given to {@link #forward}, which are not copied
   * and must still stand in their vector. It may use up what that call has kept: another seed takes
   * another {@link #forward}. The gradients of an objective that is an array are those of its
   * elements' sum, weighted by the {@link #seed()}.
   *
   * @param gradients receives the gradients, {@link Signature#gradientSize()} long
   * @throws IllegalStateException if what it needs is not kept any more, or was never
   */
  void backward(double[] gradients);

  /**
   * Evaluates and differentiates in one call, which is faster than two and keeps nothing, not even
   * what a {@link #forward} before it has kept, for a later {@link #backward}.
   *
   * @param inputs all inputs and parameters, {@link Signature#inputSize()} long
   * @param outputs receives the outputs, the objective first, {@link Signature#outputSize()} long
   * @param gradients receives the gradients, {@link Signature#gradientSize()} long
   */
  void valueAndGradient(double[] inputs, double[] outputs, double[] gradients);

  /**
   * A step of gradient descent: evaluates the model as {@link #valueAndGradient} does, then moves
   * each input or parameter that it is differentiated by, in the inputs vector, against its
   * gradient.
   *
   * @param inputs all inputs and parameters; the new values take the place of the old ones
   * @param outputs receives the outputs at the old values, the objective first
   * @param gradients memory for gradients, {@link Signature#gradientSize()} long; what it holds
   *     afterwards is of no meaning, as a kernel may add a gradient to its parameter straight away
   * @param rate what each gradient is multiplied by before it is subtracted
   */
  default void descend(double[] inputs, double[] outputs, double[] gradients, double rate) {
    valueAndGradient(inputs, outputs, gradients);
    signature().descend(inputs, gradients, rate);
  }

  /**
   * The adjoint of the objective, which the backward pass starts from: ones, until a caller writes
   * others into it. Empty for a scalar objective, whose adjoint is 1.
   */
  default double[] seed() {
    return new double[0];
  }

  /**
   * Computes as in training from now on: dropout draws its masks.
   *
   * @param seed of the masks
   * @param step each step has masks of its own; the same seed and step give the same ones
   */
  default void training(long seed, long step) {}

  /** Computes as for inference from now on, as a new kernel does: dropout drops nothing. */
  default void inference() {}

  /** A kernel of the same model for another thread. Costs no compilation. */
  Kernel copy();
}
