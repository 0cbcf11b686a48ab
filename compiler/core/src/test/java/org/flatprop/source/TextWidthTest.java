package org.flatprop.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {

  @ParameterizedTest
  @CsvSource({"x1, 2", "σ²∂→…, 5", "𝛼, 1", "e\u0301, 1", "重み, 4", "가, 2", "ｗ, 2", "ｱ, 1", "📈, 2"})
  void aTextTakesAsManyPlacesAsInATerminal(String text, int width) {
    assertThat(TextWidth.of(text)).isEqualTo(width);
    assertThat(TextWidth.blanks(text, 7)).hasSize(7 - width);
  }
}
