package org.flatprop.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/** Values from a JSON file: an object of numbers. */
final class JsonData {

  /**
   * One member of the object.
   *
   * @param place where its name stands
   * @param value empty where it is wrong, which has been reported
   */
  record Entry(String name, Span place, OptionalDouble value) {}

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final int start;

  private JsonData(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    // editors on Windows begin a file with a byte order mark
    this.start = file.text().startsWith("\uFEFF") ? 1 : 0;
  }

  /** Reads a file; the members up to the first error of syntax, which is reported. */
  static List<Entry> read(SourceFile file, Diagnostics diagnostics) {
    return new JsonData(file, diagnostics).read();
  }

  private List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    char[] text = file.text().toCharArray();
    try (JsonParser parser = factory.createParser(text, start, text.length - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        diagnostics.add(CommandErrors.notAnObject(token(parser)));
        return entries;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        entries.add(entry(parser));
      }
      if (parser.nextToken() != null) {
        diagnostics.add(CommandErrors.badJson(token(parser), "something follows the object"));
      }
    } catch (JsonProcessingException e) {
      diagnostics.add(CommandErrors.badJson(place(e.getLocation(), 1), reason(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private Entry entry(JsonParser parser) throws IOException {
    String name = parser.currentName();
    Span place = token(parser);
    return new Entry(name, place, value(name, parser));
  }

  private OptionalDouble value(String name, JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    Span place = token(parser);
    String text = parser.getText();
    if (token == JsonToken.START_ARRAY) {
      diagnostics.add(CommandErrors.arrayForScalar(place, name));
      parser.skipChildren();
    } else if (token.isNumeric() || token == JsonToken.VALUE_STRING && Numbers.isNamed(text)) {
      try {
        return OptionalDouble.of(Numbers.parse(text));
      } catch (NumberFormatException e) {
        diagnostics.add(CommandErrors.badValue(place, e.getMessage()));
      }
    } else {
      String shown = token == JsonToken.START_OBJECT ? "an object" : "`" + text + "`";
      diagnostics.add(CommandErrors.badValue(place, shown + " is not a number"));
      parser.skipChildren();
    }
    return OptionalDouble.empty();
  }

  private Span token(JsonParser parser) throws IOException {
    boolean scalar = parser.currentToken() != null && parser.currentToken().isScalarValue();
    return place(parser.currentTokenLocation(), scalar ? parser.getTextLength() : 1);
  }

  private Span place(JsonLocation location, int length) {
    int last = file.text().length();
    if (location == null) {
      return new Span(file, 0, Math.min(last, 1));
    }
    int from = (int) Math.max(0, Math.min(last, start + location.getCharOffset()));
    return new Span(file, from, Math.min(last, from + length));
  }

  /** Jackson's own words, less what only its callers understand. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.contains("ALLOW_NON_NUMERIC_NUMBERS")) {
      return "NaN, Infinity and -Infinity are written in quotes";
    }
    if (e instanceof StreamConstraintsException) {
      return "it is nested too deeply, or a name or a number in it is too long";
    }
    int details = message.indexOf(" (start marker");
    return details < 0 ? message : message.substring(0, details);
  }
}
