package org.flatprop.cli;

/** A column of numbers whose points stand below each other. */
final class PointColumn {

  private int before;
  private int after;

  /** Makes room for a number. */
  void add(double number) {
    String text = Rounded.of(number);
    before = Math.max(before, point(text));
    after = Math.max(after, text.length() - point(text));
  }

  /** A number that the column has room for. */
  String text(double number) {
    String text = Rounded.of(number);
    int point = point(text);
    return " ".repeat(before - point) + text + " ".repeat(after - text.length() + point);
  }

  int width() {
    return before + after;
  }

  /** Where the point stands; a text without one ends before it. */
  private static int point(String text) {
    int point = text.indexOf('.');
    return point < 0 ? text.length() : point;
  }
}
