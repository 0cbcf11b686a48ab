package org.flatprop.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.flatprop.cli.data.NpzFile;

/** What Flatprop and its peers are measured at. */
sealed interface Work permits ModelWork, ProductWork, TrainingWork {

  double TWO_LAYER_RATE = 1e-4;
  double CLASSIFIER_RATE = 1e-2;

  List<Work> ALL =
      List.of(
          model("neuron", "neuron", "neuron", Map.of()),
          model("three_four_four_one", "3–4–4–1", "networks/three_four_four_one", Map.of()),
          model("xor", "XOR net, 1,000 points", "networks/xor", Map.of("N", 1_000)),
          model(
                  "two_layer",
                  "\"20 lines\"",
                  "networks/two_layer",
                  Map.of("N", 64, "D_in", 1_000, "H", 100, "D_out", 10))
              .step(TWO_LAYER_RATE),
          model(
                  "classifier",
                  "784–128–10, batch 64",
                  "networks/classifier",
                  Map.of("N", 64, "D", 784, "H", 128, "C", 10))
              .step(CLASSIFIER_RATE),
          model(
              "linear_svm",
              "multiclass SVM, 500 × 3,073",
              "losses/linear_svm",
              Map.of("N", 500, "D", 3_073, "C", 10)),
          model(
              "regression",
              "logistic regression, 10,000 × 30",
              "logistic/regression",
              Map.of("N", 10_000, "D", 30)),
          logsumexp(1_000),
          logsumexp(10_000),
          logsumexp(100_000),
          logsumexp(1_000_000),
          new ProductWork(64, 1_000, 100),
          new ProductWork(64, 100, 10),
          new ProductWork(256, 256, 256),
          new ProductWork(512, 512, 512),
          TrainingWork.DIGITS,
          TrainingWork.TWENTY_LINES);

  private static ModelWork model(
      String name, String title, String sample, Map<String, Integer> dims) {
    return new ModelWork(name, title, sample, dims, OptionalDouble.empty());
  }

  private static ModelWork logsumexp(int n) {
    return model(
        "logsumexp_" + n,
        String.format(Locale.ROOT, "logsumexp of %,d", n),
        "outputs/logsumexp",
        Map.of("N", n));
  }

  static Stream<ModelWork> models() {
    return ALL.stream().filter(ModelWork.class::isInstance).map(ModelWork.class::cast);
  }

  /** The work of a name. */
  static Work named(String name) {
    return ALL.stream().filter(work -> work.name().equals(name)).findFirst().orElseThrow();
  }

  /** The work of a name or, if there is none, all whose names begin so. */
  static List<Work> beginning(String word) {
    List<Work> exact = ALL.stream().filter(work -> work.name().equals(word)).toList();
    return exact.isEmpty()
        ? ALL.stream().filter(work -> work.name().startsWith(word)).toList()
        : exact;
  }

  /** One word, by which it can be chosen. */
  String name();

  String title();

  /** What the script for peers calls it. */
  String script();

  /** What the first call computes, if that is one number. */
  OptionalDouble value();

  /** Of a training step, its rate. */
  OptionalDouble rate();

  /** What goes in, for those that read it from a file. */
  NpzFile data();
}
