package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SIGN_BIT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.load;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * The error function and gelu. Below ½, erf(x) is x plus x times a polynomial in x²; beyond, the
 * complement is exp(-x²) times the fit of {@link Functions#erfc}, with the same coefficients.
 *
 * <p>Complements are computed times 2⁶⁴, and multiplied by 2⁻⁶⁴ last: so they lose nothing where
 * they, or what is multiplied by them, are subnormal.
 */
final class VectorErrorFunction {

  /** Beyond, the complement is 0. */
  private static final double LIMIT = 28;

  /** Beyond, gelu is x or 0. */
  private static final double GELU_LIMIT = 40;

  private static final double SQRT_HALF = 0.7071067811865476;

  private VectorErrorFunction() {}

  static void erfArgument(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector a = load(values, at + i).abs();
      a = a.blend(LIMIT, a.compare(GT, LIMIT));
      arguments(a, a, 1, rows, i);
    }
  }

  static void geluArgument(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector a = geluMagnitude(load(values, at + i));
      arguments(a, a.mul(SQRT_HALF), 0.5, rows, i);
    }
  }

  /** Of u, the fit. */
  static void fit(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      fit(load(rows.rest, i)).intoArray(rows.series, i);
    }
  }

  /** To rows.power, the complement times 2⁶⁴. */
  static void complement(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector e = load(rows.power, i);
      DoubleVector y = load(rows.series, i).add(1.25).div(load(rows.other, i));
      y.mul(e.fma(load(rows.low, i), e)).intoArray(rows.power, i);
    }
  }

  static void erf(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector scaled = load(rows.power, i);
      DoubleVector large = scaled.fma(broadcast(SPECIES, -0x1p-64), broadcast(SPECIES, 1.0));
      LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
      large = large.reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
      large.blend(small(x), x.abs().compare(LT, 0.5)).intoArray(values, at + i);
    }
  }

  static void erfc(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector scaled = load(rows.power, i);
      DoubleVector middle = broadcast(SPECIES, 1.0).sub(small(x));
      DoubleVector left = scaled.fma(broadcast(SPECIES, -0x1p-64), broadcast(SPECIES, 2.0));
      DoubleVector y = middle.blend(scaled.mul(0x1p-64), x.compare(GE, 0.5));
      y.blend(left, x.compare(LE, -0.5)).intoArray(values, at + i);
    }
  }

  static void gelu(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector t = x.mul(SQRT_HALF);
      DoubleVector scaled = load(rows.power, i);
      DoubleVector half = broadcast(SPECIES, 0.5);
      DoubleVector middle = small(t).fma(half, half).mul(x);
      DoubleVector left = geluMagnitude(x).mul(-0.5).mul(scaled).mul(0x1p-64);
      DoubleVector right = scaled.fma(broadcast(SPECIES, -0x1p-65), broadcast(SPECIES, 1.0)).mul(x);
      DoubleVector y = middle.blend(right, t.compare(GE, 0.5));
      y.blend(left, t.compare(LE, -0.5)).intoArray(values, at + i);
    }
  }

  private static DoubleVector geluMagnitude(DoubleVector x) {
    DoubleVector a = x.abs();
    return a.blend(GELU_LIMIT, a.compare(GT, GELU_LIMIT));
  }

  /**
   * To rows what the complement is made of: exp(-scale a²) times exp(x²) erfc(x) for x ≥ ½. a² is
   * held to twice the precision.
   */
  private static void arguments(
      DoubleVector a, DoubleVector x, double scale, VectorRows rows, int i) {
    DoubleVector minus = a.mul(-scale);
    DoubleVector square = a.mul(minus);
    square.intoArray(rows.power, i);
    a.fma(minus, square.mul(-1.0)).intoArray(rows.low, i);
    x.sub(3.75).div(x.add(3.75)).intoArray(rows.rest, i);
    x.fma(broadcast(SPECIES, 2.0), broadcast(SPECIES, 1.0)).intoArray(rows.other, i);
  }

  /** erf(x) for |x| ≤ ½. */
  private static DoubleVector small(DoubleVector x) {
    DoubleVector z = x.mul(x);
    DoubleVector p = broadcast(SPECIES, -1.4618941617845419e-07);
    p = p.fma(z, broadcast(SPECIES, 1.637102473323617e-06));
    p = p.fma(z, broadcast(SPECIES, -1.4922994108280089e-05));
    p = p.fma(z, broadcast(SPECIES, 0.0001205528598234883));
    p = p.fma(z, broadcast(SPECIES, -0.0008548326507701356));
    p = p.fma(z, broadcast(SPECIES, 0.005223977621992614));
    p = p.fma(z, broadcast(SPECIES, -0.026866170644998626));
    p = p.fma(z, broadcast(SPECIES, 0.11283791670954867));
    p = p.fma(z, broadcast(SPECIES, -0.3761263890318375));
    p = p.fma(z, broadcast(SPECIES, 0.1283791670955126));
    return p.fma(x, x);
  }

  /** (1 + 2x) exp(x²) erfc(x) - 1.25 of u = (x - 3.75)/(x + 3.75). */
  private static DoubleVector fit(DoubleVector u) {
    DoubleVector p = broadcast(SPECIES, 2.5057581101560055e-08);
    p = p.fma(u, broadcast(SPECIES, 1.3370978564211183e-08));
    p = p.fma(u, broadcast(SPECIES, -2.417764522603935e-07));
    p = p.fma(u, broadcast(SPECIES, -4.484575038025684e-08));
    p = p.fma(u, broadcast(SPECIES, 1.7396471935848348e-06));
    p = p.fma(u, broadcast(SPECIES, -9.824578457657049e-07));
    p = p.fma(u, broadcast(SPECIES, -1.1438912519665317e-05));
    p = p.fma(u, broadcast(SPECIES, 2.2388202971268234e-05));
    p = p.fma(u, broadcast(SPECIES, 5.164766836863282e-05));
    p = p.fma(u, broadcast(SPECIES, -0.0002901551999479587));
    p = p.fma(u, broadcast(SPECIES, 0.0002937139053377672));
    p = p.fma(u, broadcast(SPECIES, 0.0017556260511994543));
    p = p.fma(u, broadcast(SPECIES, -0.009746579581020164));
    p = p.fma(u, broadcast(SPECIES, 0.02836227739786491));
    p = p.fma(u, broadcast(SPECIES, -0.058693398588573385));
    p = p.fma(u, broadcast(SPECIES, 0.09230432116160715));
    p = p.fma(u, broadcast(SPECIES, -0.10880393014176068));
    p = p.fma(u, broadcast(SPECIES, 0.08227673849011247));
    p = p.fma(u, broadcast(SPECIES, 0.003585415485464101));
    p = p.fma(u, broadcast(SPECIES, -0.14024059858554672));
    return p.fma(u, broadcast(SPECIES, -0.012487369162172418));
  }
}
