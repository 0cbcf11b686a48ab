package org.flatprop.cli;

import java.io.IOException;
import java.util.List;
import org.flatprop.runtime.Decimal;
import org.flatprop.runtime.Section;

/** Values as JSON. */
final class JsonText {

  private JsonText() {}

  /** {@code {"f": 0.5, "w": [[1.0, 2.0], [3.0, 4.0]]}}: values by name, arrays nested. */
  static void object(Appendable out, List<Section> sections, double[] vector) throws IOException {
    out.append('{');
    String separator = "";
    for (Section section : sections) {
      out.append(separator).append(string(section.name())).append(": ");
      array(out, section, vector);
      separator = ", ";
    }
    out.append('}');
  }

  private static void array(Appendable out, Section section, double[] vector) throws IOException {
    int[] sizes = section.sizes().stream().mapToInt(Integer::intValue).toArray();
    array(out, sizes, 0, section.offset(), vector);
  }

  private static void array(Appendable out, int[] sizes, int axis, int at, double[] vector)
      throws IOException {
    if (axis == sizes.length) {
      out.append(number(vector[at]));
      return;
    }
    int length = 1;
    for (int inner = axis + 1; inner < sizes.length; inner++) {
      length *= sizes[inner];
    }
    out.append('[');
    for (int i = 0; i < sizes[axis]; i++) {
      out.append(i == 0 ? "" : ", ");
      array(out, sizes, axis + 1, at + i * length, vector);
    }
    out.append(']');
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
