package org.flatprop.runtime;

import java.util.Arrays;

/**
 * A compiled model: its value and gradient over unboxed vectors.
 *
 * <p>A kernel keeps the values of its last forward pass and so belongs to one thread; others work
 * with a {@linkplain #copy() copy}.
 */
public interface Kernel extends Evaluator {

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
   * Evaluates the model, and differentiates each element of the objective: a backward pass for each
   * row. A kernel that was compiled for it makes one forward pass only and allocates nothing;
   * others make one for each row. Afterwards the {@link #seed()} is ones.
   *
   * @param inputs all inputs and parameters, {@link Signature#inputSize()} long
   * @param outputs receives the outputs, the objective first, {@link Signature#outputSize()} long
   * @param jacobian receives a row for each element of the objective, one after the other, each
   *     {@link Signature#gradientSize()} long
   */
  default void jacobian(double[] inputs, double[] outputs, double[] jacobian) {
    double[] seed = seed();
    if (signature().outputs().get(0).isScalar()) {
      valueAndGradient(inputs, outputs, jacobian);
      return;
    }
    double[] row = new double[signature().gradientSize()];
    if (seed.length == 0) {
      // it has no elements, or depends on nothing
      forward(inputs, outputs);
      Arrays.fill(jacobian, 0);
    }
    for (int i = 0; i < seed.length; i++) {
      Arrays.fill(seed, 0);
      seed[i] = 1;
      forward(inputs, outputs);
      backward(row);
      System.arraycopy(row, 0, jacobian, i * row.length, row.length);
    }
    Arrays.fill(seed, 1);
  }

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

  /** A kernel of the same model for another thread. Costs no compilation. */
  @Override
  Kernel copy();
}
