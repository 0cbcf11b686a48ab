package org.flatprop.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {

  private static final Interval ROWS = new Interval(0, 100);

  private static List<Point> points(double... coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return points;
  }

  private static String path(double... coordinates) {
    return Line.of(points(coordinates), ROWS).path();
  }

  @Test
  void pointsOnALineAreLeftOut() {
    assertThat(path(0, 0, 10, 10, 20, 20, 30, 0)).isEqualTo("M0 0L20 20 30 0");
  }

  @Test
  void gapsBreakTheLine() {
    double nan = Double.NaN;
    assertThat(path(0, 0, 10, 10, nan, nan, 20, 0, 30, nan, 40, 0, 50, 1))
        .isEqualTo("M0 0L10 10M40 0L50 1");
  }

  @Test
  void aPointThatStandsAloneIsADot() {
    double nan = Double.NaN;
    Line line = Line.of(points(0, 0, 10, 10, nan, nan, 20, 50, nan, nan), ROWS);
    assertThat(line.path()).isEqualTo("M0 0L10 10");
    assertThat(line.dots()).isEqualTo("M20 50h0");
  }

  @Test
  void whatIsAboveAndBelowIsCutOff() {
    assertThat(path(0, 50, 10, 150, 20, 50)).isEqualTo("M0 50L5 100M15 100L20 50");
    assertThat(path(0, -100, 10, 300)).isEqualTo("M2.5 0L5 100");
    assertThat(path(0, -100, 10, -50, 20, 300, 30, 400)).isEqualTo("M11.43 0L14.29 100");
    assertThat(path(0, 200, 10, 300)).isEmpty();
  }

  @Test
  void marksAreThoseOfPointsInTheFrame() {
    assertThat(Line.ofMarks(points(0, 50, 10, 150, 20, 60), ROWS).dots())
        .isEqualTo("M0 50h0M20 60h0");
  }

  @Test
  void aMillionPointsAreAsManyAsCanBeSeen() {
    Random random = new Random(1);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      points.add(new Point(400e-6 * i, i == 123_456 ? 99 : 40 + 20 * random.nextDouble()));
    }
    String path = Line.of(points, ROWS).path();
    assertThat(path).contains("49.38 99 ").hasSizeLessThan(60_000);
  }
}
