package org.flatprop.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Texts and numbers as they stand in a picture or page. */
public final class Markup {

  private static final int REPLACEMENT = 0xFFFD;

  private Markup() {}

  /**
   * Any text, as characters between tags or between quotes. What XML does not allow, and what would
   * change the order of the characters around it, is replaced.
   */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .map(c -> isText(c) ? c : REPLACEMENT)
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** Control characters, marks of direction and halves of pairs are no text. */
  private static boolean isText(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> (c & 0xFFFE) != 0xFFFE;
    };
  }

  /** As much of a text as has room, in units of its size. */
  public static String shortened(String text, double room) {
    if (width(text) <= room) {
      return text;
    }
    int end = 0;
    while (end < text.length() && width(text.substring(0, end)) < room - 1) {
      end = text.offsetByCodePoints(end, 1);
    }
    return text.substring(0, end) + "…";
  }

  /** How wide a text is, about, in units of its size: fonts differ. */
  static double width(String text) {
    return text.codePoints()
        .mapToDouble(c -> c >= 0x1100 && c < 0x2000 || c > 0x2E00 ? 1.1 : 0.58)
        .sum();
  }

  /** A coordinate: two decimals at the most. */
  static String number(double value) {
    BigDecimal rounded =
        new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
