package org.flatprop.cli.data;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a number, or nested arrays of numbers whose rows are equally long. */
final class JsonArray {

  /** A value that is none of these. */
  static final class Wrong extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JsonLocation location;
    private final int length;

    private Wrong(String message, JsonLocation location, int length) {
      super(message);
      this.location = location;
      this.length = length;
    }

    JsonLocation location() {
      return location;
    }

    /** How much text is wrong, in characters. */
    int length() {
      return length;
    }
  }

  private final JsonParser parser;
  private final Doubles numbers = new Doubles();

  /** For each array that is open, how many values of it were read. */
  private final List<Integer> counts = new ArrayList<>();

  /** The size of each axis, once a row of it has ended. */
  private final List<Integer> sizes = new ArrayList<>();

  /** How deep numbers stand; -1 until there is one. */
  private int rank = -1;

  private JsonArray(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads the value that begins at the parser's current token. Afterwards, also after an error, the
   * parser is at the value's last token.
   *
   * @throws Wrong if it is no number and no array of numbers
   * @throws IOException if it is no JSON
   */
  static ArrayData read(JsonParser parser) throws IOException, Wrong {
    JsonArray array = new JsonArray(parser);
    try {
      return array.read();
    } catch (Wrong e) {
      array.skip();
      throw e;
    }
  }

  private ArrayData read() throws IOException, Wrong {
    token();
    while (!counts.isEmpty()) {
      parser.nextToken();
      token();
    }
    return new ArrayData(sizes, numbers.toArray());
  }

  private void skip() throws IOException {
    parser.skipChildren();
    int depth = counts.size();
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  private void token() throws IOException, Wrong {
    switch (parser.currentToken()) {
      case START_ARRAY -> open();
      case END_ARRAY -> close();
      default -> number();
    }
  }

  private void open() throws IOException, Wrong {
    if (rank >= 0 && counts.size() >= rank) {
      throw wrong("an array" + where() + " stands where there are numbers before it");
    }
    counts.add(0);
  }

  private void close() throws IOException, Wrong {
    int axis = counts.size() - 1;
    int size = counts.remove(axis);
    while (sizes.size() <= axis) {
      sizes.add(-1);
    }
    if (sizes.get(axis) < 0) {
      sizes.set(axis, size);
    } else if (sizes.get(axis) != size) {
      throw wrong(
          "the rows are not equally long: row "
              + path()
              + " has "
              + size
              + ", those before it "
              + sizes.get(axis));
    }
    count();
  }

  private void number() throws IOException, Wrong {
    if (rank >= 0 && rank != counts.size() || rank < 0 && sizes.size() > counts.size()) {
      throw wrong("a number" + where() + " stands where there are arrays before it");
    }
    rank = counts.size();
    numbers.add(value());
    count();
  }

  private void count() {
    int last = counts.size() - 1;
    if (last >= 0) {
      counts.set(last, counts.get(last) + 1);
    }
  }

  private double value() throws IOException, Wrong {
    JsonToken token = parser.currentToken();
    String text = parser.getText();
    if (token == JsonToken.START_OBJECT) {
      throw wrong("an object" + where() + " is not a number");
    }
    if (!token.isNumeric() && !(token == JsonToken.VALUE_STRING && Numbers.isNamed(text))) {
      throw wrong("`" + text + "`" + where() + " is not a number");
    }
    try {
      return Numbers.parse(text);
    } catch (NumberFormatException e) {
      throw wrong(e.getMessage() + where());
    }
  }

  /** {@code at [1, 0]}, within an array. */
  private String where() {
    return counts.isEmpty() ? "" : " at " + path();
  }

  private String path() {
    return counts.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  private Wrong wrong(String message) throws IOException {
    boolean scalar = parser.currentToken().isScalarValue();
    return new Wrong(message, parser.currentTokenLocation(), scalar ? parser.getTextLength() : 1);
  }
}
