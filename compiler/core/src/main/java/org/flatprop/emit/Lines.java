package org.flatprop.emit;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.source.Place;

/** Lines of code with their comments, set in a column. */
final class Lines {

  /** Comments of longer lines stand right behind the code. */
  private static final int MAX_COLUMN = 56;

  private record Line(String code, String comment, Place place) {}

  private final boolean comments;
  private final List<Line> lines = new ArrayList<>();
  private Place place;

  /**
   * @param comments whether comments are wanted
   */
  Lines(boolean comments) {
    this.comments = comments;
  }

  /** Says where the lines to come come from; null where that is not known. */
  void at(Place next) {
    place = next;
  }

  void add(String code) {
    lines.add(new Line(code, "", place));
  }

  void add(String code, List<String> remarks) {
    lines.add(new Line(code, comments ? safe(String.join("  ", remarks)) : "", place));
  }

  void addAll(Lines others) {
    lines.addAll(others.lines);
  }

  /** A comment on a line of its own. */
  void heading(String text) {
    if (comments) {
      lines.add(new Line("// " + safe(text), "", null));
    }
  }

  /** Text that cannot end a comment, nor be taken for a Unicode escape. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.replace("*/", "* /")
        .codePoints()
        .map(c -> c == '\\' ? '/' : Character.isISOControl(c) || isSeparator(c) ? ' ' : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isSeparator(int c) {
    int type = Character.getType(c);
    return type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }

  /** The lines as text, with {@link Marks}. */
  @Override
  public String toString() {
    int column =
        lines.stream()
            .filter(line -> !line.comment.isEmpty())
            .mapToInt(line -> line.code.length())
            .filter(length -> length <= MAX_COLUMN)
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.code);
      if (!line.comment.isEmpty()) {
        text.append(" ".repeat(Math.max(0, column - line.code.length())));
        text.append(" // ").append(line.comment);
      }
      text.append(Marks.of(line.place)).append('\n');
    }
    return text.toString();
  }
}
