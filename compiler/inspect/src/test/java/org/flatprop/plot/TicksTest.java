package org.flatprop.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

  private static String labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 5, −5 −4 −3 −2 −1 0 1 2 3 4 5",
    "0, 1, 0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0",
    "-0.3, 0.3, −0.3 −0.2 −0.1 0.0 0.1 0.2 0.3",
    "0.01, 1.04, 0.2 0.4 0.6 0.8 1.0",
    "3, 27, 5 10 15 20 25",
    "99990, 99999, 99990 99991 99992 99993 99994 99995 99996 99997 99998 99999",
    "0, 3e6, 0 0.5×10⁶ 1×10⁶ 1.5×10⁶ 2×10⁶ 2.5×10⁶ 3×10⁶",
    "-1e-7, 1e-7, −1×10⁻⁷ −0.8×10⁻⁷ −0.6×10⁻⁷ −0.4×10⁻⁷ −0.2×10⁻⁷ 0 "
        + "0.2×10⁻⁷ 0.4×10⁻⁷ 0.6×10⁻⁷ 0.8×10⁻⁷ 1×10⁻⁷",
    "-1e300, 1e300, −1×10³⁰⁰ −0.8×10³⁰⁰ −0.6×10³⁰⁰ −0.4×10³⁰⁰ −0.2×10³⁰⁰ 0 "
        + "0.2×10³⁰⁰ 0.4×10³⁰⁰ 0.6×10³⁰⁰ 0.8×10³⁰⁰ 1×10³⁰⁰"
  })
  void multiplesOfOneTwoOrFive(double low, double high, String labels) {
    assertThat(labels(Ticks.linear(new Interval(low, high), 10))).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 0 1 2 3", "0, 0.5, 0", "0, 95, 0 10 20 30 40 50 60 70 80 90"})
  void wholeNumbersOnly(double low, double high, String labels) {
    assertThat(labels(Ticks.whole(new Interval(low, high), 10))).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 2.1, 0.01 0.1 1 10 100",
    "-11, 1, 10⁻¹⁰ 10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 10⁰",
    "-300, 300, 10⁻³⁰⁰ 10⁻²⁰⁰ 10⁻¹⁰⁰ 10⁰ 10¹⁰⁰ 10²⁰⁰ 10³⁰⁰",
    "0.1, 0.9, 2 3 4 5 6 7",
    "0.3, 1.2, 2 5 10",
    "-7, -5.5, 1×10⁻⁷ 2×10⁻⁷ 5×10⁻⁷ 1×10⁻⁶ 2×10⁻⁶"
  })
  void powersOfTen(double low, double high, String labels) {
    assertThat(labels(Ticks.logarithmic(new Interval(low, high), 7))).isEqualTo(labels);
  }

  @Test
  void whateverTheRangeTicksAreFewAndInIt() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double middle = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      double size = Math.abs(middle) * Math.pow(10, random.nextInt(16) - 8);
      Interval range = new Interval(middle - size, middle + size).widened();
      int most = 1 + random.nextInt(10);
      List<Tick> ticks = Ticks.linear(range, most);
      assertThat(ticks).as(range.toString()).hasSizeLessThanOrEqualTo(most + 1);
      assertThat(ticks.stream().map(Tick::label)).as(range.toString()).doesNotHaveDuplicates();
      Interval about = range.padded(1e-6);
      assertThat(ticks).as(range.toString()).allMatch(tick -> about.contains(tick.place()));
    }
  }
}
