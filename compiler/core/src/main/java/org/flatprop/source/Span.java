package org.flatprop.source;

/**
 * A stretch of source text.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 */
public record Span(SourceFile file, int start, int end) {

  /** The smallest span that covers this one and another of the same file. */
  public Span to(Span other) {
    return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The line of its first character, from 1. */
  public int line() {
    return file.line(start);
  }

  /** The column of its first character, from 1. */
  public int column() {
    return file.column(start);
  }

  /** {@code line:column}. */
  public String position() {
    return line() + ":" + column();
  }

  /** {@code file:line:column}. */
  public String location() {
    return file.name() + ":" + position();
  }

  /** The text itself. */
  public String text() {
    return file.text().substring(start, end);
  }

  @Override
  public String toString() {
    return location();
  }
}
