package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.load;

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

  /** To rows k and f. */
  static void split(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      LongVector carried = carried(normal(x));
      exponent(carried, x).intoArray(rows.whole, i);
      fraction(carried).sub(1.0).intoArray(rows.rest, i);
    }
  }

  /** To a row, s (½ f² + R) for f up to 1, where s is ⅓. */
  static void series(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector f = load(rows.rest, i);
      DoubleVector s = f.div(f.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector r = atanhTerm(z);
      r.fma(z, f.mul(f).mul(0.5)).mul(s).intoArray(rows.series, i);
    }
  }

  static void log(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector k = load(rows.whole, i);
      DoubleVector f = load(rows.rest, i);
      DoubleVector small = k.fma(broadcast(SPECIES, LN_2_LOW), load(rows.series, i));
      small = f.sub(f.mul(f).mul(0.5).sub(small));
      DoubleVector y = k.fma(broadcast(SPECIES, LN_2_HIGH), small);
      y.add(limits(load(values, at + i))).intoArray(values, at + i);
    }
  }

  /** k + log(1 + f)/log 2, the product to twice the precision. */
  static void log2(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector k = load(rows.whole, i);
      DoubleVector f = load(rows.rest, i);
      DoubleVector square = f.mul(f).mul(0.5);
      DoubleVector squareLow = f.mul(0.5).fma(f, square.mul(-1.0));
      DoubleVector high = f.sub(square);
      DoubleVector low = f.sub(high).sub(square).sub(squareLow).add(load(rows.series, i));
      DoubleVector product = high.mul(INV_LN_2);
      DoubleVector productLow = high.fma(broadcast(SPECIES, INV_LN_2), product.mul(-1.0));
      productLow = high.fma(broadcast(SPECIES, INV_LN_2_LOW), productLow);
      productLow = low.fma(broadcast(SPECIES, INV_LN_2), productLow);
      DoubleVector sum = k.add(product);
      DoubleVector y = sum.add(product.sub(sum.sub(k)).add(productLow));
      y.add(limits(load(values, at + i))).intoArray(values, at + i);
    }
  }

  /** Of 1 + x, with what rounding took from it; but where x is small k is 0 and f is x. */
  static void split1p(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector one = broadcast(SPECIES, 1.0);
      VectorMask<Double> near = x.compare(GT, -0.29).and(x.compare(LE, 0.5));
      DoubleVector u = x.add(one);
      LongVector carried = carried(u);
      LongVector number = carried.lanewise(LSHR, 52).lanewise(OR, TWO_52);
      DoubleVector k = number.reinterpretAsDoubles().sub(0x1p52 + 1023);
      k.blend(-0.0, near).intoArray(rows.whole, i);
      DoubleVector f = fraction(carried).sub(one).blend(x, near);
      f.intoArray(rows.rest, i);
      DoubleVector rounded = u.sub(one);
      DoubleVector lost = one.sub(u.sub(rounded)).add(x.sub(rounded));
      // over 1 + f, as well as it is needed here, and nothing beside a large x
      LongVector power = carried.lanewise(AND, ~FRACTION);
      DoubleVector inverse = power.neg().add(2046L << 52).reinterpretAsDoubles();
      DoubleVector low = lost.mul(inverse).mul(f.fma(f.sub(one), one));
      low.blend(0.0, near.or(x.compare(GT, 0x1p54))).intoArray(rows.low, i);
    }
  }

  static void log1p(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector k = load(rows.whole, i);
      DoubleVector f = load(rows.rest, i);
      DoubleVector low = k.fma(broadcast(SPECIES, LN_2_LOW), load(rows.low, i));
      DoubleVector small = load(rows.series, i).add(low);
      small = f.sub(f.mul(f).mul(0.5).sub(small));
      DoubleVector y = k.fma(broadcast(SPECIES, LN_2_HIGH), small);
      y.add(limits(load(values, at + i).add(1.0))).intoArray(values, at + i);
    }
  }

  /** log(1 + f) for f from 0 to 1, or NaN, in rows.rest. */
  static DoubleVector ofOnePlusRest(VectorRows rows, int i) {
    DoubleVector f = load(rows.rest, i);
    return f.sub(f.mul(f).mul(0.5).sub(load(rows.series, i)));
  }

  /** R(z)/z, of the square of s. */
  private static DoubleVector atanhTerm(DoubleVector z) {
    DoubleVector r = broadcast(SPECIES, 0.1563134332075557);
    r = r.fma(z, broadcast(SPECIES, 0.07491740334509496));
    r = r.fma(z, broadcast(SPECIES, 0.10845268502768013));
    r = r.fma(z, broadcast(SPECIES, 0.1173426795617247));
    r = r.fma(z, broadcast(SPECIES, 0.13335179455463733));
    r = r.fma(z, broadcast(SPECIES, 0.15384543927176786));
    r = r.fma(z, broadcast(SPECIES, 0.1818181989900684));
    r = r.fma(z, broadcast(SPECIES, 0.22222222198220246));
    r = r.fma(z, broadcast(SPECIES, 0.2857142857160023));
    r = r.fma(z, broadcast(SPECIES, 0.39999999999999525));
    return r.fma(z, broadcast(SPECIES, 0.6666666666666666));
  }

  /** A subnormal number times 2⁵⁴. */
  private static DoubleVector normal(DoubleVector x) {
    return x.blend(x.mul(0x1p54), x.compare(LT, Double.MIN_NORMAL));
  }

  private static LongVector carried(DoubleVector normal) {
    return normal.reinterpretAsLongs().add(CARRY);
  }

  private static DoubleVector exponent(LongVector carried, DoubleVector x) {
    LongVector number = carried.lanewise(LSHR, 52).lanewise(OR, TWO_52);
    DoubleVector k = number.reinterpretAsDoubles().sub(0x1p52 + 1023);
    return k.blend(k.sub(54.0), x.compare(LT, Double.MIN_NORMAL));
  }

  private static DoubleVector fraction(LongVector carried) {
    return carried.lanewise(AND, FRACTION).add(SQRT_HALF).reinterpretAsDoubles();
  }

  /** What, added to any number, gives the logarithm of what has none; else nothing, -0. */
  private static DoubleVector limits(DoubleVector x) {
    DoubleVector limits = x.blend(-0.0, x.compare(LT, Double.POSITIVE_INFINITY));
    limits = limits.blend(Double.NaN, x.compare(LT, 0.0));
    return limits.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0));
  }
}
