package org.flatprop.cli.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.source.Diagnostics;

/** Values from JSON: a file that holds an object of numbers and arrays, or a text that is one. */
public final class JsonData {

  private final TextFile file;
  private final Declarations known;
  private final Diagnostics diagnostics;

  private JsonData(Path file, Declarations known, Diagnostics diagnostics) {
    this.file = new TextFile(file);
    this.known = known;
    this.diagnostics = diagnostics;
  }

  /** Reads a file; the members up to the first error of syntax, which is reported. */
  static List<Given> read(Path file, Declarations known, Diagnostics diagnostics)
      throws IOException {
    return new JsonData(file, known, diagnostics).read();
  }

  private List<Given> read() throws IOException {
    List<Given> values = new ArrayList<>();
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (Reader text = file.open();
        JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        diagnostics.add(DataErrors.notAnObject(token(parser)));
        return values;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        values.add(member(parser));
      }
      if (parser.nextToken() != null) {
        diagnostics.add(DataErrors.badJson(token(parser), "something follows the object"));
      }
    } catch (JsonProcessingException e) {
      diagnostics.add(DataErrors.badJson(place(e.getLocation(), 1), reason(e)));
    }
    return values;
  }

  private Given member(JsonParser parser) throws IOException {
    String name = parser.currentName();
    Origin origin = place(parser.currentTokenLocation(), name.length() + 2); // with its quotes
    parser.nextToken();
    Optional<ArrayData> value = Optional.empty();
    if (known.has(name)) {
      try {
        value = Optional.of(JsonArray.read(parser));
      } catch (JsonArray.Wrong e) {
        diagnostics.add(DataErrors.badValue(place(e.location(), e.length()), name, e.getMessage()));
      }
    } else {
      parser.skipChildren();
    }
    return new Given(name, origin, value);
  }

  private Origin token(JsonParser parser) throws IOException {
    boolean scalar = parser.currentToken() != null && parser.currentToken().isScalarValue();
    return place(parser.currentTokenLocation(), scalar ? parser.getTextLength() : 1);
  }

  private Origin place(JsonLocation location, int length) {
    return location == null
        ? file.place(0, 1, 1, 1)
        : file.place(
            location.getCharOffset(), length, location.getLineNr(), location.getColumnNr());
  }

  /**
   * Reads an array as written in an option: beside what JSON allows, numbers as a user writes them,
   * {@code NaN} and {@code Infinity}.
   *
   * @throws NumberFormatException saying what is wrong with it
   */
  public static ArrayData parse(String text) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .build();
    try (JsonParser parser = factory.createParser(text)) {
      parser.nextToken();
      ArrayData array = JsonArray.read(parser);
      if (parser.nextToken() != null) {
        throw new NumberFormatException("something follows the array");
      }
      return array;
    } catch (JsonArray.Wrong e) {
      throw wrong(e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw wrong("this is no array: " + reason(e), e);
    } catch (IOException e) {
      throw wrong("this is no array", e);
    }
  }

  private static NumberFormatException wrong(String message, Exception cause) {
    NumberFormatException wrong = new NumberFormatException(message);
    wrong.initCause(cause);
    return wrong;
  }

  /** Jackson's own words, less what only its callers understand. */
  static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.contains("ALLOW_NON_NUMERIC_NUMBERS")) {
      return "NaN, Infinity and -Infinity are written in quotes";
    }
    if (e instanceof StreamConstraintsException) {
      return "it is nested too deeply, or a name or a number in it is too long";
    }
    return message.replaceFirst(" \\(start marker.*|: was expecting .*", "");
  }
}
