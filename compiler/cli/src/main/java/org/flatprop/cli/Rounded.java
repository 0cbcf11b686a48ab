package org.flatprop.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import org.flatprop.runtime.Decimal;

/** Numbers for people, who need no more than eight digits. */
final class Rounded {

  private static final int DIGITS = 8;

  private static final double SMALL = 1e-5;
  private static final double LARGE = 1e7;

  private Rounded() {}

  /** A few digits, without an exponent unless there would be many zeros. */
  static String plain(double value, int digits) {
    double size = Math.abs(value);
    return size >= SMALL && size < LARGE
        ? new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toPlainString()
        : value == 0 ? "0" : of(value, digits);
  }

  static String of(double value) {
    return of(value, DIGITS);
  }

  static String of(double value, int digits) {
    return value == 0 || !Double.isFinite(value)
        ? Decimal.print(value)
        : Decimal.print(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
  }
}
