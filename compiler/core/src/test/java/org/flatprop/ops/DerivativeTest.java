package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.flatprop.graph.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivatives of the rows, away from kinks. */
class DerivativeTest {

  private static final int POINTS = 40;

  /** Derivatives cancel where values need not, so the errors are larger than those of values. */
  private static final double TOLERANCE = 2e-13;

  /** No kink may be as near as this. */
  private static final double REACH = 1e-3;

  /** All but the one that is made to have another derivative. */
  static Stream<String> differentiable() {
    return Rows.all().stream().filter(name -> !name.equals("stop_gradient"));
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void firstDerivativesAreThoseOfTheExactFunction(String name) {
    Operation operation = Operations.named(name);
    Differentiated function = Differentiated.of(operation);
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < function.operands(); i++) {
      for (double[] x : smoothPoints(operation, i)) {
        check(softly, operation, function.derivative(x, i), x, i);
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void secondDerivativesAreThoseOfTheExactFunction(String name) {
    Operation operation = Operations.named(name);
    Differentiated function = Differentiated.of(operation);
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < function.operands(); i++) {
      for (int j = 0; j < function.operands(); j++) {
        for (double[] x : smoothPoints(operation, i, j)) {
          check(softly, operation, function.derivative(x, i, j), x, i, j);
        }
      }
    }
    softly.assertAll();
  }

  /** By an independent road, in doubles: Richardson's extrapolation of the row's own values. */
  @ParameterizedTest
  @MethodSource("differentiable")
  void firstDerivativesAreDifferencesOfTheValues(String name) {
    Operation operation = Operations.named(name);
    Differentiated function = Differentiated.of(operation);
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < function.operands(); i++) {
      for (double[] x : smoothPoints(operation, i)) {
        double expected = richardson(operation, x, i);
        softly
            .assertThat(function.derivative(x, i))
            .as("d %s / d operand %d at %s", name, i, Arrays.toString(x))
            .isCloseTo(expected, within(1e-8 * Math.max(1, Math.abs(expected))));
      }
    }
    softly.assertAll();
  }

  /** A tested derivative is tested at enough points, or there is no smooth piece to test on. */
  @Test
  void onlyDiscreteOperandsHaveNoSmoothPoints() {
    List<String> untested =
        Operations.all().stream()
            .flatMap(
                operation ->
                    Stream.iterate(0, i -> i < operation.parameters().size(), i -> i + 1)
                        .filter(i -> smoothPoints(operation, i).size() < POINTS / 2)
                        .map(i -> operation.name() + " by " + operation.parameters().get(i).name()))
            .toList();
    assertThat(untested).containsExactly("polygamma by n");
  }

  /** Sums, and the largest of several, take more operands than they name. */
  @Test
  void sumsHaveDerivativesByAllTerms() {
    Differentiated sum = new Differentiated(4, (graph, x) -> graph.apply(Operations.ADD, x));
    for (int i = 0; i < 4; i++) {
      assertThat(sum.derivative(new double[] {1, 2, 3, 4}, i)).isEqualTo(1);
    }
  }

  @Test
  void stopGradientStops() {
    Differentiated stopped =
        new Differentiated(
            1,
            (graph, x) ->
                graph.apply(
                    Operations.MULTIPLY,
                    x.get(0),
                    graph.apply(Operations.named("stop_gradient"), x.get(0))));
    assertThat(stopped.at(3)).isEqualTo(9);
    assertThat(stopped.derivative(new double[] {3}, 0)).isEqualTo(3);
    assertThat(stopped.derivative(new double[] {3}, 0, 0)).isEqualTo(0);
  }

  /** Whichever bound clip gives, the derivative by it is 1, also where lo exceeds hi. */
  @ParameterizedTest
  @CsvSource({
    "0, -1, 1, 1, 0, 0",
    "-2, -1, 1, 0, 1, 0",
    "2, -1, 1, 0, 0, 1",
    "-2, 1, -1, 0, 0, 1",
    "0, 1, -1, 0, 0, 1",
    "2, 1, -1, 0, 0, 1",
    "-2, 1, 1, 0, 0, 1",
    "2, 1, 1, 0, 0, 1"
  })
  void clipGivesItsSlopeToTheOperandTaken(
      double x, double lo, double hi, double byX, double byLo, double byHi) {
    Differentiated clip = Differentiated.of(Operations.named("clip"));
    double[] point = {x, lo, hi};
    assertThat(
            new double[] {
              clip.derivative(point, 0), clip.derivative(point, 1), clip.derivative(point, 2)
            })
        .containsExactly(byX, byLo, byHi);
  }

  /** A number as a condition decides, and has no derivative. */
  @Test
  void aConditionReceivesNothing() {
    Differentiated where = Differentiated.of(Operations.WHERE);
    assertThat(where.derivative(new double[] {2, 5, 7}, 0)).isEqualTo(0);
    assertThat(where.derivative(new double[] {2, 5, 7}, 1)).isEqualTo(1);
    assertThat(where.derivative(new double[] {2, 5, 7}, 2)).isEqualTo(0);
  }

  private static void check(
      SoftAssertions softly, Operation operation, double computed, double[] x, int... by) {
    BigDecimal exact = Exact.derivative(operation.name(), x, by);
    double expected = exact.doubleValue();
    softly
        .assertThat(computed)
        .as("derivative of %s by %s at %s", operation, Arrays.toString(by), Arrays.toString(x))
        .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
  }

  /** Points that no kink is near, when the given operands move. */
  private static List<double[]> smoothPoints(Operation operation, int... moving) {
    return Points.in(operation, POINTS).stream()
        .filter(x -> isSmooth(operation, x, moving, 0))
        .toList();
  }

  private static boolean isSmooth(Operation operation, double[] x, int[] moving, int from) {
    if (operation.kinks().isEmpty() || from == moving.length) {
      return true;
    }
    double piece = operation.kinks().get().piece().evaluate(x);
    for (double step : new double[] {-REACH, 0, REACH}) {
      double[] moved = x.clone();
      moved[moving[from]] += step;
      if (operation.kinks().get().piece().evaluate(moved) != piece
          || !isSmooth(operation, moved, moving, from + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Central differences at halved steps, their errors in h², h⁴ and h⁶ removed. */
  private static double richardson(Operation operation, double[] x, int i) {
    int levels = 4;
    double[] estimates = new double[levels];
    double h = REACH;
    for (int k = 0; k < levels; k++, h /= 2) {
      double[] above = x.clone();
      double[] below = x.clone();
      above[i] += h;
      below[i] -= h;
      estimates[k] =
          (operation.evaluate(above) - operation.evaluate(below)) / (above[i] - below[i]);
    }
    double factor = 4;
    for (int last = levels - 1; last > 0; last--, factor *= 4) {
      for (int k = 0; k < last; k++) {
        estimates[k] = estimates[k + 1] + (estimates[k + 1] - estimates[k]) / (factor - 1);
      }
    }
    return estimates[0];
  }
}
