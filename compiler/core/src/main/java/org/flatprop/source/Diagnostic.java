package org.flatprop.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One error that a user can cause and mend.
 *
 * @param place where it is: {@code file:line:column}, a file's name, or an option
 * @param span the exact text that is wrong, if it is in a model's text
 * @param message what is wrong, in the user's words
 * @param notes where else to look and what to do, a line each
 */
public record Diagnostic(String place, Optional<Span> span, String message, List<String> notes) {

  /** No more of a source line than this is shown. */
  private static final int MAX_WIDTH = 100;

  /** How much of a long line is shown before the error. */
  private static final int CONTEXT = 30;

  public Diagnostic {
    notes = List.copyOf(notes);
  }

  /** An error in the text of a model. */
  public static Diagnostic at(Span span, String message, String... notes) {
    return new Diagnostic(span.location(), Optional.of(span), message, List.of(notes));
  }

  /** An error that is not in the text of a model. */
  public static Diagnostic about(String place, String message, String... notes) {
    return new Diagnostic(place, Optional.empty(), message, List.of(notes));
  }

  /** The file or option that it is about: the place without line and column. */
  public String file() {
    return span.map(s -> place.substring(0, place.length() - s.position().length() - 1))
        .orElse(place);
  }

  /** The error as a user sees it: place, message, source line, caret, notes. */
  public String render() {
    List<String> lines = new ArrayList<>();
    lines.add(place + ": " + message);
    span.ifPresent(s -> addExcerpt(s, lines));
    notes.forEach(note -> lines.add("  " + note));
    return String.join("\n", lines);
  }

  /** The error in a line, the same wherever the file is: {@code model.nn:2:3: …}. */
  public String inShort() {
    return place.substring(place.lastIndexOf('/') + 1) + ": " + message;
  }

  private static void addExcerpt(Span span, List<String> lines) {
    String text = span.file().lineText(span.line());
    int[] line = text.codePoints().toArray();
    int from = Math.min(span.column() - 1, line.length);
    int length = span.text().lines().findFirst().orElse("").codePoints().map(c -> 1).sum();
    int to = Math.min(from + Math.max(length, 1), Math.max(line.length, from + 1));

    int first = line.length <= MAX_WIDTH ? 0 : Math.max(0, from - CONTEXT);
    int last = Math.min(line.length, first + MAX_WIDTH);
    String before = first > 0 ? "…" : "";
    String after = last < line.length ? "…" : "";

    StringBuilder shown = new StringBuilder(before);
    StringBuilder carets = new StringBuilder(" ".repeat(before.length()));
    for (int i = first; i < Math.max(last, Math.min(to, first + MAX_WIDTH)); i++) {
      if (i < last) {
        shown.appendCodePoint(printable(line[i]));
      }
      if (i < to) {
        carets.append(i >= from ? '^' : i < line.length && line[i] == '\t' ? '\t' : ' ');
      }
    }
    String number = String.valueOf(span.line());
    lines.add("  " + number + " | " + shown + after);
    lines.add("  " + " ".repeat(number.length()) + " | " + carets);
  }

  private static int printable(int c) {
    return c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c;
  }

  @Override
  public String toString() {
    return render();
  }
}
