package org.flatprop.runtime;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SIGN_BIT;
import static org.flatprop.runtime.VectorLanes.SPECIES;
import static org.flatprop.runtime.VectorLanes.load;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Inverse trigonometric functions, reduced as in fdlibm (Sun Microsystems, 1993) and Cephes (S. L.
 * Moshier, <i>Methods and Programs for Mathematical Functions</i>, 1989); the coefficients were
 * computed for this project.
 */
final class VectorArcs {

  private static final double HALF_PI = 1.5707963267948966;

  private static final double HALF_PI_LOW = 6.123233995736766e-17;

  private static final double QUARTER_PI = 0.7853981633974483;

  private static final double QUARTER_PI_LOW = 3.061616997868383e-17;

  /** The tangent of π/8. */
  private static final double NEAR = 0.4142135623730951;

  /** The tangent of 3π/8. */
  private static final double FAR = 2.414213562373095;

  private VectorArcs() {}

  /** Beyond ½, π/2 - 2 asin(√(½ (1 - |x|))). */
  static void asin(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector a = x.abs();
      VectorMask<Double> large = a.compare(GT, 0.5);
      DoubleVector z = square(a, large);
      DoubleVector root = a.blend(z.sqrt(), large);
      DoubleVector more = arcTerm(z).mul(z).mul(root);
      DoubleVector rest = more.mul(2.0).sub(HALF_PI_LOW);
      DoubleVector complement =
          broadcast(SPECIES, HALF_PI).sub(root.fma(broadcast(SPECIES, 2.0), rest));
      DoubleVector y = root.add(more).blend(complement, large);
      LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
      y = y.reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
      y.intoArray(values, at + i);
    }
  }

  static void acos(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector a = x.abs();
      VectorMask<Double> large = a.compare(GT, 0.5);
      DoubleVector z = square(a, large);
      DoubleVector root = x.blend(z.sqrt(), large);
      DoubleVector more = arcTerm(z).mul(z).mul(root);
      DoubleVector small = broadcast(SPECIES, HALF_PI).sub(root.add(more.sub(HALF_PI_LOW)));
      DoubleVector y = small.blend(root.add(more).mul(2.0), x.compare(GT, 0.5));
      y.blend(small.mul(2.0), x.compare(LT, -0.5)).intoArray(values, at + i);
    }
  }

  /** To rows t and its series, where atan |x| is a multiple of π/4 and atan t. */
  static void angleSeries(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector a = load(values, at + i).abs();
      VectorMask<Double> middle = a.compare(GT, NEAR);
      VectorMask<Double> far = a.compare(GT, FAR);
      DoubleVector one = broadcast(SPECIES, 1.0);
      DoubleVector over = a.blend(a.sub(1.0), middle).blend(-1.0, far);
      DoubleVector under = one.blend(a.add(1.0), middle).blend(a, far);
      DoubleVector t = over.div(under);
      t.intoArray(rows.rest, i);
      angleTerm(t.mul(t)).intoArray(rows.series, i);
    }
  }

  static void atan(double[] values, int at, int count, VectorRows rows) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = load(values, at + i);
      DoubleVector a = x.abs();
      VectorMask<Double> middle = a.compare(GT, NEAR);
      VectorMask<Double> far = a.compare(GT, FAR);
      DoubleVector zero = broadcast(SPECIES, 0.0);
      DoubleVector base = zero.blend(QUARTER_PI, middle).blend(HALF_PI, far);
      DoubleVector low = zero.blend(QUARTER_PI_LOW, middle).blend(HALF_PI_LOW, far);
      DoubleVector t = load(rows.rest, i);
      DoubleVector y = base.add(load(rows.series, i).mul(t.mul(t)).fma(t, low).add(t));
      LongVector sign = x.reinterpretAsLongs().lanewise(AND, SIGN_BIT);
      y = y.abs().reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
      y.intoArray(values, at + i);
    }
  }

  /** x², or of a large x the square of the root that takes its place. */
  private static DoubleVector square(DoubleVector a, VectorMask<Double> large) {
    return a.mul(a).blend(broadcast(SPECIES, 1.0).sub(a).mul(0.5), large);
  }

  /** (asin s - s)/s³ of s². */
  private static DoubleVector arcTerm(DoubleVector z) {
    DoubleVector p = broadcast(SPECIES, 0.028799050522138873);
    p = p.fma(z, broadcast(SPECIES, -0.014910967384172082));
    p = p.fma(z, broadcast(SPECIES, 0.01743786618606299));
    p = p.fma(z, broadcast(SPECIES, 0.005444236358400044));
    p = p.fma(z, broadcast(SPECIES, 0.010325825844686153));
    p = p.fma(z, broadcast(SPECIES, 0.011478727335132069));
    p = p.fma(z, broadcast(SPECIES, 0.013971257700218363));
    p = p.fma(z, broadcast(SPECIES, 0.01735238980570733));
    p = p.fma(z, broadcast(SPECIES, 0.022372173062100795));
    p = p.fma(z, broadcast(SPECIES, 0.03038194413563282));
    p = p.fma(z, broadcast(SPECIES, 0.04464285714639142));
    p = p.fma(z, broadcast(SPECIES, 0.07499999999998415));
    return p.fma(z, broadcast(SPECIES, 0.16666666666666669));
  }

  /** (atan t - t)/t³ of t². */
  private static DoubleVector angleTerm(DoubleVector z) {
    DoubleVector p = broadcast(SPECIES, -0.019162068915902573);
    p = p.fma(z, broadcast(SPECIES, 0.03921955253255129));
    p = p.fma(z, broadcast(SPECIES, -0.05085030492810941));
    p = p.fma(z, broadcast(SPECIES, 0.058580687568615106));
    p = p.fma(z, broadcast(SPECIES, -0.06664502215671447));
    p = p.fma(z, broadcast(SPECIES, 0.07692182535116648));
    p = p.fma(z, broadcast(SPECIES, -0.09090904549884611));
    p = p.fma(z, broadcast(SPECIES, 0.11111111014561013));
    p = p.fma(z, broadcast(SPECIES, -0.14285714284657894));
    p = p.fma(z, broadcast(SPECIES, 0.1999999999999548));
    return p.fma(z, broadcast(SPECIES, -0.3333333333333333));
  }
}
