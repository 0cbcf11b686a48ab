package org.flatprop.loops;

/**
 * How a reader sees the lines of a pass: plainly, unless numbers stand beside them or in colour.
 */
public interface LineStyle {

  /** Nothing but the text. */
  LineStyle PLAIN = new LineStyle() {};

  /** What stands before a line; equally wide for all of them. */
  default String margin(ProgramText.Line line) {
    return "";
  }

  /** A line's code, which stays as wide as it is. */
  default String code(ProgramText.Line line) {
    return line.code();
  }

  /** The text of a heading. */
  default String heading(String text) {
    return text;
  }

  /** What a line tells besides, from its {@code #} on. */
  default String remark(String text) {
    return text;
  }

  /** What follows a heading, in a column: of its array. */
  default String summary(ProgramText.Line line) {
    return "";
  }
}
