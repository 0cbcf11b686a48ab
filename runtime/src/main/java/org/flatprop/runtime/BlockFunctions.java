package org.flatprop.runtime;

import static java.lang.Math.acos;
import static java.lang.Math.asin;
import static java.lang.Math.atan;
import static java.lang.Math.cos;
import static java.lang.Math.cosh;
import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.sin;
import static java.lang.Math.sinh;
import static java.lang.Math.tan;
import static java.lang.Math.tanh;
import static org.flatprop.runtime.Functions.erf;
import static org.flatprop.runtime.Functions.erfc;
import static org.flatprop.runtime.Functions.gelu;
import static org.flatprop.runtime.Functions.geluTanh;
import static org.flatprop.runtime.Functions.log2;
import static org.flatprop.runtime.Functions.logSigmoid;
import static org.flatprop.runtime.Functions.mish;
import static org.flatprop.runtime.Functions.sigmoid;
import static org.flatprop.runtime.Functions.silu;
import static org.flatprop.runtime.Functions.softplus;

/**
 * Functions of many numbers at once, in plain loops: of each of the first numbers of an array, in
 * place, or of all of them together.
 *
 * <p>The source is plain Java 8, and each method can be copied out on its own together with the
 * members it names.
 */
public final class BlockFunctions {

  private BlockFunctions() {}

  public static void expBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = exp(values[i]);
    }
  }

  public static void expm1Block(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = expm1(values[i]);
    }
  }

  public static void logBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = log(values[i]);
    }
  }

  public static void log1pBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = log1p(values[i]);
    }
  }

  public static void log2Block(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = log2(values[i]);
    }
  }

  public static void sinBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = sin(values[i]);
    }
  }

  public static void cosBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = cos(values[i]);
    }
  }

  public static void tanBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = tan(values[i]);
    }
  }

  public static void asinBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = asin(values[i]);
    }
  }

  public static void acosBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = acos(values[i]);
    }
  }

  public static void atanBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = atan(values[i]);
    }
  }

  public static void sinhBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = sinh(values[i]);
    }
  }

  public static void coshBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = cosh(values[i]);
    }
  }

  public static void tanhBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = tanh(values[i]);
    }
  }

  public static void erfBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = erf(values[i]);
    }
  }

  public static void erfcBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = erfc(values[i]);
    }
  }

  public static void sigmoidBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = sigmoid(values[i]);
    }
  }

  public static void logSigmoidBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = logSigmoid(values[i]);
    }
  }

  public static void softplusBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = softplus(values[i]);
    }
  }

  public static void geluBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = gelu(values[i]);
    }
  }

  public static void geluTanhBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = geluTanh(values[i]);
    }
  }

  public static void siluBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = silu(values[i]);
    }
  }

  public static void mishBlock(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = mish(values[i]);
    }
  }

  /**
   * The sum of the first numbers: eight partial sums, each beginning with 0, of the numbers whose
   * places leave the same remainder by 8, in ascending order; then ((s0 + s4) + (s2 + s6)) + ((s1 +
   * s5) + (s3 + s7)).
   */
  public static double sumBlock(double[] values, int count) {
    double s0 = -0.0;
    double s1 = -0.0;
    double s2 = -0.0;
    double s3 = -0.0;
    double s4 = -0.0;
    double s5 = -0.0;
    double s6 = -0.0;
    double s7 = -0.0;
    int whole = count & -8;
    for (int i = 0; i < whole; i += 8) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
      s4 += values[i + 4];
      s5 += values[i + 5];
      s6 += values[i + 6];
      s7 += values[i + 7];
    }
    int rest = count - whole;
    s0 += rest > 0 ? values[whole] : -0.0;
    s1 += rest > 1 ? values[whole + 1] : -0.0;
    s2 += rest > 2 ? values[whole + 2] : -0.0;
    s3 += rest > 3 ? values[whole + 3] : -0.0;
    s4 += rest > 4 ? values[whole + 4] : -0.0;
    s5 += rest > 5 ? values[whole + 5] : -0.0;
    s6 += rest > 6 ? values[whole + 6] : -0.0;
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** The largest of the first numbers: NaN if one is, -∞ of none. */
  public static double maxBlock(double[] values, int count) {
    double m0 = Double.NEGATIVE_INFINITY;
    double m1 = Double.NEGATIVE_INFINITY;
    double m2 = Double.NEGATIVE_INFINITY;
    double m3 = Double.NEGATIVE_INFINITY;
    int whole = count & -4;
    for (int i = 0; i < whole; i += 4) {
      m0 = max(m0, values[i]);
      m1 = max(m1, values[i + 1]);
      m2 = max(m2, values[i + 2]);
      m3 = max(m3, values[i + 3]);
    }
    for (int i = whole; i < count; i++) {
      m0 = max(m0, values[i]);
    }
    return max(max(m0, m1), max(m2, m3));
  }
}
