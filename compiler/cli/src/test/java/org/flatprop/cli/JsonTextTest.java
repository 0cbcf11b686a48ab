package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.List;
import java.util.Random;
import org.flatprop.runtime.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "", "\"", "\\", "a\"b\\c", "\n\t\u0000\u007F", "σ", "\uD835\uDC65", "\u2028"})
  void namesReadBack(String name) throws Exception {
    StringBuilder json = new StringBuilder();
    JsonText.object(json, List.of(Section.of(name, List.of())), new double[] {1});
    try (JsonParser parser = new JsonFactory().createParser(json.toString())) {
      for (int i = 0; i < 2; i++) {
        parser.nextToken();
      }
      assertThat(parser.currentName()).isEqualTo(name);
    }
  }

  @Test
  void halvesOfCharactersAreEscaped() {
    assertThat(JsonText.string("a\uD835")).isEqualTo("\"a\\ud835\"");
    assertThat(JsonText.string("\uDC65a")).isEqualTo("\"\\udc65a\"");
  }

  @Test
  void numbersReadBackToTheLastBit() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        try (JsonParser parser = new JsonFactory().createParser(JsonText.number(value))) {
          parser.nextToken();
          assertThat(Double.doubleToRawLongBits(parser.getDoubleValue()))
              .isEqualTo(Double.doubleToRawLongBits(value));
        }
      }
    }
  }

  @Test
  void arraysAreNested() throws Exception {
    List<Section> sections =
        List.of(
            new Section("w", List.of(2, 3), 1),
            new Section("none", List.of(2, 0), 7),
            new Section("no", List.of(0, 2), 7),
            new Section("f", List.of(), 0));
    StringBuilder json = new StringBuilder();
    JsonText.object(json, sections, new double[] {0.5, 1, 2, 3, 4, Double.NaN, -0.0});
    assertThat(json)
        .hasToString(
            "{\"w\": [[1.0, 2.0, 3.0], [4.0, \"NaN\", -0.0]], \"none\": [[], []], \"no\": [],"
                + " \"f\": 0.5}");
  }

  @Test
  void whatIsNotFiniteIsAString() {
    assertThat(JsonText.number(Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(JsonText.number(Double.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
    assertThat(JsonText.number(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
  }
}
