package org.flatprop.inspect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as they stand beside a wire: two decimals, as in the lectures, where these say enough.
 */
final class Numeral {

  private static final double SMALLEST = 0.01;
  private static final double LARGEST = 100_000;

  private Numeral() {}

  /** {@code -0.53}, {@code 1.2e-5}; a whole number has no more digits than it needs. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return plain(value).replace('-', '−');
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    if (value == 0) {
      return "0.00";
    }
    if (size >= SMALLEST && size < LARGEST) {
      return new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_UP));
    return String.format(Locale.ROOT, "%.1e", rounded)
        .replaceAll("e([+-])0*(\\d)", "e$1$2")
        .replace("e+", "e");
  }
}
