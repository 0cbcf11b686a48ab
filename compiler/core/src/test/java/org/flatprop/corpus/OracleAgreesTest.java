package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiler and the plain interpretation of the Ast mean the same by every program. */
class OracleAgreesTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  /** How sure the differences must be of themselves to be a judge. */
  private static final double SURE = 1e-7;

  static Stream<Path> programs() {
    return Corpus.good().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void ofItsValues(Path file) {
    CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT);
    Oracle oracle = new Oracle(model.project());
    assertThat(model.signature().outputs()).isEqualTo(oracle.outputs());
    List<double[]> points = new java.util.ArrayList<>(Points.ordinary(model.signature(), 3));
    points.addAll(Points.hostile(model.signature(), 4));
    for (double[] point : points) {
      Map<String, Double> inputs = Points.named(model.signature(), point);
      List<Double> values = Results.byGraph(model, point).outputs();
      for (int i = 0; i < values.size(); i++) {
        double expected = oracle.value(oracle.outputs().get(i), inputs);
        double value = values.get(i);
        if (!oracle.differentiates()) {
          assertThat(value)
              .as("%s at %s", oracle.outputs().get(i), inputs)
              .isEqualTo((Double) expected);
        } else if (Double.isFinite(expected) && isModest(point)) {
          assertThat(Math.abs(value - expected))
              .as("%s at %s: %s, expected %s", oracle.outputs().get(i), inputs, value, expected)
              .isLessThan(1e-6 * Math.max(1, Math.abs(expected)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void ofItsGradients(Path file) {
    CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT);
    Oracle oracle = new Oracle(model.project());
    for (double[] point : Points.ordinary(model.signature(), 5).subList(1, 4)) {
      Map<String, Double> inputs = Points.named(model.signature(), point);
      Results results = Results.byGraph(model, point);
      if (!Double.isFinite(results.outputs().get(0))) {
        continue;
      }
      for (int i = 0; i < results.gradients().size(); i++) {
        String by = model.signature().gradients().get(i);
        Slope slope = oracle.derivative(by, inputs);
        if (slope.doubt() < SURE) {
          assertNear(by + " at " + inputs, results.gradients().get(i), slope.value());
        }
      }
    }
  }

  @Test
  void ofNearlyAllGradientsTheDifferencesAreSure() {
    int sure = 0;
    int all = 0;
    for (Path file : Corpus.good()) {
      CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT);
      Oracle oracle = new Oracle(model.project());
      double[] point = Points.ordinary(model.signature(), 5).get(1);
      Map<String, Double> inputs = Points.named(model.signature(), point);
      for (String by : model.signature().gradients()) {
        sure += oracle.derivative(by, inputs).doubt() < SURE ? 1 : 0;
        all++;
      }
    }
    assertThat((double) sure / all).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void ofGradientsByDefinitions(Path file) {
    List<String> outputs = Flatprop.compile(SourceFile.read(file), STRICT).signature().outputs();
    CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT.wrt(outputs));
    Oracle oracle = new Oracle(model.project());
    double[] point = Points.ordinary(model.signature(), 6).get(2);
    Map<String, Double> inputs = Points.named(model.signature(), point);
    Results results = Results.byGraph(model, point);
    for (int i = 0; i < results.gradients().size(); i++) {
      Slope slope = oracle.derivative(outputs.get(i), inputs);
      if (slope.doubt() < SURE) {
        assertNear(outputs.get(i) + " at " + inputs, results.gradients().get(i), slope.value());
      }
    }
  }

  private static boolean isModest(double[] point) {
    return java.util.Arrays.stream(point).allMatch(x -> Math.abs(x) > 1e-3 && Math.abs(x) < 4);
  }

  private static void assertNear(String what, double actual, double expected) {
    assertThat(Math.abs(actual - expected))
        .as("by %s: %s, expected %s", what, actual, expected)
        .isLessThan(1e-5 * Math.max(1, Math.abs(expected)));
  }
}
