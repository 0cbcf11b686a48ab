package org.flatprop.runtime;

/**
 * {@link BlockFunctions}, by vectors where there are any: of each of the first {@code count}
 * numbers of an array, in place, or of all of them together.
 *
 * <p>The array must be as long as {@code count} rounded up to a multiple of 8; what stands behind
 * {@code count} may be read, and functions of each may overwrite it. A number's result depends on
 * nothing but the number: not on its place, nor on how many there are, nor on how long the
 * processor's vectors are. {@code sumBlock} and {@code maxBlock} give the bits of the plain ones.
 *
 * <p>By vectors the error, in units in the last place, is at most:
 *
 * <pre>
 * exp         1.0  expm1       1.5  log         1.0  log1p       1.0
 * log2        1.5  sin         1.0  cos         1.0  tan         1.0
 * asin        1.5  acos        1.5  atan        2.0  sinh        1.5
 * cosh        1.5  tanh        2.0  erf         2.0  erfc        3.5
 * sigmoid     2.0  log_sigmoid 1.5  softplus    1.5  gelu        3.5
 * gelu_tanh   3.0  silu        2.5  mish        3.0
 * </pre>
 */
public final class FastFunctions {

  private FastFunctions() {}

  public static void expBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.expBlock(values, count);
    } else {
      BlockFunctions.expBlock(values, count);
    }
  }

  public static void expm1Block(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.expm1Block(values, count);
    } else {
      BlockFunctions.expm1Block(values, count);
    }
  }

  public static void logBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.logBlock(values, count);
    } else {
      BlockFunctions.logBlock(values, count);
    }
  }

  public static void log1pBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.log1pBlock(values, count);
    } else {
      BlockFunctions.log1pBlock(values, count);
    }
  }

  public static void log2Block(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.log2Block(values, count);
    } else {
      BlockFunctions.log2Block(values, count);
    }
  }

  public static void sinBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.sinBlock(values, count);
    } else {
      BlockFunctions.sinBlock(values, count);
    }
  }

  public static void cosBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.cosBlock(values, count);
    } else {
      BlockFunctions.cosBlock(values, count);
    }
  }

  public static void tanBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.tanBlock(values, count);
    } else {
      BlockFunctions.tanBlock(values, count);
    }
  }

  public static void asinBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.asinBlock(values, count);
    } else {
      BlockFunctions.asinBlock(values, count);
    }
  }

  public static void acosBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.acosBlock(values, count);
    } else {
      BlockFunctions.acosBlock(values, count);
    }
  }

  public static void atanBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.atanBlock(values, count);
    } else {
      BlockFunctions.atanBlock(values, count);
    }
  }

  public static void sinhBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.sinhBlock(values, count);
    } else {
      BlockFunctions.sinhBlock(values, count);
    }
  }

  public static void coshBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.coshBlock(values, count);
    } else {
      BlockFunctions.coshBlock(values, count);
    }
  }

  public static void tanhBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.tanhBlock(values, count);
    } else {
      BlockFunctions.tanhBlock(values, count);
    }
  }

  public static void erfBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.erfBlock(values, count);
    } else {
      BlockFunctions.erfBlock(values, count);
    }
  }

  public static void erfcBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.erfcBlock(values, count);
    } else {
      BlockFunctions.erfcBlock(values, count);
    }
  }

  public static void sigmoidBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.sigmoidBlock(values, count);
    } else {
      BlockFunctions.sigmoidBlock(values, count);
    }
  }

  public static void logSigmoidBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.logSigmoidBlock(values, count);
    } else {
      BlockFunctions.logSigmoidBlock(values, count);
    }
  }

  public static void softplusBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.softplusBlock(values, count);
    } else {
      BlockFunctions.softplusBlock(values, count);
    }
  }

  public static void geluBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.geluBlock(values, count);
    } else {
      BlockFunctions.geluBlock(values, count);
    }
  }

  public static void geluTanhBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.geluTanhBlock(values, count);
    } else {
      BlockFunctions.geluTanhBlock(values, count);
    }
  }

  public static void siluBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.siluBlock(values, count);
    } else {
      BlockFunctions.siluBlock(values, count);
    }
  }

  public static void mishBlock(double[] values, int count) {
    if (Vectors.PRESENT) {
      VectorFunctions.mishBlock(values, count);
    } else {
      BlockFunctions.mishBlock(values, count);
    }
  }

  /** As {@link BlockFunctions#sumBlock}. */
  public static double sumBlock(double[] values, int count) {
    return Vectors.PRESENT
        ? VectorFunctions.sumBlock(values, count)
        : BlockFunctions.sumBlock(values, count);
  }

  /** As {@link BlockFunctions#maxBlock}. */
  public static double maxBlock(double[] values, int count) {
    return Vectors.PRESENT
        ? VectorFunctions.maxBlock(values, count)
        : BlockFunctions.maxBlock(values, count);
  }
}
