package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.corpus.oracle.NdArray;
import org.flatprop.corpus.oracle.Oracle;
import org.flatprop.corpus.oracle.Slope;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiler and the plain interpretation of the Ast mean the same by every program. */
class OracleAgreesTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT).verified(true);

  /** How sure the differences must be of themselves to be a judge. */
  private static final double SURE = 1e-7;

  private static int judged;
  private static int sure;

  static Stream<Subject> subjects() {
    return Subject.corpus().stream();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void ofItsValues(Subject subject) {
    Bound bound = subject.compile(STRICT);
    Signature signature = bound.signature();
    Oracle oracle = bound.oracle();
    assertThat(signature.outputs()).map(Section::name).isEqualTo(oracle.outputs());
    List<double[]> points = new ArrayList<>(Points.ordinary(signature, 3));
    points.addAll(Points.hostile(signature, 4));
    for (double[] point : points) {
      Map<String, double[]> inputs = Points.named(signature, point);
      Results results = Results.byGraph(bound, point);
      for (Section output : signature.outputs()) {
        NdArray expected = oracle.value(output.name(), inputs);
        String what = subject + ", " + output + " at " + Arrays.toString(point);
        assertThat(output.sizes()).as(what).isEqualTo(expected.shape());
        compare(what, results.output(output), expected, oracle, point);
      }
    }
  }

  private static void compare(
      String what, List<Double> values, NdArray expected, Oracle oracle, double[] point) {
    if (!oracle.differentiates()) {
      List<Double> exact = Results.boxed(expected.elements());
      // Sums of open size lose the sign of a zero.
      assertThat(Results.unsigned(values)).as(what).isEqualTo(Results.unsigned(exact));
    } else if (isModest(point)) {
      for (int i = 0; i < values.size(); i++) {
        if (Double.isFinite(expected.element(i))) {
          assertNear(what + ", element " + i, values.get(i), expected.element(i), 1e-6);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void ofItsGradients(Subject subject) {
    Bound bound = subject.compile(STRICT);
    Oracle oracle = bound.oracle();
    for (double[] point :
        Points.ordinary(bound.signature(), 5).subList(1, takesTime(bound) ? 2 : 4)) {
      compareGradients(bound, oracle, point);
    }
  }

  @AfterAll
  static void nearlyAllDifferencesWereSure() {
    assertThat((double) sure / judged).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void ofGradientsByDefinitions(Subject subject) {
    Signature signature = subject.compile(STRICT).signature();
    Set<String> indices =
        signature.inputs().stream()
            .filter(Variable::isIndex)
            .map(Variable::name)
            .collect(Collectors.toSet());
    List<String> outputs =
        signature.outputs().stream()
            .map(Section::name)
            .filter(name -> !indices.contains(name))
            .toList();
    Bound bound = subject.compile(STRICT.wrt(outputs));
    compareGradients(bound, bound.oracle(), Points.ordinary(bound.signature(), 6).get(2));
  }

  private static void compareGradients(Bound bound, Oracle oracle, double[] point) {
    Signature signature = bound.signature();
    Map<String, double[]> inputs = Points.named(signature, point);
    Results results = Results.byGraph(bound, point);
    if (results.output(signature.outputs().get(0)).stream().anyMatch(y -> !Double.isFinite(y))) {
      return;
    }
    for (Section by : signature.gradients()) {
      for (int element : takesTime(bound) ? new int[] {0} : sample(by)) {
        if (element >= by.length()) {
          continue;
        }
        Slope slope = oracle.derivative(by.name(), element, inputs);
        judged++;
        if (slope.doubt() < SURE) {
          sure++;
          double gradient = results.gradients().get(by.offset() + element);
          String what = bound.model().className() + " by " + describe(by, element, point);
          assertNear(what, gradient, slope.value(), 1e-5);
        }
      }
    }
  }

  /** Whether the oracle has to take differences of differences of arrays. */
  private static boolean takesTime(Bound bound) {
    String text = bound.model().file().text();
    return text.contains("[") && text.contains("grad(");
  }

  private static String describe(Section section, int element, double[] point) {
    return section + " " + element + " at " + Arrays.toString(point);
  }

  /** Some of the elements of a value. */
  private static int[] sample(Section by) {
    int length = by.length();
    return IntStream.of(0, length / 3, length - 1)
        .filter(i -> i >= 0 && i < length)
        .distinct()
        .toArray();
  }

  private static boolean isModest(double[] point) {
    return Arrays.stream(point).allMatch(x -> Math.abs(x) > 1e-3 && Math.abs(x) < 4);
  }

  private static void assertNear(String what, double actual, double expected, double tolerance) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s, expected %s", what, actual, expected)
        .isLessThan(tolerance * Math.max(1, Math.abs(expected)));
  }
}
