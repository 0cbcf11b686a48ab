package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {

  private static final Dataset DATA = TrainingTest.examples(11, 1);

  /** The source, with what spoils the batch of a step, from 1; three batches an epoch. */
  private static Source spoiled(long step, double by) {
    return epoch -> {
      Iterator<Batch> batches = DATA.shuffled(4, 5).epoch(epoch);
      List<Batch> all = new ArrayList<>();
      while (batches.hasNext()) {
        Batch batch = batches.next();
        all.add(epoch * 3L + all.size() + 1 == step ? new Spoiled(batch, by) : batch);
      }
      return all.iterator();
    };
  }

  private record Spoiled(Batch batch, double by) implements Batch {

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public void copyTo(Signature signature, double[] inputs) {
      batch.copyTo(signature, inputs);
      inputs[signature.input("t").offset()] = by;
    }
  }

  static Stream<Optimizer> optimizers() {
    return HandKernel.optimizers().stream().filter(rule -> !rule.isSearching());
  }

  /** Around the places where parameters are kept, which are 100 steps apart, and epochs. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void theStepIsFoundWithItsInputs(Optimizer rule) {
    for (long step : new long[] {1, 2, 3, 4, 99, 100, 101, 102, 103, 150, 200, 201, 202}) {
      Recipe recipe = Recipe.DEFAULT.optimizer(rule, 0.01).epochs(80).seed(2);
      Training training =
          new Trainer(TrainingTest::kernel, recipe, spoiled(step, Double.NaN)).start();
      Divergence found = catchThrowableOfType(training::run, Divergence.class);
      int epoch = (int) ((step - 1) / 3);
      int batch = (int) ((step - 1) % 3);
      assertThat(found.step()).isEqualTo(step);
      assertThat(found.epoch()).isEqualTo(epoch + 1);
      assertThat(found.batch()).isEqualTo(batch == 2 ? 3 : 4);
      assertThat(found.inLoss()).isTrue();
      assertThat(found).hasMessage("step %d (epoch %d): the loss is not finite", step, epoch + 1);

      Training before =
          new Trainer(TrainingTest::kernel, recipe, DATA.shuffled(4, 5))
              .listener(
                  new Listener() {
                    @Override
                    public void step(Training run, double loss) {
                      if (run.steps() == step - 1) {
                        run.stop();
                      }
                    }
                  })
              .start();
      if (step == 1) {
        before.stop();
      }
      before.run();
      assertThat(training.parameters()).isEqualTo(before.parameters());
      Signature signature = TrainingTest.kernel(found.batch()).signature();
      double[] p = new double[3];
      signature.pack(found.inputs(), p);
      assertThat(p).isEqualTo(before.parameters());
      assertThat(signature.input("t").of(found.inputs())[0]).isNaN();
      assertThat(signature.input("x").of(found.inputs())).doesNotContain(Double.NaN);
      sameRun(training.checkpoint(), before.checkpoint(), batch);
    }
  }

  /** So that one can go on from before the step, with a smaller rate. */
  private static void sameRun(Checkpoint found, Checkpoint before, int batch) {
    assertThat(found.steps()).isEqualTo(before.steps());
    assertThat(found.epoch()).isEqualTo(before.epoch());
    assertThat(found.batch()).isEqualTo(before.batch()).isEqualTo(batch);
    assertThat(found.lossSum()).isEqualTo(before.lossSum());
    assertThat(found.examples()).isEqualTo(before.examples());
    assertThat(found.state()).isDeepEqualTo(before.state());
    assertThat(found.history())
        .extracting(Epoch::loss)
        .isEqualTo(before.history().stream().map(Epoch::loss).toList());
  }

  /** A square of 1e200 is infinite. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void infinityIsFound(Optimizer rule) {
    Recipe recipe = Recipe.DEFAULT.optimizer(rule, 0.01);
    assertThatThrownBy(() -> new Trainer(TrainingTest::kernel, recipe, spoiled(5, 1e200)).train())
        .isInstanceOf(Divergence.class)
        .hasMessage("step 5 (epoch 2): the loss is not finite");
  }

  /** The root's slope at 0, where a step of 1 leads to, is infinite, and its value is not. */
  private static HandKernel root() {
    return HandKernel.of(
        1,
        (at, g) -> {
          g[0] = at[0] > 0 ? 1 : at[0] == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          return at[0] >= 0 ? at[0] : Double.NaN;
        });
  }

  /** In the middle, at the end of an epoch, at the end of all. */
  @ParameterizedTest
  @CsvSource({"1, 1, 5", "3, 2, 5", "4, 2, 5", "4, 2, 2", "250, 125, 130", "260, 130, 130"})
  void aGradientThatIsNotFiniteIsFound(long step, int epoch, int epochs) {
    for (Optimizer rule : List.of(Optimizer.sgd(), Optimizer.momentum(0))) {
      Recipe recipe = Recipe.DEFAULT.optimizer(rule, 1).epochs(epochs);
      Training training =
          new Trainer(n -> root(), recipe, Dataset.of(2).batches(1)).given("p", step - 1).start();
      Divergence found = catchThrowableOfType(training::run, Divergence.class);
      assertThat(found).hasMessage("step %d (epoch %d): a gradient is not finite", step, epoch);
      assertThat(found.inLoss()).isFalse();
      assertThat(found.inputs()).containsExactly(0);
      assertThat(training.parameters()).containsExactly(0);
      assertThat(training.steps()).isEqualTo(step - 1);
      assertThat(training.history()).hasSize(epoch - 1);
    }
  }

  /** What listeners keep at the end of an epoch is finite. */
  @Test
  void noEpochEndsWithParametersThatAreNotFinite() {
    List<double[]> kept = new ArrayList<>();
    Training training =
        new Trainer(
                n -> root(), Recipe.DEFAULT.optimizer(Optimizer.sgd(), 1), Dataset.of(2).batches(1))
            .given("p", 3)
            .listener(
                new Listener() {
                  @Override
                  public void step(Training run, double loss) {
                    run.parameters();
                  }

                  @Override
                  public void epoch(Training run, Epoch epoch) {
                    kept.add(run.parameters());
                  }
                })
            .start();
    assertThatThrownBy(training::run).isInstanceOf(Divergence.class);
    assertThat(kept).containsExactly(new double[] {1});
  }

  /** The second step of four leads to what is not finite; the third would say so. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingThatIsNotFiniteIsKept(boolean stopping) {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.sgd(), 1);
    Training training =
        new Trainer(n -> root(), recipe, Dataset.of(4).batches(1))
            .given("p", 1)
            .listener(
                new Listener() {
                  @Override
                  public void step(Training run, double loss) {
                    if (run.steps() == 2 && stopping) {
                      run.stop();
                    } else if (run.steps() == 2) {
                      run.checkpoint();
                    }
                  }
                })
            .start();
    assertThatThrownBy(training::run)
        .isInstanceOf(Divergence.class)
        .hasMessage("step 2 (epoch 1): a gradient is not finite");
    Checkpoint kept = training.checkpoint();
    assertThat(kept.parameters()).containsExactly(0);
    assertThat(kept.batch()).isEqualTo(1);
    assertThat(kept.lossSum()).isEqualTo(1);
  }

  @Test
  void aSearchStartsWithWhatIsFinite() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(2), 1);
    Dataset spoiled = Dataset.of(1).with("x", 1, Double.NaN).with("t", 1);
    Training training = new Trainer(TrainingTest::kernel, recipe, spoiled.batches(1)).start();
    double[] start = training.parameters();
    Divergence found = catchThrowableOfType(training::run, Divergence.class);
    assertThat(found.step()).isEqualTo(1);
    assertThat(training.parameters()).isEqualTo(start);
  }

  /** A search that steps beyond the finite comes back: ln has its end at 0. */
  @Test
  void aSearchComesBackFromWhatIsNotFinite() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(2), 100).epochs(30);
    Training training =
        new Trainer(
                n ->
                    HandKernel.of(
                        1,
                        (at, g) -> {
                          g[0] = 1 - 1 / at[0];
                          return at[0] - Math.log(at[0]);
                        }),
                recipe,
                Dataset.of(1).batches(1))
            .given("p", 5)
            .train();
    assertThat(training.parameters()[0]).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-7));
  }

  /** The steps cannot be made again: that is said, and does not take for ever. */
  @Test
  void aSourceThatGivesNothingTwiceIsFound() {
    Iterator<Batch> once = spoiled(2, Double.NaN).epoch(0);
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.sgd(), 0.01);
    assertThatThrownBy(() -> new Trainer(TrainingTest::kernel, recipe, epoch -> once).train())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("asked again, the source gives other batches");
    int[] asked = {0};
    Source other = epoch -> (asked[0]++ == 0 ? spoiled(2, Double.NaN) : DATA.batches(4)).epoch(0);
    assertThatThrownBy(() -> new Trainer(TrainingTest::kernel, recipe, other).train())
        .hasMessage("asked again, the source gives other batches");
  }
}
