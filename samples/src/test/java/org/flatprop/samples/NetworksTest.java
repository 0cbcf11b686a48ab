package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.flatprop.CompiledModel;
import org.flatprop.Options;
import org.flatprop.Stage;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.junit.jupiter.api.Test;

/** What the lectures say of networks, beyond numbers. */
class NetworksTest {

  private static Map<String, double[]> data(String name) {
    return Numbers.json(Sample.FOLDER.resolve(name + ".json"));
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(x -> x * x).sum();
  }

  private static String code(Stage stage, CompiledModel model) {
    return stage.print(model).replaceAll(" *#.*", "");
  }

  @Test
  void byIndexAndByArrayAreTheSameCode() {
    CompiledModel arrays = Sample.compile("matrices/squared_norm");
    CompiledModel index = Sample.compile("matrices/squared_norm_by_index");
    assertThat(code(Stage.BACKWARD, index)).isEqualTo(code(Stage.BACKWARD, arrays));
  }

  @Test
  void theNetworksForXorHaveTheSameGradients() {
    Map<String, double[]> points = new HashMap<>(data("networks/xor"));
    points.put("N", new double[] {points.get("y").length});
    Kernel arrays = Sample.kernel(Sample.compile("networks/xor"), points);
    Kernel index = Sample.kernel(Sample.compile("networks/xor_by_index"), points);
    Map<String, double[]> expected = Sample.arrays(arrays, Sample.inputs(arrays, points));
    Sample.arrays(index, Sample.inputs(index, points))
        .forEach((name, actual) -> Sample.assertClose(name, actual, expected.get(name)));
  }

  @Test
  void theJacobianOfFourThousandInputsIsNotFormed() {
    Kernel kernel = Sample.compile("matrices/elementwise").kernel();
    double[] inputs = kernel.signature().newInputs(1);
    Arrays.setAll(kernel.seed(), i -> i + 1);
    double[] gradient = Sample.arrays(kernel, inputs).get("d/dx");
    assertThat(gradient).hasSize(4096);
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i]).isEqualTo(inputs[i] > 0 ? i + 1 : 0);
    }
  }

  @Test
  void oneStepDownhillLowersTheCostByAboutTheSquareOfTheGradient() {
    Map<String, double[]> weights = data("networks/hours_of_sleep");
    Kernel kernel = Sample.compile("networks/hours_of_sleep").kernel();
    Map<String, double[]> results = Sample.arrays(kernel, Sample.inputs(kernel, weights));
    double before = results.get("J")[0];
    double after = results.get("J_after")[0];
    double slope = squares(results.get("d/dW1")) + squares(results.get("d/dW2"));
    assertThat(after).isLessThan(before);
    assertThat(before - after).isCloseTo(0.01 * slope, within(1e-5));
  }

  @Test
  void smallNetworksAreFlatCode() {
    assertThat(Stage.FORWARD.print(Sample.compile("networks/three_four_four_one")))
        .contains("h1_0 = sigmoid(W1_0_0 * x_0 + W1_0_1 * x_1 + W1_0_2 * x_2 + b1_0)")
        .contains("out = W3_0 * h2_0 + W3_1 * h2_1 + W3_2 * h2_2 + W3_3 * h2_3 + b3")
        .doesNotContain("for ");
    assertThat(Stage.BACKWARD.print(Sample.compile("networks/hours_of_sleep")))
        .contains(
            "grad_W2_0_0 = grad_z3_0_0 * a2_0_0 + grad_z3_1_0 * a2_1_0 + grad_z3_2_0 * a2_2_0")
        .doesNotContain("for ");
  }

  @Test
  void theBackwardPassOfTheTwentyLinesReadsAsTheLectureWritesIt() {
    assertThat(Stage.BACKWARD.print(Sample.compile("networks/two_layer")))
        .containsSubsequence(
            "grad_y_pred = (grad_loss * s0) * 2",
            "grad_w2 = h' @ grad_y_pred",
            "grad_h = grad_y_pred @ w2'",
            "grad_w1 = x' @ ");
  }

  @Test
  void theTwentyLinesRunAtTheLecturesSizes() {
    Kernel kernel =
        Sample.compile("networks/two_layer")
            .kernel(Map.of("N", 64, "D_in", 1000, "H", 100, "D_out", 10));
    Random random = new Random(1);
    double[] inputs = kernel.signature().newInputs(1);
    for (String name : new String[] {"x", "y"}) {
      Section data = kernel.signature().input(name);
      for (int i = 0; i < data.length(); i++) {
        inputs[data.offset() + i] = random.nextGaussian();
      }
    }
    Map<String, double[]> start = Sample.arrays(kernel, inputs);
    assertThat(start.get("y_pred")).hasSize(640);
    double rate = 1e-4;
    for (String name : new String[] {"w1", "w2"}) {
      Section weights = kernel.signature().input(name);
      double[] gradient = start.get("d/d" + name);
      for (int i = 0; i < gradient.length; i++) {
        inputs[weights.offset() + i] -= rate * gradient[i];
      }
    }
    assertThat(Sample.arrays(kernel, inputs).get("loss")[0]).isLessThan(start.get("loss")[0]);
  }

  @Test
  void dropoutIsOfTrainingOnly() {
    Map<String, double[]> images = data("layers/alexnet");
    Kernel kernel = Sample.compile("layers/alexnet").kernel();
    double[] inputs = Sample.inputs(kernel, images);
    double loss = Sample.arrays(kernel, inputs).get("loss")[0];
    kernel.training(1, 0);
    double first = Sample.arrays(kernel, inputs).get("loss")[0];
    kernel.training(1, 1);
    double second = Sample.arrays(kernel, inputs).get("loss")[0];
    kernel.training(1, 0);
    assertThat(Sample.arrays(kernel, inputs).get("loss")).containsExactly(first);
    kernel.inference();
    assertThat(Sample.arrays(kernel, inputs).get("loss")).containsExactly(loss);
    assertThat(first).isNotEqualTo(loss).isNotEqualTo(second);
  }

  @Test
  void aRayGivesAwayNoMoreThanAllItsLight() {
    Kernel kernel = Sample.compile("nerf/nerf").kernel();
    double[] weights = Sample.arrays(kernel, kernel.signature().newInputs(1)).get("weight");
    for (int ray = 0; ray < 2; ray++) {
      assertThat(sum(Arrays.copyOfRange(weights, 4 * ray, 4 * ray + 4))).isBetween(0.0, 1.0);
    }
  }

  @Test
  void errorSignalsVanishWithSigmoidsAndNotWithReLUs() {
    for (long seed = 0; seed < 10; seed++) {
      Map<String, double[]> results = vanishing(List.of("W"), seed);
      double[] sigmoid = results.get("sigmoid_signal");
      double[] relu = results.get("relu_signal");
      assertThat(sigmoid).hasSize(20);
      assertThat(sigmoid[0] / sigmoid[19]).isBetween(0.0, 1e-7);
      assertThat(relu[0] / relu[19]).isBetween(0.01, 100.0);
    }
  }

  @Test
  void anErrorSignalIsTheGradientByALayersWeightedSums() {
    Map<String, double[]> results = vanishing(List.of("s7", "r7"), 0);
    Sample.assertClose(
        "s7", results.get("sigmoid_signal")[7], Math.sqrt(squares(results.get("d/ds7"))));
    Sample.assertClose(
        "r7", results.get("relu_signal")[7], Math.sqrt(squares(results.get("d/dr7"))));
  }

  private static Map<String, double[]> vanishing(List<String> wrt, long seed) {
    Kernel kernel = Sample.compile("networks/vanishing", Options.DEFAULT.wrt(wrt)).kernel();
    return Sample.arrays(kernel, kernel.signature().newInputs(seed));
  }
}
