package org.flatprop.cli.data;

/** Numbers as a user writes them outside a model. */
public final class Numbers {

  private Numbers() {}

  /**
   * Reads a decimal number, {@code NaN}, {@code Infinity} or {@code -Infinity}.
   *
   * @throws NumberFormatException saying what is wrong with it
   */
  public static double parse(String text) {
    boolean named = isNamed(text);
    // parseDouble also reads 1f, 0x1p3 and blanks
    boolean decimal =
        !text.isEmpty() && text.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0);
    if (!named && !decimal) {
      throw new NumberFormatException("`" + text + "` is not a number");
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      NumberFormatException clear = new NumberFormatException("`" + text + "` is not a number");
      clear.initCause(e);
      throw clear;
    }
    if (Double.isInfinite(value) && !named) {
      throw new NumberFormatException("`" + text + "` is too large");
    }
    return value;
  }

  /** Whether a text is the name of a number that is not finite. */
  static boolean isNamed(String text) {
    return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
  }
}
