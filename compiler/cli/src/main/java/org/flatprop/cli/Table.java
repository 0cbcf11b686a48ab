package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.runtime.Decimal;

/** Text in aligned columns. */
final class Table {

  private Table() {}

  /** The name of a derivative: {@code df/dx}. */
  static String slope(String of, String by) {
    return "d" + of + "/d" + by;
  }

  /** A line {@code name = value} each. */
  static String equations(List<String> names, double[] values) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      rows.add(List.of(names.get(i), "= " + Decimal.print(values[i])));
    }
    return of(rows, " ");
  }

  /** Rows of equally many cells, every column as wide as its widest cell. */
  static String of(List<List<String>> rows, String gap) {
    int[] widths = rows.isEmpty() ? new int[0] : new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        line.append(i == 0 ? "" : gap).append(cell).append(" ".repeat(widths[i] - width(cell)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
