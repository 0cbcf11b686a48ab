package org.flatprop.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.SourceFile;

/** Models that a training step is measured of, and the sizes that they leave open. */
enum Workload {
  TWO_LAYER(
      "the network in \"20 lines\"",
      resource("/networks/two_layer.nn"),
      Map.of("N", 64, "D_in", 1_000, "H", 100, "D_out", 10)),

  PERCEPTRON(
      "six layers, 784 to 10",
      """
      dim N
      input x[N, 784]
      index y[N] in 10
      param w1[784, 512], w2[512, 256], w3[256, 128], w4[128, 64], w5[64, 32], w6[32, 10]
      param b1[512], b2[256], b3[128], b4[64], b5[32], b6[10]

      h1 = relu(x @ w1 + b1)
      h2 = relu(h1 @ w2 + b2)
      h3 = relu(h2 @ w3 + b3)
      h4 = relu(h3 @ w4 + b4)
      h5 = relu(h4 @ w5 + b5)
      loss = cross_entropy(h5 @ w6 + b6, y)
      minimize loss
      """,
      Map.of("N", 128)),

  SOFTMAX(
      "softmax classifier",
      """
      dim N
      input x[N, 784]
      index y[N] in 10
      param w[784, 10], b[10]

      loss = cross_entropy(x @ w + b, y)
      minimize loss
      """,
      Map.of("N", 128)),

  CONVOLUTION(
      "convolution, 6 filters of 3 × 3",
      """
      input x[8, 4, 28, 28]
      param w[6, 4, 3, 3], b[6]

      loss = mean(relu(conv2d(x, w, b))^2)
      minimize loss
      """,
      Map.of());

  private final String title;
  private final String text;
  private final Map<String, Integer> dims;

  Workload(String title, String text, Map<String, Integer> dims) {
    this.title = title;
    this.text = text;
    this.dims = dims;
  }

  private static String resource(String name) {
    try (InputStream stream = Workload.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String title() {
    return title;
  }

  Map<String, Integer> dims() {
    return dims;
  }

  CompiledModel compile(Options options) {
    return Flatprop.compile(SourceFile.ofText("model.nn", text), options);
  }

  /** Small random numbers, and random indices. */
  static double[] point(Signature signature) {
    Random random = new Random(1);
    return signature.inputs().stream().flatMapToDouble(input -> point(input, random)).toArray();
  }

  private static DoubleStream point(Variable input, Random random) {
    return input.isIndex()
        ? random.ints(input.length(), 0, input.range().getAsInt()).asDoubleStream()
        : random.doubles(input.length(), -0.1, 0.1);
  }
}
