package org.flatprop.runtime;

import static org.flatprop.runtime.VectorFunction.loop;
import static org.flatprop.runtime.VectorLanes.COUNT;
import static org.flatprop.runtime.VectorLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FastFunctions} with vectors: which loops make each. The loops stand elsewhere.
 *
 * <p>Between calls that HotSpot does not inline vectors are objects, so all must be inlined. Two
 * rules see to that. A method has at most 325 bytes. And a loop has at most 56 operations of
 * vectors, a constant counted as one: each is about 300 nodes to HotSpot's second compiler, and
 * from 18,000 on it inlines in another order, in which it sometimes does not know of what length
 * vectors are. What is longer is several loops, which leave results for each other in {@link
 * VectorRows}.
 */
final class VectorFunctions {

  // what several functions have in common

  private static final VectorFunction SCALED_EXP = loop(VectorExponential.class, "scaledOfRow");

  private static final VectorFunction EXP_OF_MINUS =
      loop(VectorExponential.class, "ofMinusMagnitude");

  private static final VectorFunction LOG_SPLIT = loop(VectorLogarithm.class, "split");

  private static final VectorFunction LOG_SERIES = loop(VectorLogarithm.class, "series");

  private static final VectorFunction COMPLEMENT =
      SCALED_EXP
          .then(VectorErrorFunction.class, "fit")
          .then(VectorErrorFunction.class, "complement");

  private static final VectorFunction SINE_SERIES =
      loop(VectorTrigonometry.class, "split").then(VectorTrigonometry.class, "series");

  // the functions

  private static final VectorFunction EXP = loop(VectorExponential.class, "exp");

  private static final VectorFunction EXPM1 =
      loop(VectorExponential.class, "expm1Rest").then(VectorExponential.class, "expm1");

  private static final VectorFunction LOG =
      LOG_SPLIT.then(LOG_SERIES).then(VectorLogarithm.class, "log");

  private static final VectorFunction LOG1P =
      loop(VectorLogarithm.class, "split1p").then(LOG_SERIES).then(VectorLogarithm.class, "log1p");

  private static final VectorFunction LOG2 =
      LOG_SPLIT.then(LOG_SERIES).then(VectorLogarithm.class, "log2");

  private static final VectorFunction SINH =
      loop(VectorExponential.class, "halfOfMagnitude").then(VectorExponential.class, "sinh");

  private static final VectorFunction COSH = loop(VectorExponential.class, "cosh");

  private static final VectorFunction TANH =
      loop(VectorExponential.class, "tanhRest").then(VectorExponential.class, "tanh");

  private static final VectorFunction SIGMOID = loop(VectorActivations.class, "sigmoid");

  private static final VectorFunction LOG_SIGMOID =
      EXP_OF_MINUS.then(LOG_SERIES).then(VectorActivations.class, "logSigmoid");

  private static final VectorFunction SOFTPLUS =
      EXP_OF_MINUS.then(LOG_SERIES).then(VectorActivations.class, "softplus");

  private static final VectorFunction ERF =
      loop(VectorErrorFunction.class, "erfArgument")
          .then(COMPLEMENT)
          .then(VectorErrorFunction.class, "erf");

  private static final VectorFunction ERFC =
      loop(VectorErrorFunction.class, "erfArgument")
          .then(COMPLEMENT)
          .then(VectorErrorFunction.class, "erfc");

  private static final VectorFunction GELU =
      loop(VectorErrorFunction.class, "geluArgument")
          .then(COMPLEMENT)
          .then(VectorErrorFunction.class, "gelu");

  private static final VectorFunction GELU_TANH =
      loop(VectorActivations.class, "geluTanhArgument")
          .then(SCALED_EXP)
          .then(VectorActivations.class, "geluTanh");

  private static final VectorFunction SILU =
      loop(VectorExponential.class, "scaledOfMinusMagnitude").then(VectorActivations.class, "silu");

  private static final VectorFunction MISH =
      loop(VectorActivations.class, "mishArgument")
          .then(SCALED_EXP)
          .then(VectorActivations.class, "mish");

  private static final VectorFunction SIN = SINE_SERIES.then(VectorTrigonometry.class, "sin");

  private static final VectorFunction COS = SINE_SERIES.then(VectorTrigonometry.class, "cos");

  private static final VectorFunction TAN = SINE_SERIES.then(VectorTrigonometry.class, "tan");

  private static final VectorFunction ASIN = loop(VectorArcs.class, "asin");

  private static final VectorFunction ACOS = loop(VectorArcs.class, "acos");

  private static final VectorFunction ATAN =
      loop(VectorArcs.class, "angleSeries").then(VectorArcs.class, "atan");

  private VectorFunctions() {}

  static void expBlock(double[] values, int count) {
    EXP.apply(values, count);
  }

  static void expm1Block(double[] values, int count) {
    EXPM1.apply(values, count);
  }

  static void logBlock(double[] values, int count) {
    LOG.apply(values, count);
  }

  static void log1pBlock(double[] values, int count) {
    LOG1P.apply(values, count);
  }

  static void log2Block(double[] values, int count) {
    LOG2.apply(values, count);
  }

  static void sinhBlock(double[] values, int count) {
    SINH.apply(values, count);
  }

  static void coshBlock(double[] values, int count) {
    COSH.apply(values, count);
  }

  static void tanhBlock(double[] values, int count) {
    TANH.apply(values, count);
  }

  static void sigmoidBlock(double[] values, int count) {
    SIGMOID.apply(values, count);
  }

  static void logSigmoidBlock(double[] values, int count) {
    LOG_SIGMOID.apply(values, count);
  }

  static void softplusBlock(double[] values, int count) {
    SOFTPLUS.apply(values, count);
  }

  static void erfBlock(double[] values, int count) {
    ERF.apply(values, count);
  }

  static void erfcBlock(double[] values, int count) {
    ERFC.apply(values, count);
  }

  static void geluBlock(double[] values, int count) {
    GELU.apply(values, count);
  }

  static void geluTanhBlock(double[] values, int count) {
    GELU_TANH.apply(values, count);
  }

  static void siluBlock(double[] values, int count) {
    SILU.apply(values, count);
  }

  static void mishBlock(double[] values, int count) {
    MISH.apply(values, count);
  }

  static void sinBlock(double[] values, int count) {
    SIN.apply(values, count);
  }

  static void cosBlock(double[] values, int count) {
    COS.apply(values, count);
  }

  static void tanBlock(double[] values, int count) {
    TAN.apply(values, count);
  }

  static void asinBlock(double[] values, int count) {
    ASIN.apply(values, count);
  }

  static void acosBlock(double[] values, int count) {
    ACOS.apply(values, count);
  }

  static void atanBlock(double[] values, int count) {
    ATAN.apply(values, count);
  }

  /** One vector of eight partial sums, or two of four; what is behind count is left alone. */
  static double sumBlock(double[] values, int count) {
    DoubleVector low = DoubleVector.broadcast(SPECIES, -0.0);
    DoubleVector high = DoubleVector.broadcast(SPECIES, -0.0);
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
}
