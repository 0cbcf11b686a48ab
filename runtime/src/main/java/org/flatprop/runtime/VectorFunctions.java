package org.flatprop.runtime;

import static jdk.incubator.vector.VectorOperators.GE;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FastFunctions} with vectors. The loops stand here, each in a method of its own so that it
 * is compiled as a whole; what they do to a vector is elsewhere.
 *
 * <p>Between calls that HotSpot does not inline vectors are objects, so all must be inlined. Two
 * rules see to that. A method has at most 325 bytes. And once a loop comes to 18,000 nodes, which
 * is a little more than exp, only the interface's own methods are inlined: methods of these classes
 * are called before that, early in each other.
 */
final class VectorFunctions {

  private VectorFunctions() {}

  static void expBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorExponential.exp(x, 0).intoArray(values, i);
    }
  }

  static void expm1Block(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorExponential.expm1(x).intoArray(values, i);
    }
  }

  static void logBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorLogarithm.log(x).intoArray(values, i);
    }
  }

  static void log1pBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorLogarithm.log1p(x).intoArray(values, i);
    }
  }

  static void log2Block(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorLogarithm.log2(x).intoArray(values, i);
    }
  }

  static void sinhBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorExponential.sinh(x).intoArray(values, i);
    }
  }

  static void coshBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorExponential.cosh(x).intoArray(values, i);
    }
  }

  static void tanhBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorExponential.tanh(x).intoArray(values, i);
    }
  }

  static void sigmoidBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorActivations.sigmoid(x).intoArray(values, i);
    }
  }

  static void logSigmoidBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorActivations.logSigmoid(x).intoArray(values, i);
    }
  }

  static void softplusBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorActivations.softplus(x).intoArray(values, i);
    }
  }

  static void erfBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorErrorFunction.erf(x).intoArray(values, i);
    }
  }

  static void erfcBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorErrorFunction.erfc(x).intoArray(values, i);
    }
  }

  static void geluBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorErrorFunction.gelu(x).intoArray(values, i);
    }
  }

  static void geluTanhBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorActivations.geluTanh(x).intoArray(values, i);
    }
  }

  static void siluBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorActivations.silu(x).intoArray(values, i);
    }
  }

  static void mishBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorActivations.mish(x).intoArray(values, i);
    }
  }

  static void sinBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorMask<Double> large = x.abs().compare(GE, VectorTrigonometry.LIMIT);
      VectorTrigonometry.sin(x).blend(x, large).intoArray(values, i);
      if (large.anyTrue()) {
        sinOfLarge(values, i);
      }
    }
  }

  static void cosBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorMask<Double> large = x.abs().compare(GE, VectorTrigonometry.LIMIT);
      VectorTrigonometry.cos(x).blend(x, large).intoArray(values, i);
      if (large.anyTrue()) {
        cosOfLarge(values, i);
      }
    }
  }

  static void tanBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorMask<Double> large = x.abs().compare(GE, VectorTrigonometry.LIMIT);
      VectorTrigonometry.tan(x).blend(x, large).intoArray(values, i);
      if (large.anyTrue()) {
        tanOfLarge(values, i);
      }
    }
  }

  static void asinBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorArcs.asin(x).intoArray(values, i);
    }
  }

  static void acosBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorArcs.acos(x).intoArray(values, i);
    }
  }

  static void atanBlock(double[] values, int count) {
    for (int i = 0; i < count; i += COUNT) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      VectorArcs.atan(x).intoArray(values, i);
    }
  }

  /** One vector of eight partial sums, or two of four; what is behind count is left alone. */
  static double sumBlock(double[] values, int count) {
    DoubleVector low = DoubleVector.zero(SPECIES);
    DoubleVector high = DoubleVector.zero(SPECIES);
    int whole = count & -8;
    if (COUNT == 8) {
      for (int i = 0; i < whole; i += 8) {
        low = low.add(DoubleVector.fromArray(SPECIES, values, i));
      }
      return sumOfParts(
          values,
          whole,
          count - whole,
          low.lane(0),
          low.lane(1),
          low.lane(2),
          low.lane(3),
          low.lane(4),
          low.lane(5),
          low.lane(6),
          low.lane(7));
    }
    for (int i = 0; i < whole; i += 8) {
      low = low.add(DoubleVector.fromArray(SPECIES, values, i));
      high = high.add(DoubleVector.fromArray(SPECIES, values, i + 4));
    }
    return sumOfParts(
        values,
        whole,
        count - whole,
        low.lane(0),
        low.lane(1),
        low.lane(2),
        low.lane(3),
        high.lane(0),
        high.lane(1),
        high.lane(2),
        high.lane(3));
  }

  private static double sumOfParts(
      double[] values,
      int at,
      int rest,
      double s0,
      double s1,
      double s2,
      double s3,
      double s4,
      double s5,
      double s6,
      double s7) {
    double t0 = rest > 0 ? s0 + values[at] : s0;
    double t1 = rest > 1 ? s1 + values[at + 1] : s1;
    double t2 = rest > 2 ? s2 + values[at + 2] : s2;
    double t3 = rest > 3 ? s3 + values[at + 3] : s3;
    double t4 = rest > 4 ? s4 + values[at + 4] : s4;
    double t5 = rest > 5 ? s5 + values[at + 5] : s5;
    double t6 = rest > 6 ? s6 + values[at + 6] : s6;
    return ((t0 + t4) + (t2 + t6)) + ((t1 + t5) + (t3 + s7));
  }

  static double maxBlock(double[] values, int count) {
    DoubleVector largest = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    DoubleVector other = largest;
    int whole = count & -2 * COUNT;
    for (int i = 0; i < whole; i += 2 * COUNT) {
      largest = largest.max(DoubleVector.fromArray(SPECIES, values, i));
      other = other.max(DoubleVector.fromArray(SPECIES, values, i + COUNT));
    }
    double max = largest.max(other).reduceLanes(VectorOperators.MAX);
    for (int i = whole; i < count; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  private static void sinOfLarge(double[] values, int at) {
    for (int i = at; i < at + COUNT; i++) {
      if (Math.abs(values[i]) >= VectorTrigonometry.LIMIT) {
        values[i] = StrictMath.sin(values[i]);
      }
    }
  }

  private static void cosOfLarge(double[] values, int at) {
    for (int i = at; i < at + COUNT; i++) {
      if (Math.abs(values[i]) >= VectorTrigonometry.LIMIT) {
        values[i] = StrictMath.cos(values[i]);
      }
    }
  }

  private static void tanOfLarge(double[] values, int at) {
    for (int i = at; i < at + COUNT; i++) {
      if (Math.abs(values[i]) >= VectorTrigonometry.LIMIT) {
        values[i] = StrictMath.tan(values[i]);
      }
    }
  }
}
