package org.flatprop.script;

/** Whether numbers agree. */
final class Near {

  private Near() {}

  /**
   * Whether a number differs from the expected one by no more than a part of it; what is not finite
   * agrees with itself only.
   */
  static boolean agree(double actual, double expected, double tolerance) {
    return Double.compare(actual, expected) == 0
        || Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  }
}
