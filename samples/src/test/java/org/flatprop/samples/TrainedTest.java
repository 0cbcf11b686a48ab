package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples learn what their comments say, by gradient descent. */
class TrainedTest {

  /** What is tested here. */
  static final List<String> SAMPLES =
      Stream.of(
              "boolean,delta,dense_connections,digits,digits_conv,fashion,highway,house_prices",
              "house_prices_linear,iris,residual,starts,vanishing,wine")
          .flatMap(line -> Arrays.stream(line.split(",")))
          .map(name -> "training/" + name)
          .toList();

  private static final int BATCH = 32;

  /** A table whose last column is the target; a target that is text is the number of its class. */
  private record Examples(double[][] features, double[] targets) {

    static Examples read(String file, boolean normalised) throws IOException {
      List<String[]> rows =
          Files.readAllLines(Path.of("data", file)).stream()
              .skip(1)
              .map(line -> line.split(","))
              .toList();
      int width = rows.get(0).length - 1;
      List<String> texts = rows.stream().map(row -> row[width]).toList();
      boolean numbers = texts.get(0).matches("[-\\d.]+");
      List<String> classes = texts.stream().distinct().sorted().toList();
      Examples examples =
          new Examples(
              rows.stream()
                  .map(row -> Stream.of(row).limit(width).mapToDouble(Double::valueOf).toArray())
                  .toArray(double[][]::new),
              texts.stream()
                  .mapToDouble(t -> numbers ? Double.parseDouble(t) : classes.indexOf(t))
                  .toArray());
      if (normalised) {
        IntStream.range(0, width).forEach(examples::normalise);
      }
      return examples;
    }

    private void normalise(int column) {
      double mean = Arrays.stream(features).mapToDouble(row -> row[column]).average().orElse(0);
      double variance =
          Arrays.stream(features)
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElse(0);
      for (double[] row : features) {
        row[column] = (row[column] - mean) / Math.sqrt(variance);
      }
    }
  }

  private static CompiledModel compile(String name) {
    return Sample.compile("training/" + name, Options.DEFAULT.profile(Profile.STRICT));
  }

  /** The outputs for all examples, before a number of epochs and after it, by name. */
  private static List<Map<String, double[]>> outputs(
      String name, Examples examples, double rate, int epochs) {
    CompiledModel model = compile(name);
    Kernel all = model.kernel(Map.of("N", examples.targets().length));
    Kernel batch = model.kernel(Map.of("N", BATCH));
    double[] inputs = batch.signature().newInputs(1);
    List<Integer> rows =
        new ArrayList<>(IntStream.range(0, examples.targets().length).boxed().toList());
    List<Map<String, double[]>> outputs = new ArrayList<>();
    outputs.add(outputs(all, batch.signature(), inputs, examples, rows));
    Random random = new Random(1);
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(rows, random);
      for (int at = 0; at + BATCH <= rows.size(); at += BATCH) {
        fill(batch.signature(), inputs, examples, rows.subList(at, at + BATCH));
        descend(batch, inputs, rate);
      }
    }
    outputs.add(outputs(all, batch.signature(), inputs, examples, rows));
    return outputs;
  }

  private static Map<String, double[]> outputs(
      Kernel all, Signature trained, double[] params, Examples examples, List<Integer> rows) {
    Signature signature = all.signature();
    double[] inputs = signature.newInputs(1);
    for (Section param : signature.gradients()) {
      double[] values = trained.input(param.name()).of(params);
      int offset = signature.input(param.name()).offset();
      System.arraycopy(values, 0, inputs, offset, values.length);
    }
    fill(signature, inputs, examples, rows);
    double[] outputs = new double[signature.outputSize()];
    all.forward(inputs, outputs);
    Map<String, double[]> named = new HashMap<>();
    signature.outputs().forEach(output -> named.put(output.name(), output.of(outputs)));
    return named;
  }

  /** The first input takes the features, the second one the targets. */
  private static void fill(
      Signature signature, double[] inputs, Examples examples, List<Integer> rows) {
    int x = signature.input(signature.inputs().get(0).name()).offset();
    int y = signature.input(signature.inputs().get(1).name()).offset();
    for (int row : rows) {
      double[] features = examples.features()[row];
      System.arraycopy(features, 0, inputs, x, features.length);
      x += features.length;
      inputs[y++] = examples.targets()[row];
    }
  }

  private static double[] descend(Kernel kernel, double[] inputs, double rate) {
    Signature signature = kernel.signature();
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    kernel.valueAndGradient(inputs, outputs, gradients);
    step(signature, inputs, gradients, rate);
    return outputs;
  }

  private static void step(Signature signature, double[] inputs, double[] gradients, double rate) {
    for (Section gradient : signature.gradients()) {
      int to = signature.input(gradient.name()).offset();
      for (int i = 0; i < gradient.length(); i++) {
        inputs[to + i] -= rate * gradients[gradient.offset() + i];
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "iris, iris.csv, true, 0.1, 60, 0.15",
    "wine, wine.csv, true, 0.1, 30, 0.1",
    "digits, digits.csv, false, 0.2, 10, 0.12",
    "digits_conv, digits.csv, false, 0.1, 3, 0.4",
    "residual, digits.csv, false, 0.05, 10, 0.12",
    "highway, digits.csv, false, 0.2, 5, 0.4",
    "dense_connections, digits.csv, false, 0.1, 10, 0.15",
    "house_prices, house_prices.csv, true, 0.005, 50, 10",
    "house_prices_linear, house_prices.csv, true, 0.02, 50, 25"
  })
  void theLossFalls(
      String name, String data, boolean normalised, double rate, int epochs, double loss)
      throws IOException {
    Examples examples = Examples.read(data, normalised);
    assertThat(outputs(name, examples, rate, epochs).get(1).get("loss")[0]).isLessThan(loss);
  }

  /** The outputs after a number of steps of a model that has its data in itself. */
  private static Map<String, double[]> outputs(
      Kernel kernel, Map<String, double[]> given, double rate, int steps) {
    double[] inputs = Sample.inputs(kernel, given);
    double[] outputs = new double[0];
    for (int step = 0; step < steps; step++) {
      outputs = descend(kernel, inputs, rate);
    }
    Map<String, double[]> named = new HashMap<>();
    for (Section output : kernel.signature().outputs()) {
      named.put(output.name(), output.of(outputs));
    }
    return named;
  }

  private static void assertNear(double[] values, double tolerance, double... expected) {
    assertThat(values).containsExactly(expected, within(tolerance));
  }

  @Test
  void oneNeuronLearnsOrAndAndButNotXor() {
    Map<String, double[]> outputs = outputs(compile("boolean").kernel(), Map.of(), 1, 1000);
    assertNear(outputs.get("p_or"), 0.03, 0, 1, 1, 1);
    assertNear(outputs.get("p_and"), 0.03, 0, 0, 0, 1);
    assertNear(outputs.get("p_xor"), 0, 0.5, 0.5, 0.5, 0.5);
  }

  /** By Adam, which makes the slopes as steep as they have to be. */
  @Test
  void hiddenUnitsLearnADelta() {
    Kernel kernel = compile("delta").kernel();
    Signature signature = kernel.signature();
    double[] inputs = signature.newInputs(1);
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    double[] mean = new double[gradients.length];
    double[] square = new double[gradients.length];
    for (int step = 1; step <= 2000; step++) {
      kernel.valueAndGradient(inputs, outputs, gradients);
      for (int i = 0; i < gradients.length; i++) {
        mean[i] = 0.9 * mean[i] + 0.1 * gradients[i];
        square[i] = 0.999 * square[i] + 0.001 * gradients[i] * gradients[i];
        double size = Math.sqrt(square[i] / (1 - Math.pow(0.999, step)));
        gradients[i] = mean[i] / (1 - Math.pow(0.9, step)) / (size + 1e-8);
      }
      step(signature, inputs, gradients, 0.1);
    }
    double[] delta = new double[21];
    delta[13] = 1;
    assertNear(signature.output("y").of(outputs), 0.1, delta);
  }

  @Test
  void anImageIsLearntByHeart() {
    Map<String, double[]> image =
        new HashMap<>(Numbers.json(Sample.FOLDER.resolve("training/fashion.json")));
    image.put("N", new double[] {1});
    Kernel kernel = Sample.kernel(compile("fashion"), image);
    assertThat(outputs(kernel, image, 0.02, 100).get("loss")[0]).isLessThan(0.1);
  }

  /** Row 28 of the lectures' systems; log 10 is the loss of knowing nothing. */
  @Test
  void onlyWeightsOfTheRightSizeStartWell() throws IOException {
    List<Map<String, double[]>> outputs =
        outputs("starts", Examples.read("digits.csv", false), 0.05, 5);
    Map<String, double[]> before = outputs.get(0);
    Map<String, double[]> after = outputs.get(1);
    assertThat(before.get("from_zeros")[0]).isCloseTo(Math.log(10), within(1e-12));
    assertThat(after.get("from_zeros")[0]).isCloseTo(Math.log(10), within(1e-12));
    assertThat(before.get("from_0_1")[0]).isGreaterThan(1000);
    assertThat(after.get("from_0_1")[0]).isCloseTo(Math.log(10), within(0.01));
    assertThat(before.get("from_minus_1_1")[0]).isGreaterThan(10);
    assertThat(after.get("from_randn")[0]).isLessThan(0.4);
  }

  @Test
  void deepSigmoidsLearnNothing() throws IOException {
    Map<String, double[]> after =
        outputs("vanishing", Examples.read("digits.csv", false), 0.1, 12).get(1);
    assertThat(after.get("loss_sigmoid")[0]).isCloseTo(Math.log(10), within(0.02));
    assertThat(after.get("loss_relu")[0]).isLessThan(0.3);
  }

  @Test
  void winesAreNotLearntAsTheyAre() throws IOException {
    Examples wines = Examples.read("wine.csv", false);
    assertThat(outputs("wine", wines, 0.1, 30).get(1).get("loss")[0]).isGreaterThan(100);
  }
}
