package org.flatprop.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source map as text, for builds that keep it from the time the Java is written until it is
 * compiled:
 *
 * <pre>
 * Flatprop source map 1
 * class com.acme.Neuron
 * lines 7
 * file com/acme/neuron.nn
 * file com/acme/layers.nn
 * 31-34 0:2
 * 35-35 1:6
 * </pre>
 *
 * <p>The lines are those of the first file, the main one. Then lines 31 to 34 of the class come
 * from line 2 of the first file, and line 35 from line 6 of the second. In names, what ends a line,
 * other control characters, halves of characters, and the backslash are written {@code \}{@code
 * uxxxx}.
 */
public final class SourceMapText {

  private static final String TITLE = "Flatprop source map 1";
  private static final Pattern RUN = Pattern.compile("(\\d{1,9})-(\\d{1,9}) (\\d{1,9}):(\\d{1,9})");
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private SourceMapText() {}

  /** The text of a map; {@link #parse} reads it. */
  public static String print(SourceMap map) {
    StringBuilder text = new StringBuilder(TITLE);
    text.append("\nclass ").append(escaped(map.className()));
    text.append("\nlines ").append(map.mainLines()).append('\n');
    Map<String, Integer> numbers = new HashMap<>();
    for (String file : map.files()) {
      numbers.put(file, numbers.size());
      text.append("file ").append(escaped(file)).append('\n');
    }
    for (SourceMap.Run run : map.runs()) {
      text.append(run.first()).append('-').append(run.last()).append(' ');
      text.append(numbers.get(run.place().file())).append(':').append(run.place().line());
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * The map that a text says.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SourceMap parse(String text) {
    Iterator<String> lines = text.lines().iterator();
    if (!next(lines, "").equals(TITLE)) {
      throw new IllegalArgumentException("a source map begins with \"" + TITLE + "\"");
    }
    String className = unescaped(next(lines, "class "));
    int mainLines = number(next(lines, "lines "));
    List<String> files = new ArrayList<>(List.of(unescaped(next(lines, "file "))));
    List<SourceMap.Run> runs = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      Matcher run = RUN.matcher(line);
      if (runs.isEmpty() && line.startsWith("file ")) {
        files.add(unescaped(line.substring(5)));
      } else if (run.matches() && number(run.group(3)) < files.size()) {
        Place place = new Place(files.get(number(run.group(3))), number(run.group(4)));
        runs.add(new SourceMap.Run(number(run.group(1)), number(run.group(2)), place));
      } else {
        throw new IllegalArgumentException("no line of a source map: " + line);
      }
    }
    return new SourceMap(className, files.get(0), mainLines, runs);
  }

  private static String next(Iterator<String> lines, String start) {
    String line = lines.hasNext() ? lines.next() : "";
    if (!line.startsWith(start)) {
      throw new IllegalArgumentException("a source map lacks its \"" + start.strip() + "\"");
    }
    return line.substring(start.length());
  }

  /**
   * @throws NumberFormatException if it is none, which is an illegal argument too
   */
  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static String escaped(String name) {
    StringBuilder escaped = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (c == '\\' || !isPlain(c)) {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /** Whether a character stands in a line of text as it is; the others are of one char. */
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String unescaped(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }
}
