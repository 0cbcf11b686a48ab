package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "", "\"", "\\", "a\"b\\c", "\n\t\u0000\u007F", "σ", "\uD835\uDC65", "\u2028"})
  void namesReadBack(String name) throws Exception {
    String json = JsonText.of(List.of(name), new double[] {1}, List.of(), new double[0]);
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (int i = 0; i < 4; i++) {
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
  void whatIsNotFiniteIsAString() {
    assertThat(JsonText.number(Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(JsonText.number(Double.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
    assertThat(JsonText.number(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
  }
}
