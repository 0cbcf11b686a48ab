package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.SIGN_BIT;
import static org.flatprop.runtime.VectorLanes.SPECIES;

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

  /** For a loop, because written out it would be too much for HotSpot to compile as a whole. */
  private static final double[] FIT = {
    -0.012487369162172418,
    -0.14024059858554672,
    0.003585415485464101,
    0.08227673849011247,
    -0.10880393014176068,
    0.09230432116160715,
    -0.058693398588573385,
    0.02836227739786491,
    -0.009746579581020164,
    0.0017556260511994543,
    0.0002937139053377672,
    -0.0002901551999479587,
    5.164766836863282e-05,
    2.2388202971268234e-05,
    -1.1438912519665317e-05,
    -9.824578457657049e-07,
    1.7396471935848348e-06,
    -4.484575038025684e-08,
    -2.417764522603935e-07,
    1.3370978564211183e-08,
    2.5057581101560055e-08
  };

  private VectorErrorFunction() {}

  static DoubleVector erf(DoubleVector x) {
    DoubleVector small = small(x);
    DoubleVector a = x.abs();
    a = a.blend(LIMIT, a.compare(GT, LIMIT));
    DoubleVector scaled = complement(a, a, 1);
    DoubleVector large = scaled.fma(broadcast(SPECIES, -0x1p-64), broadcast(SPECIES, 1.0));
    LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
    large = large.reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
    return large.blend(small, a.compare(LT, 0.5));
  }

  static DoubleVector erfc(DoubleVector x) {
    DoubleVector small = small(x);
    DoubleVector a = x.abs();
    a = a.blend(LIMIT, a.compare(GT, LIMIT));
    DoubleVector scaled = complement(a, a, 1);
    DoubleVector middle = broadcast(SPECIES, 1.0).sub(small);
    DoubleVector left = scaled.fma(broadcast(SPECIES, -0x1p-64), broadcast(SPECIES, 2.0));
    DoubleVector y = middle.blend(scaled.mul(0x1p-64), x.compare(GE, 0.5));
    return y.blend(left, x.compare(LE, -0.5));
  }

  static DoubleVector gelu(DoubleVector x) {
    DoubleVector t = x.mul(SQRT_HALF);
    DoubleVector small = small(t);
    DoubleVector a = x.abs();
    a = a.blend(GELU_LIMIT, a.compare(GT, GELU_LIMIT));
    DoubleVector scaled = complement(a, a.mul(SQRT_HALF), 0.5);
    DoubleVector half = broadcast(SPECIES, 0.5);
    DoubleVector middle = small.fma(half, half).mul(x);
    DoubleVector left = a.mul(-0.5).mul(scaled).mul(0x1p-64);
    DoubleVector right = scaled.fma(broadcast(SPECIES, -0x1p-65), broadcast(SPECIES, 1.0)).mul(x);
    DoubleVector y = middle.blend(right, t.compare(GE, 0.5));
    return y.blend(left, t.compare(LE, -0.5));
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

  /** 2⁶⁴ exp(-scale a²) times exp(x²) erfc(x) for x ≥ ½; a² is held to twice the precision. */
  private static DoubleVector complement(DoubleVector a, DoubleVector x, double scale) {
    DoubleVector minus = a.mul(-scale);
    DoubleVector square = a.mul(minus);
    DoubleVector e = VectorExponential.ofLimited(square, 64);
    DoubleVector low = a.fma(minus, square.mul(-1.0));
    DoubleVector u = x.sub(3.75).div(x.add(3.75));
    DoubleVector fit = broadcast(SPECIES, FIT[FIT.length - 1]);
    for (int i = FIT.length - 2; i >= 0; i--) {
      fit = fit.fma(u, broadcast(SPECIES, FIT[i]));
    }
    DoubleVector under = x.fma(broadcast(SPECIES, 2.0), broadcast(SPECIES, 1.0));
    return fit.add(1.25).div(under).mul(e.fma(low, e));
  }
}
