package org.flatprop.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import org.flatprop.runtime.Decimal;

/** Numbers for people, who need no more than eight digits. */
final class Rounded {

  private static final int DIGITS = 8;

  private Rounded() {}

  static String of(double value) {
    return of(value, DIGITS);
  }

  static String of(double value, int digits) {
    return value == 0 || !Double.isFinite(value)
        ? Decimal.print(value)
        : Decimal.print(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
  }
}
