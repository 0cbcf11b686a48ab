package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingTest {

  private static final Recipe SGD = Recipe.DEFAULT.optimizer(Optimizer.sgd(), 0.05).epochs(3);

  /** Examples of t = 2 x0 - x1 + 0.5 and some noise. */
  static Dataset examples(int count, long seed) {
    Random random = new Random(seed);
    double[] x = DoubleStream.generate(random::nextGaussian).limit(2L * count).toArray();
    double[] t = new double[count];
    for (int i = 0; i < count; i++) {
      t[i] = 2 * x[2 * i] - x[2 * i + 1] + 0.5 + 0.1 * random.nextGaussian();
    }
    return Dataset.of(count).with("x", x).with("t", t);
  }

  static Kernel kernel(int size) {
    return HandKernel.leastSquares(size, 2);
  }

  private static Trainer trainer(Recipe recipe, Source source) {
    return new Trainer(TrainingTest::kernel, recipe, source);
  }

  @Test
  void anEpochsLossIsTheMeanOverItsExamples() {
    // masks of 0 and 2 would make another loss of the same parameters
    Dataset data = Dataset.of(3).with("x", new double[6]).with("t", 1, 2, 4);
    Training training = trainer(SGD.optimizer(Optimizer.sgd(), 0), data.batches(2)).train();
    assertThat(training.history())
        .allSatisfy(epoch -> assertThat(epoch.loss()).isEqualTo(21 / 3.0))
        .extracting(Epoch::number)
        .containsExactly(1, 2, 3);
    assertThat(training.history()).extracting(Epoch::steps).containsExactly(2L, 4L, 6L);
    assertThat(training.end()).isEqualTo(Training.End.EPOCHS);
  }

  @Test
  void anInputWithoutAValueIsNamed() {
    Trainer trainer = trainer(SGD, Dataset.of(3).with("x", new double[6]).batches(2));
    assertThatThrownBy(trainer::train)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the input t has no value");
  }

  @Test
  void aLineSearchTakesNoLimits() {
    Recipe searching = SGD.optimizer(Optimizer.lbfgs(3), 1);
    assertThatThrownBy(() -> searching.clip(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> searching.maxNorm(1)).isInstanceOf(IllegalArgumentException.class);
    Source batches = examples(10, 5).batches(4);
    assertThatThrownBy(() -> trainer(searching, batches))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStepIsThatOfItsBatch() {
    Training training =
        trainer(SGD.epochs(1), Dataset.of(2).with("x", new double[4]).with("t", 1, 4).batches(1))
            .given("b", 3)
            .train();
    // b - 2 rate (b - t), twice
    double first = 3 - 0.1 * 2;
    assertThat(training.parameters("b")[0]).isCloseTo(first - 0.1 * (first - 4), within(1e-15));
    assertThat(training.history().get(0).loss())
        .isCloseTo((4 + (first - 4) * (first - 4)) / 2, within(1e-15));
  }

  @Test
  void parametersStartFromTheSeedOrAsGiven() {
    Source source = examples(8, 1).batches(4);
    double[] drawn = trainer(SGD, source).start().parameters();
    Signature signature = kernel(8).signature();
    double[] start = new double[3];
    signature.pack(signature.newInputs(0), start);
    assertThat(drawn).isEqualTo(start);
    assertThat(trainer(SGD.seed(1), source).start().parameters()).isNotEqualTo(drawn);
    double[] given = {0.5, -0.5};
    Trainer trainer = trainer(SGD, source).given("w", given).given("b", 3);
    given[0] = 9;
    assertThat(trainer.start().parameters()).containsExactly(0.5, -0.5, 3);
    assertThatThrownBy(() -> trainer.given("w", 1).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("w[2] is given 1 values");
    assertThatThrownBy(() -> trainer.given("z", 1).start())
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Optimizer> optimizers() {
    return HandKernel.optimizers().stream();
  }

  /** Masks on the inputs halve the weights, as a penalty would: an error of 5 / 4 is left of 5. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizerLearns(Optimizer rule) {
    Dataset data = examples(30, 2);
    Source source = rule.isSearching() ? data.batches(30) : data.shuffled(8, 3);
    Training training = trainer(Recipe.DEFAULT.optimizer(rule, 0.01).epochs(150), source).train();
    assertThat(training.evaluate(data.batches(30), null)).isLessThan(1.6);
    List<Epoch> history = training.history();
    assertThat(history.get(history.size() - 1).loss()).isLessThan(history.get(0).loss());
  }

  /** What a kernel does in place and what a rule does besides are the same step. */
  @Test
  void descentInPlaceIsTheRule() {
    Source source = examples(11, 4).shuffled(4, 1);
    double[] inPlace = trainer(SGD, source).train().parameters();
    assertThat(trainer(SGD.clip(1e300), source).train().parameters()).isEqualTo(inPlace);
    Optimizer still = Optimizer.momentum(0);
    assertThat(trainer(SGD.optimizer(still, 0.05), source).train().parameters()).isEqualTo(inPlace);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void evaluationDisturbsNothing(Optimizer rule) {
    Dataset data = examples(10, 5);
    Source source = rule.isSearching() ? data.batches(10) : data.shuffled(4, 1);
    Recipe recipe = SGD.optimizer(rule, 0.02);
    double[] alone = trainer(recipe, source).train().parameters();
    List<Double> losses = new ArrayList<>();
    Training watched =
        trainer(recipe, source)
            .validation(examples(7, 6).batches(3))
            .listener(
                new Listener() {
                  @Override
                  public void step(Training training, double loss) {
                    losses.add(training.evaluate(data.batches(4), null));
                    losses.add(training.evaluate(data.batches(3), null));
                    training.checkpoint();
                    training.parameters()[0] = 7;
                  }
                })
            .train();
    assertThat(watched.parameters()).isEqualTo(alone);
    for (int i = 0; i < losses.size(); i += 2) {
      assertThat(losses.get(i)).isCloseTo(losses.get(i + 1), within(1e-12));
    }
  }

  @Test
  void evaluationIsWithoutDropout() {
    Training training = trainer(SGD, examples(6, 7).batches(4)).train();
    double[] p = training.parameters();
    Dataset one = Dataset.of(1).with("x", 3, 4).with("t", 5);
    double off = 3 * p[0] + 4 * p[1] + p[2] - 5;
    assertThat(training.evaluate(one.batches(1), null)).isCloseTo(off * off, within(1e-12));
    assertThat(training.evaluate(Dataset.of(0).batches(1), null)).isNaN();
  }

  /** The loss of a step is not the one without masks. */
  @Test
  void aStepIsWithDropout() {
    Recipe still = SGD.optimizer(Optimizer.sgd(), 0).epochs(4);
    Source source = examples(6, 7).batches(6);
    List<Epoch> history = trainer(still, source).train().history();
    assertThat(history).extracting(Epoch::loss).doesNotHaveDuplicates();
    assertThat(trainer(still, source).train().history()).isEqualTo(history);
  }

  @Test
  void examplesHeldOutAreEvaluatedAfterEachEpoch() {
    Dataset validation = examples(7, 8);
    List<Double> expected = new ArrayList<>();
    Training training =
        trainer(SGD, examples(10, 5).batches(4))
            .validation(validation.batches(3))
            .measuring(new LargestError())
            .listener(
                new Listener() {
                  @Override
                  public void epoch(Training run, Epoch epoch) {
                    expected.add(run.evaluate(validation.batches(3), null));
                  }
                })
            .train();
    assertThat(training.history())
        .extracting(epoch -> epoch.validation().getAsDouble())
        .isEqualTo(expected)
        .isEqualTo(training.history().stream().map(Epoch::score).toList());
    LargestError measure = new LargestError();
    training.evaluate(validation.batches(7), measure);
    assertThat(training.history().get(2).figures()).isEqualTo(measure.figures());
    assertThat(measure.figures().get("examples")).isEqualTo(7);
  }

  /** The largest error of what is predicted, and how many examples there were. */
  private static final class LargestError implements Measure {

    private double largest;
    private double examples;

    @Override
    public void begin() {
      largest = 0;
      examples = 0;
    }

    @Override
    public void add(Signature signature, double[] inputs, double[] outputs) {
      double[] t = signature.input("t").of(inputs);
      double[] y = signature.output("y").of(outputs);
      for (int i = 0; i < t.length; i++) {
        largest = Math.max(largest, Math.abs(t[i] - y[i]));
      }
      examples += t.length;
    }

    @Override
    public Map<String, Double> figures() {
      return Map.of("largest", largest, "examples", examples);
    }
  }

  @Test
  void trainingStopsWhenItGetsNoBetter() {
    Recipe recipe = SGD.optimizer(Optimizer.adam(), 0.5).epochs(100).patience(4);
    Source source = examples(9, 3).shuffled(4, 1);
    List<double[]> after = new ArrayList<>();
    Training training =
        trainer(recipe, source)
            .validation(examples(5, 1).batches(5))
            .listener(
                new Listener() {
                  @Override
                  public void epoch(Training run, Epoch epoch) {
                    after.add(run.parameters());
                  }
                })
            .train();
    assertThat(training.end()).isEqualTo(Training.End.PATIENCE);
    int best = training.bestEpoch();
    assertThat(training.history()).hasSize(best + 4);
    double score = training.history().get(best - 1).score();
    assertThat(training.history().subList(0, best - 1)).allMatch(e -> e.score() > score);
    assertThat(training.history().subList(best, best + 4)).allMatch(e -> e.score() >= score);
    assertThat(training.parameters()).isEqualTo(after.get(best - 1)).isNotEqualTo(after.get(best));
    assertThat(training.evaluate(examples(5, 1).batches(5), null)).isEqualTo(score);
    assertThat(training.checkpoint().parameters()).isEqualTo(after.get(best + 3));
    assertThat(training.checkpoint().best()).isEqualTo(after.get(best - 1));
    Training again = trainer(recipe, source).resume(training.checkpoint()).run();
    assertThat(again.end()).isEqualTo(Training.End.PATIENCE);
    assertThat(again.steps()).isEqualTo(training.steps());
    assertThat(again.parameters()).isEqualTo(training.parameters());
  }

  @Test
  void withoutPatienceTheLastParametersCount() {
    Training training =
        trainer(SGD.optimizer(Optimizer.adam(), 0.5), examples(9, 3).batches(4)).train();
    assertThat(training.parameters()).isEqualTo(training.checkpoint().parameters());
    assertThat(training.checkpoint().best()).isEmpty();
  }

  /** A first epoch with a loss that is no number is no epoch to keep. */
  @Test
  void anEpochWithoutNumberIsNotTheBest() {
    double[] x = {Double.NaN, 0};
    int[] asked = {0};
    Source source = examples(4, 1).batches(4);
    Training training =
        trainer(SGD.patience(2), source)
            .validation(
                epoch ->
                    Dataset.of(1)
                        .with("x", asked[0]++ == 0 ? x : new double[2])
                        .with("t", 1)
                        .batches(1)
                        .epoch(0))
            .train();
    assertThat(training.history().get(0).score()).isNaN();
    assertThat(training.bestEpoch()).isGreaterThan(1);
  }

  /** Batches of any sizes, more of them than kernels are kept, from no array. */
  @Test
  void aStreamHasBatchesOfItsOwnSizes() {
    Dataset data = examples(200, 9);
    int[] asked = new int[201];
    Source stream =
        epoch -> {
          List<Batch> batches = new ArrayList<>();
          for (int i = 0, from = 0; i < 30; i++) {
            int size = 1 + (i * 7 + epoch) % 12;
            int[] rows = new int[size];
            for (int j = 0; j < size; j++) {
              rows[j] = from++ % 200;
            }
            batches.add(data.rows(rows).batches(size).epoch(0).next());
          }
          return batches.iterator();
        };
    for (Optimizer rule : List.of(Optimizer.sgd(), Optimizer.adam())) {
      Training training =
          new Trainer(
                  size -> {
                    asked[size]++;
                    return kernel(size);
                  },
                  SGD.optimizer(rule, 0.02).epochs(10),
                  stream)
              .train();
      assertThat(training.steps()).isEqualTo(300);
      assertThat(training.evaluate(data.batches(200), null)).isLessThan(1.6);
      assertThat(training.parameters()).isEqualTo(byOneKernelAStep(rule, stream, 10));
    }
    assertThat(asked[12]).isPositive();
  }

  private static double[] byOneKernelAStep(Optimizer rule, Source stream, int epochs) {
    double[] p = new double[3];
    Signature one = kernel(1).signature();
    one.pack(one.newInputs(0), p);
    double[][] state = rule.newState(3);
    long step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (Iterator<Batch> all = stream.epoch(epoch); all.hasNext(); ) {
        Batch batch = all.next();
        Kernel kernel = kernel(batch.size());
        Signature signature = kernel.signature();
        double[] inputs = new double[signature.inputSize()];
        batch.copyTo(signature, inputs);
        signature.unpack(p, inputs);
        kernel.training(0, step++);
        double[] gradients = new double[3];
        kernel.valueAndGradient(inputs, new double[signature.outputSize()], gradients);
        rule.update(p, gradients, state, step, 0.02);
      }
    }
    return p;
  }

  @Test
  void aModelWithoutBatchIsTrainedOnAllOfItsInputs() {
    Training training =
        new Trainer(n -> HandKernel.leastSquares(5, 1), SGD.epochs(50), Dataset.of(1).batches(1))
            .given("x", 1, 2, 3, 4, 5)
            .given("t", 2, 4, 6, 8, 10)
            .train();
    assertThat(training.steps()).isEqualTo(50);
    assertThat(training.parameters("w")).hasSize(1);
    assertThat(training.parameters("b")).hasSize(1);
    assertThatThrownBy(() -> training.parameters("x")).hasMessage("Least has no gradient by x");
  }

  @Test
  void anEpochHasExamples() {
    assertThatThrownBy(() -> trainer(SGD, Dataset.of(0).batches(1)).train())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("epoch 1 has no examples");
    assertThat(trainer(SGD.epochs(0), Dataset.of(0).batches(1)).train().history()).isEmpty();
  }

  /** By a listener that is told of an epoch: no step of the next one is made. */
  @Test
  void aRunStopsBetweenEpochs() {
    Training training =
        trainer(SGD, examples(6, 1).batches(4))
            .listener(
                new Listener() {
                  @Override
                  public void epoch(Training run, Epoch epoch) {
                    run.stop();
                  }
                })
            .train();
    assertThat(training.end()).isEqualTo(Training.End.STOPPED);
    assertThat(training.steps()).isEqualTo(2);
    assertThat(training.epoch()).isEqualTo(1);
    assertThat(training.run().steps()).isEqualTo(4);
    assertThat(training.run().end()).isEqualTo(Training.End.EPOCHS);
  }

  @Test
  void aRunIsStoppedBeforeItBegins() {
    Training training = trainer(SGD, examples(6, 1).batches(4)).start();
    training.stop();
    assertThat(training.run().end()).isEqualTo(Training.End.STOPPED);
    assertThat(training.steps()).isZero();
    assertThat(training.run().end()).isEqualTo(Training.End.EPOCHS);
  }

  @Test
  void aRunIsStoppedByAnotherThread() throws InterruptedException {
    Training training = trainer(SGD.epochs(Integer.MAX_VALUE), examples(6, 1).batches(4)).start();
    Thread other = new Thread(training::stop);
    other.start();
    training.run();
    other.join();
    assertThat(training.end()).isEqualTo(Training.End.STOPPED);
  }
}
