package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SIGN_BIT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.WHOLE;
import static org.flatprop.runtime.VectorLanes.load;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * The exponential function and what is made of it alone.
 *
 * <p>An argument is k log 2 + r with a whole number k and |r| ≤ ½ log 2, subtracted in two parts
 * (W. J. Cody and W. Waite, <i>Software Manual for the Elementary Functions</i>, 1980). 1 + r + r²
 * q(r) is eʳ; the coefficients of q, as all here, were computed for this project: interpolation at
 * Chebyshev nodes in 60-digit arithmetic, rounded to double.
 */
final class VectorExponential {

  /** Beyond, everything is infinite or 0. */
  private static final double LIMIT = 1000;

  private static final double INV_LN_2 = 1.4426950408889634;

  /** 42 bits: times k it is exact. */
  private static final double LN_2_HIGH = 0.6931471805598903;

  private static final double LN_2_LOW = 5.497923018708371e-14;

  /** The exponent of the power of two that keeps factors of a product from being subnormal. */
  private static final int SCALE = 64;

  private VectorExponential() {}

  static void exp(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      power(above(below(x)), 0).intoArray(values, at + i);
    }
  }

  /** To rows.rest, exp(-|x|). */
  static void ofMinusMagnitude(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      ofMinusMagnitude(load(values, at + i)).intoArray(rows.rest, i);
    }
  }

  /** To rows.power, exp(-|x|) times 2⁶⁴. */
  static void scaledOfMinusMagnitude(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i).abs().mul(-1.0);
      power(above(x), SCALE).intoArray(rows.power, i);
    }
  }

  /** To rows.power, ½ exp |x|. */
  static void halfOfMagnitude(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i).abs();
      power(below(x), -1).intoArray(rows.power, i);
    }
  }

  /** Of rows.power, times 2⁶⁴; the argument is less than 600, or NaN. */
  static void scaledOfRow(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(rows.power, i);
      power(above(x), SCALE).intoArray(rows.power, i);
    }
  }

  static void expm1Rest(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      split(above(below(x)), WHOLE + 2046, rows, i);
    }
  }

  /** 2ᵏ (eʳ - 1) + (2ᵏ - 1), the second added to 2ᵏ r first: where they cancel this is exact. */
  static void expm1(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector r = load(rows.rest, i);
      LongVector sum = load(rows.whole, i).reinterpretAsLongs();
      LongVector half = sum.lanewise(LSHR, 1);
      LongVector other = sum.sub(half);
      DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector second = other.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector one = other.neg().add(2046).lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector y = first.fma(load(rows.series, i), first.fma(r, first.sub(one))).mul(second);
      LongVector sign = load(values, at + i).reinterpretAsLongs().lanewise(AND, SIGN_BIT);
      y = y.abs().reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
      y.intoArray(values, at + i);
    }
  }

  static void tanhRest(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector z = load(values, at + i).abs();
      z = z.blend(20.0, z.compare(GT, 20.0)).mul(-2.0);
      split(z, WHOLE + 1023, rows, i);
    }
  }

  /** -e/(2 + e) with e = expm1(-2|x|); what rounding took from e and from the quotient is added. */
  static void tanh(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      LongVector whole = load(rows.whole, i).reinterpretAsLongs();
      DoubleVector power = whole.lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector r = load(rows.rest, i);
      DoubleVector second = load(rows.series, i).mul(power);
      DoubleVector less = power.sub(1.0);
      DoubleVector first = power.fma(r, less);
      second = power.fma(r, less.sub(first)).add(second);
      DoubleVector e = first.add(second);
      DoubleVector eLow = second.sub(e.sub(first));
      DoubleVector divisor = e.add(2.0);
      DoubleVector divisorLow = e.sub(divisor.sub(2.0)).add(eLow);
      DoubleVector y = e.div(broadcast(SPECIES, -2.0).sub(e));
      DoubleVector rest = y.fma(divisor, e).add(y.fma(divisorLow, eLow));
      // 1/(2 + e) is (1 + y)/2
      y = rest.fma(y.fma(broadcast(SPECIES, -0.5), broadcast(SPECIES, -0.5)), y);
      LongVector sign = load(values, at + i).reinterpretAsLongs().lanewise(AND, SIGN_BIT);
      y = y.abs().reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
      y.intoArray(values, at + i);
    }
  }

  /** Where |x| ≥ 1 the difference of two exponentials, else an odd polynomial. */
  static void sinh(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector half = load(rows.power, i);
      DoubleVector y = half.sub(broadcast(SPECIES, 0.25).div(half));
      LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
      DoubleVector large = y.reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
      DoubleVector z = x.mul(x);
      DoubleVector small = sinhTerm(z).fma(z.mul(x), x);
      large.blend(small, x.abs().compare(LT, 1.0)).intoArray(values, at + i);
    }
  }

  static void cosh(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector half = power(below(load(values, at + i).abs()), -1);
      half.add(broadcast(SPECIES, 0.25).div(half)).intoArray(values, at + i);
    }
  }

  /** exp(-|x|). */
  static DoubleVector ofMinusMagnitude(DoubleVector x) {
    return power(above(x.abs().mul(-1.0)), 0);
  }

  private static DoubleVector below(DoubleVector x) {
    DoubleVector limit = broadcast(SPECIES, LIMIT);
    return x.blend(limit, x.compare(GT, limit));
  }

  private static DoubleVector above(DoubleVector x) {
    DoubleVector limit = broadcast(SPECIES, -LIMIT);
    return x.blend(limit, x.compare(LT, limit));
  }

  /**
   * eˣ times a power of two. The power of two in eˣ is applied as two factors, so that the result
   * may overflow or be subnormal, and then is rounded once.
   *
   * @param x within the limits, or NaN
   * @param shift the exponent of the power of two, small
   */
  private static DoubleVector power(DoubleVector x, int shift) {
    DoubleVector bias = broadcast(SPECIES, WHOLE + 2046);
    DoubleVector biased = x.fma(broadcast(SPECIES, INV_LN_2), bias);
    DoubleVector r = rest(x, biased.sub(bias));
    DoubleVector q = quotient(r);
    DoubleVector one = broadcast(SPECIES, 1.0);
    DoubleVector p = q.fma(r, one).fma(r, one);
    LongVector sum = biased.reinterpretAsLongs();
    LongVector half = sum.lanewise(LSHR, 1);
    DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
    LongVector other = shift == 0 ? sum.sub(half) : sum.sub(half).add(shift);
    DoubleVector second = other.lanewise(LSHL, 52).reinterpretAsDoubles();
    return p.mul(first).mul(second);
  }

  /** To rows k, r and eʳ - 1 - r, with what r has no room for; k in the lowest bits of a sum. */
  private static void split(DoubleVector x, double addend, VectorRows rows, int i) {
    DoubleVector bias = broadcast(SPECIES, addend);
    DoubleVector biased = x.fma(broadcast(SPECIES, INV_LN_2), bias);
    DoubleVector k = biased.sub(bias);
    DoubleVector r = rest(x, k);
    biased.intoArray(rows.whole, i);
    r.intoArray(rows.rest, i);
    quotient(r).fma(r.mul(r), restLow(x, k, r)).intoArray(rows.series, i);
  }

  private static DoubleVector rest(DoubleVector x, DoubleVector k) {
    DoubleVector high = k.fma(broadcast(SPECIES, -LN_2_HIGH), x);
    return k.fma(broadcast(SPECIES, -LN_2_LOW), high);
  }

  /** What the rest r has no room for. */
  private static DoubleVector restLow(DoubleVector x, DoubleVector k, DoubleVector r) {
    DoubleVector high = k.fma(broadcast(SPECIES, -LN_2_HIGH), x);
    return k.fma(broadcast(SPECIES, -LN_2_LOW), high.sub(r));
  }

  /** (sinh x - x)/x³ of x². */
  private static DoubleVector sinhTerm(DoubleVector z) {
    DoubleVector p = broadcast(SPECIES, 2.8445596736423237e-15);
    p = p.fma(z, broadcast(SPECIES, 7.646624280324513e-13));
    p = p.fma(z, broadcast(SPECIES, 1.6059048410081293e-10));
    p = p.fma(z, broadcast(SPECIES, 2.5052108363972185e-08));
    p = p.fma(z, broadcast(SPECIES, 2.755731922404061e-06));
    p = p.fma(z, broadcast(SPECIES, 0.00019841269841269773));
    p = p.fma(z, broadcast(SPECIES, 0.008333333333333333));
    return p.fma(z, broadcast(SPECIES, 0.16666666666666666));
  }

  /** (eʳ - 1 - r)/r². */
  private static DoubleVector quotient(DoubleVector r) {
    DoubleVector q = broadcast(SPECIES, 2.09147553258932e-09);
    q = q.fma(r, broadcast(SPECIES, 2.5105312729622103e-08));
    q = q.fma(r, broadcast(SPECIES, 2.755727347871858e-07));
    q = q.fma(r, broadcast(SPECIES, 2.755725517000089e-06));
    q = q.fma(r, broadcast(SPECIES, 2.480158732567746e-05));
    q = q.fma(r, broadcast(SPECIES, 0.0001984126987500228));
    q = q.fma(r, broadcast(SPECIES, 0.0013888888888883711));
    q = q.fma(r, broadcast(SPECIES, 0.008333333333326084));
    q = q.fma(r, broadcast(SPECIES, 0.04166666666666667));
    q = q.fma(r, broadcast(SPECIES, 0.1666666666666667));
    return q.fma(r, broadcast(SPECIES, 0.5));
  }
}
