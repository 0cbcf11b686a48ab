package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.flatprop.runtime.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayTextTest {

  @Test
  void arraysAreAsRecorded() {
    StringBuilder text = new StringBuilder();
    for (List<Integer> sizes :
        List.of(
            List.of(3),
            List.of(40),
            List.of(2, 3),
            List.of(2, 3, 2),
            List.of(1, 1),
            List.of(1001),
            List.of(1000, 2),
            List.of(5, 7, 100),
            List.of(7, 7, 7, 7, 7))) {
      text.append(sizes).append('\n').append(text(sizes)).append("\n\n");
    }
    Golden.assertMatches("arrays.txt", text.toString());
  }

  @Test
  void eightDigitsAreShown() {
    double[] numbers = {
      1 / 3.0, -2 / 3e10, 1e300, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 123456789
    };
    assertThat(ArrayText.of(new Section("x", List.of(7), 0), numbers))
        .isEqualTo(
            "[    0.33333333, -6.6666667E-11,        1.0E300,           -0.0,\n"
                + "            NaN,      -Infinity,    1.2345679E8]");
  }

  @Test
  void emptyArraysAreBrackets() {
    assertThat(text(List.of(0))).isEqualTo("[]");
    assertThat(text(List.of(3, 0))).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({"1000000, 1", "1000, 1000", "100, 100", "2, 20"})
  void noArrayIsLong(int size, int rank) {
    List<Integer> sizes =
        rank == 20
            ? java.util.Collections.nCopies(20, 2)
            : rank == 1 ? List.of(size) : List.of(size, rank);
    assertThat(text(sizes)).hasSizeLessThan(20_000).contains("…");
  }

  @Test
  void aPartOfAVectorIsShown() {
    double[] vector = {0, 1, 2, 3, 4, 5};
    assertThat(ArrayText.of(new Section("x", List.of(2, 2), 1), vector))
        .isEqualTo("[[1.0, 2.0],\n [3.0, 4.0]]");
  }

  private static String text(List<Integer> sizes) {
    Section section = Section.of("x", sizes);
    double[] numbers = IntStream.range(0, section.length()).asDoubleStream().toArray();
    return ArrayText.of(section, numbers);
  }
}
