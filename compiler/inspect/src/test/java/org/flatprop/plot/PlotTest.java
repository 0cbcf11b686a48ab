package org.flatprop.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.flatprop.inspect.Golden;
import org.junit.jupiter.api.Test;

class PlotTest {

  private static final Plot LOSSES =
      new Plot(
          "XOR",
          Axis.of("epoch", Axis.Kind.WHOLE),
          Axis.of("loss", Axis.Kind.LOG),
          List.of(
              Series.of("training", 0, 1, 0.5, 0.2, 0.1, 0.01),
              Series.of("validation", 1, 1, 0.6, 0, Double.NaN, 0.2)));

  @Test
  void aPictureIsAsRecorded() {
    Golden.assertMatches("losses.svg", LOSSES.svg());
  }

  @Test
  void theBytesAreTheSameInEveryLocale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Golden.assertMatches("losses.svg", LOSSES.svg());
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void hostileTextsStayTexts() throws Exception {
    String hostile = "\"/><script>alert(1)</script>&\0\u202e%s]]>";
    Plot plot =
        new Plot(
            hostile,
            Axis.of(hostile, Axis.Kind.LINEAR),
            Axis.of(hostile, Axis.Kind.LINEAR),
            List.of(Series.of(hostile, 0, 1, 2)));
    assertThat(plot.svg()).doesNotContain("<script").contains("%s");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("*")
                .getLength())
        .isLessThan(50);
  }

  @Test
  void whatHasNoPlaceOnAnAxisIsNotSeen() {
    assertThat(LOSSES.isEmpty()).isFalse();
    List<Series> negative = List.of(Series.of("f", 0, -1, 0, Double.NaN));
    assertThat(new Plot("", LOSSES.x(), LOSSES.y(), negative).isEmpty()).isTrue();
    Axis linear = Axis.of("", Axis.Kind.LINEAR);
    assertThat(new Plot("", LOSSES.x(), linear, negative).isEmpty()).isFalse();
  }

  @Test
  void degenerateRangesAreDrawn() {
    for (double value : new double[] {0, 3, -1e300, 1e-320, Double.MAX_VALUE}) {
      Plot plot =
          new Plot(
              "",
              Axis.of("", Axis.Kind.WHOLE),
              Axis.of("", Axis.Kind.LINEAR),
              List.of(Series.of("f", 0, value)));
      assertThat(plot.svg()).as("%s", value).doesNotContain("NaN").contains("h0\"");
    }
  }

  @Test
  void theLegendTakesAsManyRowsAsItNeeds() {
    List<Series> many =
        IntStream.range(0, 12)
            .mapToObj(i -> Series.of("a rather long name " + i, i, i, i + 1))
            .toList();
    Plot plot = new Plot("", LOSSES.x(), Axis.of("", Axis.Kind.LINEAR), many);
    assertThat(height(plot)).isEqualTo(height(LOSSES.titled("")) + 100);
  }

  private static double height(Plot plot) {
    return Double.parseDouble(
        plot.svg().replaceAll("(?s).*?viewBox=\"0 0 480 ([0-9.]+)\".*", "$1"));
  }
}
