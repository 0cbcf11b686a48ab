package org.flatprop.cli.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.runtime.Decimal;

/**
 * A preparation as JSON:
 *
 * <pre>
 * {"version": 1, "inputs": {
 *   "x": {"columns": [{"title": "age", "fill": [29.5]}, {"title": "sex", "categories": ["f", "m"]}],
 *         "means": [29.5, 0.0, 0.0], "deviations": [12.5, 1.0, 1.0]},
 *   "y": {"columns": [{"title": "survived"}], "classes": ["no", "yes"]}}}
 * </pre>
 */
final class PreparationJson {

  private static final int VERSION = 1;

  private PreparationJson() {}

  static String write(Preparation preparation) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      json.writeObjectFieldStart("inputs");
      for (Map.Entry<String, PreparedInput> input : preparation.inputs().entrySet()) {
        json.writeFieldName(input.getKey());
        write(json, input.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string takes everything
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, PreparedInput input) throws IOException {
    json.writeStartObject();
    if (!input.columns().isEmpty()) {
      json.writeArrayFieldStart("columns");
      for (PreparedColumn column : input.columns()) {
        write(json, column);
      }
      json.writeEndArray();
    }
    texts(json, "classes", input.classes());
    if (input.normalisation().isPresent()) {
      Normalisation normalisation = input.normalisation().get();
      numbers(json, "means", Arrays.stream(normalisation.means()).boxed().toList());
      numbers(json, "deviations", Arrays.stream(normalisation.deviations()).boxed().toList());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, PreparedColumn column) throws IOException {
    json.writeStartObject();
    if (column.title().isPresent()) {
      json.writeStringField("title", column.title().get());
    }
    texts(json, "categories", column.categories());
    numbers(json, "fill", column.fill());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeFieldName(name);
      json.writeArray(texts.toArray(String[]::new), 0, texts.size());
    }
  }

  private static void numbers(JsonGenerator json, String name, List<Double> numbers)
      throws IOException {
    if (!numbers.isEmpty()) {
      json.writeArrayFieldStart(name);
      for (double number : numbers) {
        String decimal = Decimal.print(number);
        if (Double.isFinite(number)) {
          json.writeNumber(decimal);
        } else {
          json.writeString(decimal);
        }
      }
      json.writeEndArray();
    }
  }

  static Preparation read(String text) throws WrongFormat {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser json = factory.createParser(text)) {
      json.nextToken();
      return preparation(json);
    } catch (JsonProcessingException e) {
      throw wrong(JsonData.reason(e), e);
    } catch (JsonArray.Wrong | IOException e) {
      throw wrong(e.getMessage(), e);
    }
  }

  private static WrongFormat wrong(String message, Exception cause) {
    WrongFormat wrong = new WrongFormat(message);
    wrong.initCause(cause);
    return wrong;
  }

  /** What reads a member's value. */
  @FunctionalInterface
  private interface Member {

    void read(String name) throws IOException, JsonArray.Wrong, WrongFormat;
  }

  private static void object(JsonParser json, Member member)
      throws IOException, JsonArray.Wrong, WrongFormat {
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      member.read(name);
    }
  }

  private static void expect(JsonParser json, JsonToken token) throws WrongFormat {
    if (json.currentToken() != token) {
      throw new WrongFormat("something else stands where there must be " + token);
    }
  }

  private static WrongFormat unknown(String name) {
    return new WrongFormat("`" + name + "` is not known here");
  }

  private static Preparation preparation(JsonParser json)
      throws IOException, JsonArray.Wrong, WrongFormat {
    Map<String, PreparedInput> inputs = new LinkedHashMap<>();
    object(
        json,
        name -> {
          switch (name) {
            case "version" -> {
              expect(json, JsonToken.VALUE_NUMBER_INT);
              if (!json.getText().equals(String.valueOf(VERSION))) {
                throw new WrongFormat(
                    "it is of version " + json.getText() + ": this program reads " + VERSION);
              }
            }
            case "inputs" -> object(json, input -> inputs.put(input, input(json)));
            default -> throw unknown(name);
          }
        });
    return new Preparation(inputs);
  }

  private static PreparedInput input(JsonParser json)
      throws IOException, JsonArray.Wrong, WrongFormat {
    List<PreparedColumn> columns = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    object(
        json,
        name -> {
          switch (name) {
            case "columns" -> {
              expect(json, JsonToken.START_ARRAY);
              while (json.nextToken() != JsonToken.END_ARRAY) {
                columns.add(column(json));
              }
            }
            case "classes" -> classes.addAll(texts(json));
            case "means" -> means.addAll(numbers(json));
            case "deviations" -> deviations.addAll(numbers(json));
            default -> throw unknown(name);
          }
        });
    int width = columns.stream().mapToInt(PreparedColumn::width).sum();
    boolean fits = means.size() == deviations.size();
    if (!fits || !columns.isEmpty() && !means.isEmpty() && means.size() != width) {
      throw new WrongFormat("the means are not as many as the numbers of an example");
    }
    Optional<Normalisation> normalisation =
        means.isEmpty()
            ? Optional.empty()
            : Optional.of(new Normalisation(array(means), array(deviations)));
    return new PreparedInput(columns, classes, normalisation);
  }

  private static PreparedColumn column(JsonParser json)
      throws IOException, JsonArray.Wrong, WrongFormat {
    List<String> titles = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    List<Double> fill = new ArrayList<>();
    object(
        json,
        name -> {
          switch (name) {
            case "title" -> titles.add(text(json));
            case "categories" -> categories.addAll(texts(json));
            case "fill" -> fill.addAll(numbers(json));
            default -> throw unknown(name);
          }
        });
    PreparedColumn column = new PreparedColumn(titles.stream().findFirst(), categories, fill);
    if (!fill.isEmpty() && fill.size() != column.width()) {
      throw new WrongFormat("what stands for a missing cell is not one number a category");
    }
    return column;
  }

  private static String text(JsonParser json) throws IOException, WrongFormat {
    expect(json, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static List<String> texts(JsonParser json) throws IOException, WrongFormat {
    expect(json, JsonToken.START_ARRAY);
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json));
    }
    return texts;
  }

  private static List<Double> numbers(JsonParser json)
      throws IOException, JsonArray.Wrong, WrongFormat {
    expect(json, JsonToken.START_ARRAY);
    ArrayData array = JsonArray.read(json);
    if (array.rank() != 1) {
      throw new WrongFormat("an array of numbers is wanted");
    }
    return Arrays.stream(array.elements()).boxed().toList();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
