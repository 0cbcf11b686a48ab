package org.flatprop.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as text, the same on every JDK: the fewest digits that read back exactly. */
public final class Decimal {

  private static final int MAX_DIGITS = 17;

  private Decimal() {}

  /**
   * A double in Java's notation: {@code 0.1}, {@code 1.0E-5}; {@code NaN}, {@code Infinity}, {@code
   * -Infinity}.
   */
  public static String print(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return (value == 0 && 1 / value < 0 ? "-" : "") + (long) value + ".0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - shortest.scale() - 1;
    return (value < 0 ? "-" : "") + place(digits, exponent);
  }

  /** The decimal of fewest digits, and of these the nearest, that rounds to a positive double. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    // Most doubles need more than 15 digits. Those that do not fit in 15 fit in no fewer, but for
    // powers of two: their neighbour below is nearer than the one above.
    boolean few = isPowerOfTwo(value) || fits(rounded(exact, 15), value);
    for (int digits = few ? 1 : 16; digits < MAX_DIGITS; digits++) {
      BigDecimal rounded = rounded(exact, digits);
      if (fits(rounded, value)) {
        return rounded.stripTrailingZeros();
      }
    }
    return rounded(exact, MAX_DIGITS).stripTrailingZeros();
  }

  private static BigDecimal rounded(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static boolean fits(BigDecimal decimal, double value) {
    return decimal.doubleValue() == value;
  }

  private static boolean isPowerOfTwo(double value) {
    return value == Math.scalb(1.0, Math.getExponent(value));
  }

  /** Sets the point: plain between 10⁻³ and 10⁷, else with an exponent. */
  private static String place(String digits, int exponent) {
    if (exponent < -3 || exponent >= 7) {
      String fraction = digits.length() > 1 ? digits.substring(1) : "0";
      return digits.charAt(0) + "." + fraction + "E" + exponent;
    }
    if (exponent < 0) {
      return "0." + zeros(-exponent - 1) + digits;
    }
    if (digits.length() <= exponent + 1) {
      return digits + zeros(exponent + 1 - digits.length()) + ".0";
    }
    return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
  }

  private static String zeros(int count) {
    return "0".repeat(count);
  }
}
