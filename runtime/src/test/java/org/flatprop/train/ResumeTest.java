package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was stopped and goes on ends as one that never stopped. */
class ResumeTest {

  @TempDir private Path folder;

  /** Each optimizer with a short last batch, alone, with all else, and in place. */
  static Stream<Arguments> recipes() {
    return HandKernel.optimizers().stream()
        .flatMap(
            rule -> {
              Recipe plain =
                  Recipe.DEFAULT
                      .optimizer(rule, 0.1)
                      .schedule(Schedule.warmup(1.5, Schedule.cosine()))
                      .epochs(5)
                      .seed(3);
              Recipe decaying = plain.decay(0.1).patience(2);
              return Stream.of(
                  Arguments.of(plain, false),
                  Arguments.of(plain.patience(1), true),
                  Arguments.of(
                      rule.isSearching() ? decaying : decaying.clip(0.5).maxNorm(0.5), true));
            });
  }

  private static Trainer trainer(Recipe recipe, boolean validation) {
    Source source =
        recipe.optimizer().isSearching()
            ? TrainingTest.examples(11, 1).batches(11)
            : TrainingTest.examples(11, 1).shuffled(4, 2);
    Trainer trainer = new Trainer(TrainingTest::kernel, recipe, source);
    return validation ? trainer.validation(TrainingTest.examples(7, 9).batches(3)) : trainer;
  }

  /** Stops after so many steps of its own. */
  private record StopAfter(long steps) implements Listener {

    @Override
    public void step(Training training, double loss) {
      if (training.steps() == steps) {
        training.stop();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void afterEveryStep(Recipe recipe, boolean validation) throws IOException {
    Training whole = trainer(recipe, validation).train();
    for (long steps = 1; steps <= whole.steps(); steps++) {
      Training stopped = trainer(recipe, validation).listener(new StopAfter(steps)).train();
      assertThat(stopped.steps()).isEqualTo(steps);
      same(trainer(recipe, validation).resume(throughAFile(stopped)).run(), whole);
      same(stopped.run(), whole);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void afterEveryTwoSteps(Recipe recipe, boolean validation) throws IOException {
    Training whole = trainer(recipe, validation).train();
    Training part = trainer(recipe, validation).start();
    for (long steps = 2; part.end() == Training.End.NONE || isStopped(part); steps += 2) {
      part =
          trainer(recipe, validation)
              .listener(new StopAfter(steps))
              .resume(throughAFile(part))
              .run();
    }
    same(part, whole);
  }

  private static boolean isStopped(Training training) {
    return training.end() == Training.End.STOPPED;
  }

  /** What a listener keeps, after each step and each epoch, of a run that is killed. */
  @ParameterizedTest
  @MethodSource("recipes")
  void fromACheckpointAtAnyTime(Recipe recipe, boolean validation) {
    List<Checkpoint> kept = new java.util.ArrayList<>();
    Listener keeping =
        new Listener() {
          @Override
          public void step(Training training, double loss) {
            kept.add(training.checkpoint());
          }

          @Override
          public void epoch(Training training, Epoch epoch) {
            kept.add(training.checkpoint());
          }
        };
    Training whole = trainer(recipe, validation).listener(keeping).train();
    for (Checkpoint checkpoint : kept) {
      same(trainer(recipe, validation).resume(checkpoint).run(), whole);
    }
  }

  /** Where no step is better, none more is made. */
  @Test
  void aRunThatHasConvergedStaysSo() throws IOException {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(4), 1).epochs(200).patience(50);
    List<Checkpoint> kept = new ArrayList<>();
    Listener keeping =
        new Listener() {
          @Override
          public void step(Training training, double loss) {
            kept.add(training.checkpoint());
          }

          @Override
          public void epoch(Training training, Epoch epoch) {
            kept.add(training.checkpoint());
          }
        };
    Training whole = valley(recipe).listener(keeping).train();
    assertThat(whole.end()).isEqualTo(Training.End.CONVERGED);
    kept.add(throughAFile(whole));
    for (Checkpoint checkpoint : kept) {
      same(valley(recipe).resume(checkpoint).run(), whole);
    }
  }

  private static Trainer valley(Recipe recipe) {
    return new Trainer(n -> HandKernel.rosenbrock(), recipe, Dataset.of(1).batches(1))
        .given("p", -1.2, 1);
  }

  private Checkpoint throughAFile(Training training) throws IOException {
    Path file = folder.resolve("run.checkpoint");
    training.checkpoint().write(file);
    return Checkpoint.read(file);
  }

  private static void same(Training resumed, Training whole) {
    assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    assertThat(resumed.history()).isEqualTo(whole.history());
    assertThat(resumed.end()).isEqualTo(whole.end());
    assertThat(resumed.steps()).isEqualTo(whole.steps());
    assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
    Checkpoint left = resumed.checkpoint();
    Checkpoint right = whole.checkpoint();
    assertThat(left.parameters()).isEqualTo(right.parameters());
    assertThat(left.state()).isDeepEqualTo(right.state());
    assertThat(left.best()).isEqualTo(right.best());
  }

  /** A checkpoint is not the run's: what goes on from it leaves it as it is. */
  @Test
  void aCheckpointServesTwice() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.adam(), 0.1).epochs(3).patience(2);
    Checkpoint checkpoint = trainer(recipe, true).listener(new StopAfter(4)).train().checkpoint();
    Training once = trainer(recipe, true).resume(checkpoint).run();
    same(trainer(recipe, true).resume(checkpoint).run(), once);
  }

  /** With a rate that does not look at how many epochs there will be. */
  @Test
  void moreEpochsAreAsIfAskedForAtOnce() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.adam(), 0.1).patience(10);
    Training three = trainer(recipe.epochs(3), true).train();
    same(
        trainer(recipe.epochs(6), true).resume(three.checkpoint()).run(),
        trainer(recipe.epochs(6), true).train());
  }

  @Test
  void anotherModelOrRuleIsRefused() {
    Recipe recipe = Recipe.DEFAULT.epochs(1);
    Dataset other = Dataset.of(2).with("x", 1, 2).with("t", 3, 4);
    Trainer narrow = new Trainer(n -> HandKernel.leastSquares(n, 1), recipe, other.batches(1));
    assertThatThrownBy(() -> narrow.resume(trainer(recipe, false).train().checkpoint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the checkpoint is of another model or optimiser: w[2] b by Adam");
    List<Optimizer> rules = HandKernel.optimizers();
    for (Optimizer from : rules) {
      Checkpoint checkpoint = trainer(recipe.optimizer(from, 0.1), false).start().checkpoint();
      for (Optimizer to : rules) {
        Trainer trainer = trainer(recipe.optimizer(to, 0.1), false);
        if (from.getClass() == to.getClass()) {
          assertThat(trainer.resume(checkpoint).parameters()).isEqualTo(checkpoint.parameters());
        } else {
          assertThatThrownBy(() -> trainer.resume(checkpoint))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }

  @Test
  void aLongerMemoryOfStepsIsAnotherRule() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(3), 1).epochs(3);
    Checkpoint checkpoint = trainer(recipe, false).train().checkpoint();
    assertThatThrownBy(
            () -> trainer(recipe.optimizer(Optimizer.lbfgs(4), 1), false).resume(checkpoint))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
