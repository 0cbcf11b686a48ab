package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SIGN_BIT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.WHOLE;
import static org.flatprop.runtime.VectorLanes.load;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sine, cosine and tangent. From an argument up to 2²⁶ the multiples of π/2 are subtracted in three
 * parts of 53 bits (W. J. Cody and W. Waite, <i>Software Manual for the Elementary Functions</i>,
 * 1980), and the rest is held to more than the working precision. The sums are arranged as in
 * fdlibm (Sun Microsystems, 1993); the coefficients were computed for this project.
 */
final class VectorTrigonometry {

  /** From here on the methods below have no meaning. */
  private static final double LIMIT = 0x1p26;

  /** Nearer to 0 than this, sine and tangent are x. */
  private static final double TINY = 0x1p-27;

  private static final double TWO_OVER_PI = 0.6366197723675814;

  private static final double QUARTER_1 = 1.5707963267948966;

  private static final double QUARTER_2 = 6.123233995736766e-17;

  private static final double QUARTER_3 = -1.4973849048591698e-33;

  private VectorTrigonometry() {}

  /** To rows the number of quarters of the circle nearest to x, and what is left of x. */
  static void split(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector biased = x.fma(broadcast(SPECIES, TWO_OVER_PI), broadcast(SPECIES, WHOLE));
      biased.intoArray(rows.whole, i);
      DoubleVector k = biased.sub(WHOLE);
      DoubleVector r = rest(x, k);
      r.intoArray(rows.rest, i);
      restLow(x, k, r).intoArray(rows.low, i);
    }
  }

  static void series(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector r = load(rows.rest, i);
      DoubleVector low = load(rows.low, i);
      sineRest(r, low).intoArray(rows.series, i);
      cosineRest(r, low).intoArray(rows.other, i);
    }
  }

  static void sin(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      VectorMask<Double> large = x.abs().compare(GE, LIMIT);
      DoubleVector y = sine(0, rows, i).blend(x, x.abs().compare(LT, TINY));
      y.blend(x, large).intoArray(values, at + i);
      if (large.anyTrue()) {
        sinOfLarge(values, at + i);
      }
    }
  }

  static void cos(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      VectorMask<Double> large = x.abs().compare(GE, LIMIT);
      sine(1, rows, i).blend(x, large).intoArray(values, at + i);
      if (large.anyTrue()) {
        cosOfLarge(values, at + i);
      }
    }
  }

  static void tan(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      VectorMask<Double> large = x.abs().compare(GE, LIMIT);
      DoubleVector y = tangent(rows, i).blend(x, x.abs().compare(LT, TINY));
      y.blend(x, large).intoArray(values, at + i);
      if (large.anyTrue()) {
        tanOfLarge(values, at + i);
      }
    }
  }

  /** The sine of x and so many quarters of the circle. */
  private static DoubleVector sine(int quarters, VectorRows rows, int i) {
    LongVector place = load(rows.whole, i).reinterpretAsLongs().add(quarters);
    DoubleVector choice = place.lanewise(LSHL, 62).reinterpretAsDoubles();
    DoubleVector r = load(rows.rest, i);
    DoubleVector sine = load(rows.series, i).add(r);
    DoubleVector cosine = cosineFirst(r).add(load(rows.other, i));
    DoubleVector y = sine.blend(cosine, odd(choice));
    LongVector sign = choice.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
    return y.reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles();
  }

  /**
   * The quotient of sine and cosine, both and their quotient to more than the working precision.
   */
  private static DoubleVector tangent(VectorRows rows, int i) {
    LongVector place = load(rows.whole, i).reinterpretAsLongs();
    VectorMask<Double> odd = odd(place.lanewise(LSHL, 62).reinterpretAsDoubles());
    DoubleVector r = load(rows.rest, i);
    DoubleVector second = load(rows.series, i);
    DoubleVector sine = r.add(second);
    DoubleVector sineLow = second.sub(sine.sub(r));
    second = load(rows.other, i);
    DoubleVector first = cosineFirst(r);
    DoubleVector cosine = first.add(second);
    DoubleVector cosineLow = second.sub(cosine.sub(first));
    DoubleVector over = sine.blend(cosine, odd);
    DoubleVector overLow = sineLow.blend(cosineLow, odd);
    DoubleVector under = cosine.blend(sine.mul(-1.0), odd);
    DoubleVector underLow = cosineLow.blend(sineLow.mul(-1.0), odd);
    DoubleVector y = over.div(under);
    DoubleVector more = y.fma(under, over.mul(-1.0)).add(y.fma(underLow, overLow.mul(-1.0)));
    return y.sub(more.div(under));
  }

  /** Whether sine and cosine change places: then the choice is 2 in magnitude, and else 0. */
  private static VectorMask<Double> odd(DoubleVector choice) {
    return choice.abs().compare(GT, 1.0);
  }

  private static DoubleVector rest(DoubleVector x, DoubleVector k) {
    return k.fma(broadcast(SPECIES, -QUARTER_1), x).sub(k.mul(QUARTER_2));
  }

  /** What the rest has no room for. */
  private static DoubleVector restLow(DoubleVector x, DoubleVector k, DoubleVector rest) {
    DoubleVector first = k.fma(broadcast(SPECIES, -QUARTER_1), x);
    DoubleVector second = k.mul(QUARTER_2);
    DoubleVector secondLow = k.fma(broadcast(SPECIES, -QUARTER_2), second);
    DoubleVector third = k.fma(broadcast(SPECIES, -QUARTER_3), secondLow);
    return first.sub(rest).sub(second).add(third);
  }

  /** sin(r + low) - r. */
  private static DoubleVector sineRest(DoubleVector r, DoubleVector low) {
    DoubleVector z = r.mul(r);
    DoubleVector p = broadcast(SPECIES, -7.586636867766497e-13);
    p = p.fma(z, broadcast(SPECIES, 1.6058530596390244e-10));
    p = p.fma(z, broadcast(SPECIES, -2.5052106225992787e-08));
    p = p.fma(z, broadcast(SPECIES, 2.7557319219320575e-06));
    p = p.fma(z, broadcast(SPECIES, -0.0001984126984126504));
    p = p.fma(z, broadcast(SPECIES, 0.008333333333333331));
    p = p.fma(z, broadcast(SPECIES, -0.16666666666666666));
    return p.mul(z).fma(r, low.sub(z.mul(0.5).mul(low)));
  }

  /** cos(r + low) - (1 - ½ r²), with the difference as it is rounded. */
  private static DoubleVector cosineRest(DoubleVector r, DoubleVector low) {
    DoubleVector z = r.mul(r);
    DoubleVector p = broadcast(SPECIES, -1.1382544623404147e-11);
    p = p.fma(z, broadcast(SPECIES, 2.087614504910828e-09));
    p = p.fma(z, broadcast(SPECIES, -2.7557317265876615e-07));
    p = p.fma(z, broadcast(SPECIES, 2.48015872987544e-05));
    p = p.fma(z, broadcast(SPECIES, -0.0013888888888887389));
    p = p.fma(z, broadcast(SPECIES, 0.041666666666666664));
    DoubleVector half = z.mul(0.5);
    DoubleVector one = broadcast(SPECIES, 1.0);
    DoubleVector lost = one.sub(one.sub(half)).sub(half);
    return lost.add(p.mul(z).fma(z, r.mul(low).mul(-1.0)));
  }

  private static DoubleVector cosineFirst(DoubleVector r) {
    return broadcast(SPECIES, 1.0).sub(r.mul(r).mul(0.5));
  }

  private static void sinOfLarge(double[] values, int at) {
    for (int i = at; i < at + COUNT; i++) {
      if (Math.abs(values[i]) >= LIMIT) {
        values[i] = StrictMath.sin(values[i]);
      }
    }
  }

  private static void cosOfLarge(double[] values, int at) {
    for (int i = at; i < at + COUNT; i++) {
      if (Math.abs(values[i]) >= LIMIT) {
        values[i] = StrictMath.cos(values[i]);
      }
    }
  }

  private static void tanOfLarge(double[] values, int at) {
    for (int i = at; i < at + COUNT; i++) {
      if (Math.abs(values[i]) >= LIMIT) {
        values[i] = StrictMath.tan(values[i]);
      }
    }
  }
}
