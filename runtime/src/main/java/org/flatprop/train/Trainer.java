package org.flatprop.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/**
 * Trains a model by its kernels: {@link #train()}. What it trains are the inputs that the kernels
 * give gradients of: a model's parameters.
 *
 * <pre>{@code
 * Dataset digits = Dataset.of(1_437).with("x", pixels).with("digit", labels);
 * Training training =
 *     new Trainer(Digits::new, Recipe.DEFAULT.epochs(30), digits.shuffled(64, 0)).train();
 * double[] w = training.parameters("W1");
 * }</pre>
 */
public final class Trainer {

  final IntFunction<Kernel> kernels;
  final Recipe recipe;
  final Source source;
  final Map<String, double[]> given = new LinkedHashMap<>();
  Source validation;
  Measure measure;
  Listener listener = new Listener() {};

  /**
   * A trainer.
   *
   * @param kernels a kernel for so many examples, as a generated class's constructor makes it; the
   *     objective is a scalar. It is asked once for each size of batches.
   * @param source of the examples to learn from
   */
  public Trainer(IntFunction<Kernel> kernels, Recipe recipe, Source source) {
    if (recipe.optimizer().isSearching() && source.batches().orElse(1) != 1) {
      throw new IllegalArgumentException("a line search takes all examples in one batch");
    }
    this.kernels = kernels;
    this.recipe = recipe;
    this.source = source;
  }

  /**
   * The value of an input that is the same for all batches, or where a parameter starts.
   *
   * @param values row-major
   */
  public Trainer given(String input, double... values) {
    given.put(input, values.clone());
    return this;
  }

  /** Evaluates the model after each epoch, on examples that it does not learn from. */
  public Trainer validation(Source examples) {
    validation = examples;
    return this;
  }

  /** Measures the outputs, too, of the examples held out. */
  public Trainer measuring(Measure chosen) {
    measure = chosen;
    return this;
  }

  /** Is told how it goes. */
  public Trainer listener(Listener chosen) {
    listener = chosen;
    return this;
  }

  /**
   * Trains from the start to the end.
   *
   * @throws Divergence if a loss or a gradient is not finite
   */
  public Training train() {
    return start().run();
  }

  /** A run that has not begun. */
  public Training start() {
    Slot slot = slot(1);
    double[] parameters = new double[slot.signature.gradientSize()];
    slot.read(parameters);
    Checkpoint nothing =
        new Checkpoint(
            Training.layout(slot.signature),
            recipe.optimizer().getClass().getSimpleName(),
            Map.of(),
            parameters,
            recipe.optimizer().newState(parameters.length),
            new double[0],
            0,
            0,
            false,
            0,
            0,
            0,
            java.util.List.of());
    return new Training(this, nothing);
  }

  /**
   * A run that goes on from a checkpoint.
   *
   * @throws IllegalArgumentException if it trains other parameters, or by another rule
   */
  public Training resume(Checkpoint checkpoint) {
    Signature signature = slot(1).signature;
    String layout = Training.layout(signature);
    double[][] fresh = recipe.optimizer().newState(signature.gradientSize());
    boolean fits =
        layout.equals(checkpoint.layout())
            && recipe.optimizer().getClass().getSimpleName().equals(checkpoint.rule())
            && checkpoint.parameters().length == signature.gradientSize()
            && (checkpoint.best().length == 0
                || checkpoint.best().length == signature.gradientSize())
            && checkpoint.epoch() >= 0
            && checkpoint.batch() >= 0
            && checkpoint.state().length == fresh.length;
    for (int i = 0; fits && i < fresh.length; i++) {
      fits = checkpoint.state()[i].length == fresh[i].length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the checkpoint is of another model or optimiser: "
              + checkpoint.layout()
              + " by "
              + checkpoint.rule());
    }
    return new Training(this, checkpoint);
  }

  /** A kernel for batches of a size. */
  Slot slot(int size) {
    return new Slot(kernels.apply(size), given, recipe.seed());
  }
}
