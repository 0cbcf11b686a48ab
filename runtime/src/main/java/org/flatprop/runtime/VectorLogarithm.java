package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Logarithms. A number is 2ᵏ (1 + f) with √½ ≤ 1 + f &lt; √2, and log(1 + f) = 2 atanh(s) = f - ½
 * f² + s (½ f² + R(s²)) with s = f/(2 + f), as in fdlibm (Sun Microsystems, 1993); the coefficients
 * of R were computed for this project.
 */
final class VectorLogarithm {

  private static final double LN_2_HIGH = 0.6931471805598903;

  private static final double LN_2_LOW = 5.497923018708371e-14;

  private static final double INV_LN_2 = 1.4426950408889634;

  private static final double INV_LN_2_LOW = 2.0355273740931033e-17;

  /** The bits of √½. */
  private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;

  /** Added to the bits of a number, it lets the exponent change at √2 times a power of two. */
  private static final long CARRY = 0x3ff0000000000000L - SQRT_HALF;

  private static final long FRACTION = (1L << 52) - 1;

  /** The bits of 2⁵²: a whole number in the bits below makes a number of it. */
  private static final long TWO_52 = 0x4330000000000000L;

  private VectorLogarithm() {}

  static DoubleVector log(DoubleVector x) {
    DoubleVector normal = normal(x);
    DoubleVector k = exponent(normal, x);
    return withLimits(ofOnePlus(fraction(normal).sub(1), k, broadcast(SPECIES, 0)), x);
  }

  /** k + log(1 + f)/log 2, the product to twice the precision. */
  static DoubleVector log2(DoubleVector x) {
    DoubleVector normal = normal(x);
    DoubleVector k = exponent(normal, x);
    DoubleVector f = fraction(normal).sub(1);
    DoubleVector s = f.div(f.add(2));
    DoubleVector square = f.mul(f).mul(0.5);
    DoubleVector tail = s.mul(square.add(remainder(s.mul(s))));
    DoubleVector high = f.sub(square);
    DoubleVector squareLow = f.mul(0.5).fma(f, square.mul(-1));
    DoubleVector low = f.sub(high).sub(square).sub(squareLow).add(tail);
    DoubleVector product = high.mul(INV_LN_2);
    DoubleVector productLow = high.fma(broadcast(SPECIES, INV_LN_2), product.mul(-1));
    productLow = high.fma(broadcast(SPECIES, INV_LN_2_LOW), productLow);
    productLow = low.fma(broadcast(SPECIES, INV_LN_2), productLow);
    DoubleVector sum = k.add(product);
    DoubleVector y = sum.add(product.sub(sum.sub(k)).add(productLow));
    y = x.blend(y, x.compare(LT, Double.POSITIVE_INFINITY));
    y = y.blend(Double.NaN, x.compare(LT, 0));
    return y.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0));
  }

  /** Up to ½, f is x itself; else 1 + x is rounded, and what was lost is added in the end. */
  static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(1);
    DoubleVector rounded = u.sub(1);
    DoubleVector lost = broadcast(SPECIES, 1).sub(u.sub(rounded)).add(x.sub(rounded));
    LongVector carried = u.reinterpretAsLongs().add(CARRY);
    LongVector power = carried.lanewise(AND, ~FRACTION);
    DoubleVector scale = power.mul(-1).add(2046L << 52).reinterpretAsDoubles();
    DoubleVector k = exponent(u, u);
    DoubleVector f = fraction(u).sub(1);
    VectorMask<Double> near = x.compare(GT, -0.29).and(x.compare(LE, 0.5));
    // 1/(1 + f), as well as it is needed here
    DoubleVector inverse = f.fma(f.sub(1), broadcast(SPECIES, 1));
    DoubleVector low = lost.mul(scale).mul(inverse).blend(0, near.or(x.compare(GT, 0x1p54)));
    return withLimits(ofOnePlus(f.blend(x, near), k.blend(-0.0, near), low), u);
  }

  /** log(1 + x) for x from 0 to 1, or NaN. */
  static DoubleVector log1pOfFraction(DoubleVector x) {
    VectorMask<Double> half = x.compare(GT, 0.5);
    DoubleVector f = x.blend(x.sub(1).mul(0.5), half);
    DoubleVector zero = broadcast(SPECIES, 0);
    return ofOnePlus(f, zero.blend(1, half), zero);
  }

  /** log(1 + f) + low + k log 2. */
  private static DoubleVector ofOnePlus(DoubleVector f, DoubleVector k, DoubleVector low) {
    DoubleVector s = f.div(f.add(2));
    DoubleVector square = f.mul(f).mul(0.5);
    DoubleVector r = square.add(remainder(s.mul(s)));
    DoubleVector small = s.fma(r, k.fma(broadcast(SPECIES, LN_2_LOW), low));
    return k.fma(broadcast(SPECIES, LN_2_HIGH), f.sub(square.sub(small)));
  }

  /** (2 atanh(s) - 2 s)/s of s²; where f is not above ½, s is not above 0.2. */
  private static DoubleVector remainder(DoubleVector z) {
    DoubleVector r = broadcast(SPECIES, 0.13609030262858499);
    r = r.fma(z, broadcast(SPECIES, 0.13209708242059462));
    r = r.fma(z, broadcast(SPECIES, 0.15388867805613718));
    r = r.fma(z, broadcast(SPECIES, 0.18181737626302938));
    r = r.fma(z, broadcast(SPECIES, 0.2222222304835159));
    r = r.fma(z, broadcast(SPECIES, 0.28571428567275936));
    r = r.fma(z, broadcast(SPECIES, 0.4000000000000794));
    r = r.fma(z, broadcast(SPECIES, 0.6666666666666666));
    return r.mul(z);
  }

  /** A subnormal number times 2⁵⁴. */
  private static DoubleVector normal(DoubleVector x) {
    return x.blend(x.mul(0x1p54), x.compare(LT, Double.MIN_NORMAL));
  }

  private static DoubleVector exponent(DoubleVector normal, DoubleVector x) {
    LongVector carried = normal.reinterpretAsLongs().add(CARRY);
    LongVector number = carried.lanewise(LSHR, 52).lanewise(OR, TWO_52);
    DoubleVector k = number.reinterpretAsDoubles().sub(0x1p52 + 1023);
    return k.blend(k.sub(54), x.compare(LT, Double.MIN_NORMAL));
  }

  private static DoubleVector fraction(DoubleVector normal) {
    LongVector carried = normal.reinterpretAsLongs().add(CARRY);
    return carried.lanewise(AND, FRACTION).add(SQRT_HALF).reinterpretAsDoubles();
  }

  private static DoubleVector withLimits(DoubleVector y, DoubleVector x) {
    DoubleVector limited = x.blend(y, x.compare(LT, Double.POSITIVE_INFINITY));
    limited = limited.blend(Double.NaN, x.compare(LT, 0));
    return limited.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0));
  }
}
