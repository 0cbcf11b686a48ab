package org.flatprop.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static Sampling sampling(double low, double high, DoubleUnaryOperator f) {
    return Sampling.of(
        x -> new double[] {f.applyAsDouble(x)}, new Interval(low, high), Axis.Kind.LINEAR);
  }

  private static List<Double> gaps(Sampling sampling) {
    List<Point> points = sampling.curve(0);
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i + 1 < points.size(); i++) {
      if (points.get(i).equals(Point.GAP)) {
        gaps.add((points.get(i - 1).x() + points.get(i + 1).x()) / 2);
      }
    }
    return gaps;
  }

  @Test
  void aJumpIsAGapWhereItIs() {
    Sampling step = sampling(-1, 2, x -> x < 0.123 ? 0 : 1);
    assertThat(gaps(step)).hasSize(1);
    assertThat(gaps(step).get(0)).isCloseTo(0.123, within(1e-7));
  }

  @Test
  void aValueOfItsOwnBetweenTwoBranchesStandsAlone() {
    assertThat(gaps(sampling(-5, 5, Math::signum))).hasSize(2);
  }

  @Test
  void aSteepSlopeIsNoJump() {
    assertThat(gaps(sampling(-5, 5, x -> Math.tanh(1e5 * (x - 0.01))))).isEmpty();
  }

  @Test
  void smoothFunctionsAreWhole() {
    Sampling square = sampling(-5, 5, x -> x * x);
    assertThat(gaps(square)).isEmpty();
    assertThat(square.values()).isEqualTo(new Interval(0, 25));
    assertThat(square.curve(0)).hasSizeLessThan(600);
  }

  @Test
  void aPoleIsAGapAndDoesNotSetTheScale() {
    Sampling pole = sampling(-5, 5, x -> 1 / (x - 0.001));
    assertThat(gaps(pole)).hasSize(1);
    assertThat(pole.values().low()).isBetween(-10.0, -2.0);
    assertThat(pole.values().high()).isBetween(2.0, 10.0);
  }

  @Test
  void aRangeThatTheFunctionReachesByItselfIsShown() {
    assertThat(sampling(0, 20, Math::exp).values()).isEqualTo(new Interval(1, Math.exp(20)));
  }

  @Test
  void theEndOfADomainIsFound() {
    List<Point> root = sampling(-1, 5, x -> Math.sqrt(x - 0.1)).curve(0);
    Point first = root.stream().filter(Point::isFinite).findFirst().orElseThrow();
    assertThat(first.x()).isCloseTo(0.1, within(1e-7));
  }

  @Test
  void infiniteAndHugeValuesAreSurvived() {
    Sampling huge = sampling(-5, 5, x -> x < 0 ? -Double.MAX_VALUE : Double.MAX_VALUE);
    assertThat(huge.values().length()).isFinite();
    assertThat(gaps(huge)).hasSize(1);
    assertThat(sampling(0, 1, x -> Double.NaN).values()).isEqualTo(new Interval(0, 0));
    assertThat(sampling(0, 1, x -> 1 / 0.0).values()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void noiseEnds() {
    Random random = new Random(1);
    assertThat(sampling(0, 1, x -> random.nextDouble()).curve(0)).hasSizeLessThan(20_000);
  }

  @Test
  void whatSwingsFastIsFollowed() {
    List<Point> sine = sampling(0, 1, x -> Math.sin(900 * x)).curve(0);
    assertThat(sine).filteredOn(point -> point.y() > 0.9).hasSizeGreaterThan(400);
  }

  @Test
  void logarithmsAreDrawnAsSuch() {
    Sampling sampling =
        Sampling.of(x -> new double[] {Math.exp(x), -1}, new Interval(-20, 20), Axis.Kind.LOG);
    assertThat(sampling.values().low()).isCloseTo(Math.exp(-20), within(1e-12));
    assertThat(sampling.curve(0)).hasSize(401);
  }

  @Test
  void aPoleDoesNotSetALogarithmicScaleEither() {
    Sampling sampling =
        Sampling.of(x -> new double[] {1 / (x * x)}, new Interval(-1, 1), Axis.Kind.LOG);
    assertThat(sampling.values().low()).isCloseTo(1, within(1e-12));
    assertThat(sampling.values().high()).isBetween(1e4, 1e5);
  }
}
