package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.flatprop.runtime.VectorLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Activations that are made of exponentials of -|x|, which neither overflow nor cancel. Where a
 * factor may be subnormal it is computed times 2⁶⁴, so that nothing is lost before the product.
 */
final class VectorActivations {

  private static final double GELU_A = 1.5957691216057308;

  private static final double GELU_A_LOW = -9.96930880911092e-17;

  private static final double GELU_B = 0.07135481627260025;

  private static final double GELU_B_LOW = -6.175149918155315e-19;

  /** Beyond, geluTanh is x or 0. */
  private static final double GELU_LIMIT = 26;

  /** Beyond, mish is x. */
  private static final double MISH_LIMIT = 20;

  private VectorActivations() {}

  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector e = VectorExponential.ofLimited(x.abs().mul(-1.0), 0);
    DoubleVector one = broadcast(SPECIES, 1.0);
    return one.blend(e, x.compare(LT, 0.0)).div(e.add(1.0));
  }

  static DoubleVector softplus(DoubleVector x) {
    DoubleVector log = logOfSum(x);
    return log.add(x.blend(0.0, x.compare(LT, 0.0)));
  }

  static DoubleVector logSigmoid(DoubleVector x) {
    DoubleVector log = logOfSum(x);
    return x.blend(0.0, x.compare(GT, 0.0)).sub(log);
  }

  static DoubleVector silu(DoubleVector x) {
    return timesSigmoid(x, x, x.abs().mul(-1.0), broadcast(SPECIES, 0.0));
  }

  /** The argument of the exponential is carried to twice the working precision. */
  static DoubleVector geluTanh(DoubleVector x) {
    DoubleVector a = x.abs();
    a = a.blend(GELU_LIMIT, a.compare(GT, GELU_LIMIT));
    DoubleVector square = a.mul(a);
    DoubleVector second = square.mul(GELU_B);
    DoubleVector first = broadcast(SPECIES, GELU_A);
    DoubleVector factor = first.add(second);
    DoubleVector u = a.mul(factor).mul(-1.0);
    DoubleVector squareLow = a.fma(a, square.mul(-1.0));
    DoubleVector low = square.fma(broadcast(SPECIES, GELU_B), second.mul(-1.0));
    DoubleVector rounded = factor.sub(first);
    low = low.add(first.sub(factor.sub(rounded))).add(second.sub(rounded)).add(GELU_A_LOW);
    low = squareLow.fma(broadcast(SPECIES, GELU_B), low);
    low = square.fma(broadcast(SPECIES, GELU_B_LOW), low);
    DoubleVector uLow = a.fma(factor, u).add(a.mul(low)).mul(-1.0);
    return timesSigmoid(x, a.mul(-1.0), u, uLow);
  }

  /** tanh(log(1 + e)) is n/(n + 2) with n = e (e + 2). */
  static DoubleVector mish(DoubleVector x) {
    VectorMask<Double> large = x.compare(GT, MISH_LIMIT);
    DoubleVector scaled = VectorExponential.ofLimited(x.blend(MISH_LIMIT, large), 64);
    DoubleVector e = scaled.mul(0x1p-64);
    DoubleVector sum = e.add(2.0);
    DoubleVector y = sum.mul(scaled).mul(x).div(e.fma(sum, broadcast(SPECIES, 2.0)));
    return y.mul(0x1p-64).blend(x, large);
  }

  /** log(1 + exp(-|x|)). */
  private static DoubleVector logOfSum(DoubleVector x) {
    return VectorLogarithm.ofOnePlusFraction(VectorExponential.ofLimited(x.abs().mul(-1.0), 0));
  }

  /**
   * x over 1 + e where x is not negative, else e over 1 + e times what stands for x there.
   *
   * @param u the logarithm of e, with what it has no room for
   */
  private static DoubleVector timesSigmoid(
      DoubleVector x, DoubleVector negative, DoubleVector u, DoubleVector uLow) {
    DoubleVector scaled = VectorExponential.ofLimited(u, 64);
    scaled = scaled.fma(uLow, scaled);
    VectorMask<Double> left = x.compare(LT, 0.0);
    DoubleVector one = broadcast(SPECIES, 1.0);
    DoubleVector y = x.blend(negative.mul(scaled), left);
    y = y.div(scaled.fma(broadcast(SPECIES, 0x1p-64), one));
    return y.mul(one.blend(0x1p-64, left));
  }
}
