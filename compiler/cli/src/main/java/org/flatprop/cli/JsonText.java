package org.flatprop.cli;

import java.util.List;
import org.flatprop.runtime.Decimal;

/** Results as JSON. */
final class JsonText {

  private JsonText() {}

  /** {@code {"outputs": {…}, "gradients": {…}}}. */
  static String of(List<String> outputs, double[] values, List<String> by, double[] gradients) {
    return "{\"outputs\": "
        + object(outputs, values)
        + ", \"gradients\": "
        + object(by, gradients)
        + "}\n";
  }

  private static String object(List<String> names, double[] values) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(string(names.get(i))).append(": ");
      text.append(number(values[i]));
    }
    return text.append('}').toString();
  }

  /** A number that reads back exactly; as a string where JSON has no number for it. */
  static String number(double value) {
    String decimal = Decimal.print(value);
    return Double.isFinite(value) ? decimal : string(decimal);
  }

  /** Any text, quoted. */
  static String string(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lone = Character.isSurrogate(c) && !isPaired(text, i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == '\u007F' || c == '\u2028' || c == '\u2029' || lone) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isPaired(String text, int i) {
    int code = text.codePointAt(Character.isLowSurrogate(text.charAt(i)) && i > 0 ? i - 1 : i);
    return Character.isSupplementaryCodePoint(code);
  }
}
