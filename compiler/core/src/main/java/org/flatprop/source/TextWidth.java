package org.flatprop.source;

/** How wide text is in a font whose letters are equally wide. */
public final class TextWidth {

  /** From here on come alphabets whose letters are mostly as wide as two others. */
  private static final int FIRST_WIDE = 0x1100;

  private TextWidth() {}

  /** How many places a text takes. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** Letters of East Asia, and pictures; not the signs of mathematics and the letters around. */
  private static boolean isWide(int c) {
    return c >= FIRST_WIDE
        && (c <= 0x115F
            || c >= 0x2E80 && c <= 0xA4CF
            || c >= 0xA960 && c <= 0xA97C
            || c >= 0xAC00 && c <= 0xD7A3
            || c >= 0xF900 && c <= 0xFAFF
            || c >= 0xFE30 && c <= 0xFE6F
            || c >= 0xFF00 && c <= 0xFF60
            || c >= 0xFFE0 && c <= 0xFFE6
            || c >= 0x1F300 && c <= 0x1FAFF
            || c >= 0x20000 && c <= 0x3FFFD);
  }

  /** What follows a text so that it fills a column. */
  public static String blanks(String text, int column) {
    return " ".repeat(Math.max(0, column - of(text)));
  }
}
