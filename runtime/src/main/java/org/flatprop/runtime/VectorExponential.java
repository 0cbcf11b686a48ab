package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.SIGN_BIT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.WHOLE;

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

  private VectorExponential() {}

  /**
   * eˣ times a power of two. The power of two in eˣ is applied as two factors, so that the result
   * may overflow or be subnormal, and then is rounded once.
   *
   * @param shift the exponent of the power of two, small
   */
  static DoubleVector exp(DoubleVector x, int shift) {
    DoubleVector limit = broadcast(SPECIES, LIMIT);
    return ofLimited(x.blend(limit, x.compare(GT, limit)), shift);
  }

  /** The same where x is known to be less than 1000, or NaN. */
  static DoubleVector ofLimited(DoubleVector x, int shift) {
    DoubleVector limit = broadcast(SPECIES, -LIMIT);
    DoubleVector a = x.blend(limit, x.compare(LT, limit));
    DoubleVector bias = broadcast(SPECIES, WHOLE + 2046);
    DoubleVector biased = a.fma(broadcast(SPECIES, INV_LN_2), bias);
    DoubleVector r = rest(a, biased.sub(bias));
    DoubleVector q = quotient(r);
    DoubleVector one = broadcast(SPECIES, 1.0);
    DoubleVector p = q.fma(r, one).fma(r, one);
    LongVector sum = biased.reinterpretAsLongs();
    LongVector half = sum.lanewise(LSHR, 1);
    DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
    DoubleVector second = sum.sub(half).add(shift).lanewise(LSHL, 52).reinterpretAsDoubles();
    return p.mul(first).mul(second);
  }

  /** 2ᵏ (eʳ - 1) + (2ᵏ - 1), the second added to 2ᵏ r first: where they cancel this is exact. */
  static DoubleVector expm1(DoubleVector x) {
    DoubleVector a = x.blend(LIMIT, x.compare(GT, LIMIT));
    a = a.blend(-LIMIT, a.compare(LT, -LIMIT));
    DoubleVector biased = a.fma(broadcast(SPECIES, INV_LN_2), broadcast(SPECIES, WHOLE + 2046));
    DoubleVector k = biased.sub(WHOLE + 2046);
    DoubleVector r = rest(a, k);
    DoubleVector more = quotient(r).fma(r.mul(r), restLow(a, k, r));
    LongVector sum = biased.reinterpretAsLongs();
    LongVector half = sum.lanewise(LSHR, 1);
    LongVector other = sum.sub(half);
    DoubleVector first = half.lanewise(LSHL, 52).reinterpretAsDoubles();
    DoubleVector second = other.lanewise(LSHL, 52).reinterpretAsDoubles();
    DoubleVector one = other.neg().add(2046).lanewise(LSHL, 52).reinterpretAsDoubles();
    DoubleVector y = first.fma(more, first.fma(r, first.sub(one))).mul(second);
    LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
    return y.abs().reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
  }

  /** -e/(2 + e) with e = expm1(-2|x|); what rounding took from e and from the quotient is added. */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector z = x.abs();
    z = z.blend(20.0, z.compare(GT, 20.0)).mul(-2.0);
    DoubleVector biased = z.fma(broadcast(SPECIES, INV_LN_2), broadcast(SPECIES, WHOLE + 1023));
    DoubleVector k = biased.sub(WHOLE + 1023);
    DoubleVector r = rest(z, k);
    DoubleVector power = biased.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
    DoubleVector second = quotient(r).fma(r.mul(r), restLow(z, k, r)).mul(power);
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
    LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
    return y.abs().reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
  }

  /** Where |x| ≥ 1 the difference of two exponentials, else an odd polynomial. */
  static DoubleVector sinh(DoubleVector x) {
    DoubleVector half = exp(x.abs(), -1);
    DoubleVector y = half.sub(broadcast(SPECIES, 0.25).div(half));
    LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
    DoubleVector large = y.reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
    DoubleVector z = x.mul(x);
    DoubleVector p = broadcast(SPECIES, 2.8445596736423237e-15);
    p = p.fma(z, broadcast(SPECIES, 7.646624280324513e-13));
    p = p.fma(z, broadcast(SPECIES, 1.6059048410081293e-10));
    p = p.fma(z, broadcast(SPECIES, 2.5052108363972185e-08));
    p = p.fma(z, broadcast(SPECIES, 2.755731922404061e-06));
    p = p.fma(z, broadcast(SPECIES, 0.00019841269841269773));
    p = p.fma(z, broadcast(SPECIES, 0.008333333333333333));
    p = p.fma(z, broadcast(SPECIES, 0.16666666666666666));
    return large.blend(p.fma(z.mul(x), x), x.abs().compare(LT, 1.0));
  }

  static DoubleVector cosh(DoubleVector x) {
    DoubleVector half = exp(x.abs(), -1);
    return half.add(broadcast(SPECIES, 0.25).div(half));
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
