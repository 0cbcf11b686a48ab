package org.flatprop.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.flatprop.cli.data.NpzFile;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.train.Batch;
import org.flatprop.train.Dataset;
import org.flatprop.train.Epoch;
import org.flatprop.train.Listener;
import org.flatprop.train.Optimizer;
import org.flatprop.train.Recipe;
import org.flatprop.train.Source;
import org.flatprop.train.Trainer;
import org.flatprop.train.Training;

/**
 * Epochs of training, from the start of the parameters on. A peer is given the order of the
 * examples, in which it goes through them again and again; here they are shuffled anew.
 *
 * @param model a sample at the size of a batch, its open dim N
 * @param examples how many there are
 * @param epochs that a call makes
 */
record TrainingWork(
    String name, String title, ModelWork model, Recipe recipe, int examples, int epochs)
    implements Work {

  static final TrainingWork DIGITS =
      new TrainingWork(
          "train_digits",
          "an epoch of 64–64–10, 1,437 digits",
          model("networks/classifier", Map.of("N", 64, "D", 64, "H", 64, "C", 10)),
          Recipe.DEFAULT.optimizer(Optimizer.adam(), 1e-3),
          1_437,
          1);

  static final TrainingWork TWENTY_LINES =
      new TrainingWork(
          "train_twenty_lines",
          "100 epochs of the \"20 lines\"",
          model("networks/two_layer", Map.of("N", 64, "D_in", 1_000, "H", 100, "D_out", 10)),
          Recipe.DEFAULT.optimizer(Optimizer.sgd(), TWO_LAYER_RATE),
          64,
          100);

  private static final int SEED = 1;

  /** As many orders as a peer is given. */
  private static final int ORDERS = 10;

  private static ModelWork model(String sample, Map<String, Integer> dims) {
    return new ModelWork("", "", sample, dims, OptionalDouble.empty());
  }

  /** The same for other sizes. */
  TrainingWork of(Map<String, Integer> sizes, int otherExamples, int otherEpochs) {
    return new TrainingWork(name, title, model.of(sizes), recipe, otherExamples, otherEpochs);
  }

  @Override
  public String script() {
    return "train_" + model.script();
  }

  @Override
  public OptionalDouble rate() {
    return OptionalDouble.of(recipe.rate());
  }

  private int batch() {
    return model.dims().get("N");
  }

  private ModelWork with(int size) {
    Map<String, Integer> sizes = new HashMap<>(model.dims());
    sizes.put("N", size);
    return model.of(sizes);
  }

  private Source shuffled(Dataset data) {
    return batch() < examples ? data.shuffled(batch(), SEED) : data.batches(batch());
  }

  /** A run that stops after so many epochs as a call makes, each time that it is told to run. */
  Training training() {
    Function<Map<String, Integer>, Kernel> kernels = model.compile().kernels();
    ModelWork all = with(examples);
    Signature signature = all.compile().signature(all.dims());
    double[] point = all.point(signature);
    Dataset data = Dataset.of(examples);
    for (Variable input : signature.inputs()) {
      if (!input.isParam()) {
        data = data.with(input.name(), signature.input(input.name()).of(point));
      }
    }
    Listener stopping =
        new Listener() {
          @Override
          public void epoch(Training run, Epoch epoch) {
            if (epoch.number() % epochs == 0) {
              run.stop();
            }
          }
        };
    Recipe endless = recipe.epochs(Integer.MAX_VALUE).seed(ModelWork.SEED);
    return new Trainer(size -> kernels.apply(with(size).dims()), endless, shuffled(data))
        .listener(stopping)
        .start();
  }

  /** The inputs and the parameters' start, the size of a batch, how many epochs, and orders. */
  @Override
  public NpzFile data() {
    NpzFile file = with(examples).data();
    file.add("batch", Section.of("batch", List.of()), new double[] {batch()});
    file.add("epochs", Section.of("epochs", List.of()), new double[] {epochs});
    List<Double> orders = new ArrayList<>();
    for (int epoch = 0; epoch < ORDERS; epoch++) {
      double[] numbers = IntStream.range(0, examples).asDoubleStream().toArray();
      Iterator<Batch> batches = shuffled(Dataset.of(examples).with("row", numbers)).epoch(epoch);
      while (batches.hasNext()) {
        Batch next = batches.next();
        double[] rows = new double[next.size()];
        next.copyTo(Signature.of("Rows", "row[" + rows.length + "]", "", ""), rows);
        for (double row : rows) {
          orders.add(row);
        }
      }
    }
    double[] all = orders.stream().mapToDouble(Double::doubleValue).toArray();
    file.add("orders", Section.of("orders", List.of(ORDERS, examples)), all);
    return file;
  }

  /** The loss of the last epoch of the first call. */
  @Override
  public OptionalDouble value() {
    List<Epoch> history = training().run().history();
    return OptionalDouble.of(history.get(history.size() - 1).loss());
  }

  /** The parameters after a call. */
  Map<String, double[]> results() {
    Training training = training().run();
    Map<String, double[]> results = new LinkedHashMap<>();
    for (Section gradient : model.compile().signature(model.dims()).gradients()) {
      results.put(gradient.name(), training.parameters(gradient.name()));
    }
    return results;
  }
}
