package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.load;

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

  static void sigmoid(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector e = VectorExponential.ofMinusMagnitude(x);
      DoubleVector one = broadcast(SPECIES, 1.0);
      one.blend(e, x.compare(LT, 0.0)).div(e.add(one)).intoArray(values, at + i);
    }
  }

  /** log(1 + exp(-|x|)) + max(x, 0). */
  static void softplus(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector log = VectorLogarithm.ofOnePlusRest(rows, i);
      log.add(x.blend(0.0, x.compare(LT, 0.0))).intoArray(values, at + i);
    }
  }

  static void logSigmoid(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector log = VectorLogarithm.ofOnePlusRest(rows, i);
      x.blend(0.0, x.compare(GT, 0.0)).sub(log).intoArray(values, at + i);
    }
  }

  static void silu(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      timesSigmoid(x, x, load(rows.power, i)).intoArray(values, at + i);
    }
  }

  /** The argument of the exponential, carried to twice the working precision. */
  static void geluTanhArgument(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector a = geluMagnitude(load(values, at + i));
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
      u.intoArray(rows.power, i);
      a.fma(factor, u).add(a.mul(low)).mul(-1.0).intoArray(rows.low, i);
    }
  }

  static void geluTanh(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector scaled = load(rows.power, i);
      scaled = scaled.fma(load(rows.low, i), scaled);
      DoubleVector negative = geluMagnitude(x).mul(-1.0);
      timesSigmoid(x, negative, scaled).intoArray(values, at + i);
    }
  }

  static void mishArgument(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      x.blend(MISH_LIMIT, x.compare(GT, MISH_LIMIT)).intoArray(rows.power, i);
    }
  }

  /** tanh(log(1 + e)) is n/(n + 2) with n = e (e + 2). */
  static void mish(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector scaled = load(rows.power, i);
      DoubleVector e = scaled.mul(0x1p-64);
      DoubleVector sum = e.add(2.0);
      DoubleVector y = sum.mul(scaled).mul(x).div(e.fma(sum, broadcast(SPECIES, 2.0)));
      y.mul(0x1p-64).blend(x, x.compare(GT, MISH_LIMIT)).intoArray(values, at + i);
    }
  }

  private static DoubleVector geluMagnitude(DoubleVector x) {
    DoubleVector a = x.abs();
    return a.blend(GELU_LIMIT, a.compare(GT, GELU_LIMIT));
  }

  /**
   * x over 1 + e where x is not negative, else e over 1 + e times what stands for x there.
   *
   * @param scaled 2⁶⁴ e
   */
  private static DoubleVector timesSigmoid(
      DoubleVector x, DoubleVector negative, DoubleVector scaled) {
    VectorMask<Double> left = x.compare(LT, 0.0);
    DoubleVector one = broadcast(SPECIES, 1.0);
    DoubleVector y = x.blend(negative.mul(scaled), left);
    y = y.div(scaled.fma(broadcast(SPECIES, 0x1p-64), one));
    return y.mul(one.blend(0x1p-64, left));
  }
}
