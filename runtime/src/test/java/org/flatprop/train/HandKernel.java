package org.flatprop.train;

import java.util.Arrays;
import java.util.List;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;

/** A kernel by hand, all of which is its value and gradient. */
abstract class HandKernel implements Kernel {

  private final Signature signature;
  private final double[] kept;
  private boolean isTraining;
  private long seed;
  private long step;

  HandKernel(Signature signature) {
    this.signature = signature;
    this.kept = new double[signature.gradientSize()];
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public void forward(double[] inputs, double[] outputs) {
    valueAndGradient(inputs, outputs, kept);
  }

  @Override
  public void backward(double[] gradients) {
    System.arraycopy(kept, 0, gradients, 0, kept.length);
  }

  @Override
  public void training(long newSeed, long newStep) {
    isTraining = true;
    seed = newSeed;
    step = newStep;
  }

  @Override
  public void inference() {
    isTraining = false;
  }

  /** 0 or 2 while it is trained, else 1. */
  double mask(int element) {
    long bits = (seed + 1) * 0x9e3779b97f4a7c15L + step * 0xbf58476d1ce4e5b9L + element;
    bits = (bits ^ bits >>> 30) * 0x94d049bb133111ebL;
    return isTraining ? bits >>> 63 << 1 : 1;
  }

  @Override
  public Kernel copy() {
    throw new AssertionError("a trainer makes its kernels, and copies none");
  }

  /**
   * Least squares, the mean over the examples: ((x ∘ mask) w + b - t)². Its outputs are the loss
   * and what is predicted.
   */
  static HandKernel leastSquares(int n, int d) {
    String inputs = "x[%1$d,%2$d] t[%1$d] w[%2$d]~normal(0.0,1.0) b~zeros()".formatted(n, d);
    Signature signature =
        Signature.of("Least", inputs, "f y[%d]".formatted(n), "w[%d] b".formatted(d));
    return new HandKernel(signature) {
      @Override
      public void valueAndGradient(double[] inputs, double[] outputs, double[] gradients) {
        int t = n * d;
        int w = t + n;
        int b = w + d;
        Arrays.fill(gradients, 0);
        outputs[0] = 0;
        for (int i = 0; i < n; i++) {
          double y = inputs[b];
          for (int j = 0; j < d; j++) {
            y += inputs[i * d + j] * mask(i * d + j) * inputs[w + j];
          }
          outputs[1 + i] = y;
          double off = y - inputs[t + i];
          outputs[0] += off * off / n;
          for (int j = 0; j < d; j++) {
            gradients[j] += 2 * off / n * inputs[i * d + j] * mask(i * d + j);
          }
          gradients[d] += 2 * off / n;
        }
      }
    };
  }

  /** A function of its parameters. */
  interface Formula {

    /** The value at a place; the gradient goes into an array. */
    double of(double[] at, double[] gradients);
  }

  /** A model without data: parameters p, which start at 0. */
  static HandKernel of(int parameters, Formula formula) {
    Variable p = Variable.parse("p[%d]~zeros()".formatted(parameters));
    Signature signature = Signature.of("Plain", p.toString(), "f", "p[%d]".formatted(parameters));
    return new HandKernel(signature) {
      @Override
      public void valueAndGradient(double[] inputs, double[] outputs, double[] gradients) {
        outputs[0] = formula.of(inputs, gradients);
      }
    };
  }

  /** Rosenbrock's valley, whose minimum is at (1, 1). */
  static HandKernel rosenbrock() {
    return of(
        2,
        (at, g) -> {
          double along = 1 - at[0];
          double off = at[1] - at[0] * at[0];
          g[0] = -2 * along - 400 * at[0] * off;
          g[1] = 200 * off;
          return along * along + 100 * off * off;
        });
  }

  /** All optimisers, with sensible constants. */
  static List<Optimizer> optimizers() {
    return List.of(
        Optimizer.sgd(),
        Optimizer.momentum(0.9),
        Optimizer.nesterov(0.9),
        Optimizer.rmsprop(0.9, 1e-6),
        Optimizer.adam(),
        Optimizer.adamw(0.9, 0.999, 1e-8, 0.05),
        Optimizer.lbfgs(5));
  }
}
