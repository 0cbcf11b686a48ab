package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.flatprop.Flatprop;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.flatprop.load.Backend;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;
import org.flatprop.train.Dataset;
import org.flatprop.train.Optimizer;
import org.flatprop.train.Recipe;
import org.flatprop.train.Source;
import org.flatprop.train.Trainer;
import org.flatprop.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One trainer for all forms that a model may have. */
class TrainingFormsTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  private static final SourceFile CLASSIFIER =
      SourceFile.ofText(
          "classifier.nn",
          """
          dim N
          input x[N, 5]
          index y[N] in 3
          param W1[5, 7], b1[7], W2[7, 3], b2[3]

          h = dropout(relu(dense(x, W1, b1)), 0.3)
          s = dense(h, W2, b2)
          loss = cross_entropy(s, y)

          minimize loss
          output s
          """);

  private enum Rule {
    IN_PLACE,
    ADAM,
    LBFGS;

    Recipe recipe() {
      return switch (this) {
        case IN_PLACE -> Recipe.DEFAULT.optimizer(Optimizer.sgd(), 0.1).epochs(4);
        case ADAM -> Recipe.DEFAULT.optimizer(Optimizer.adam(), 0.01).epochs(4).clip(1).decay(0.01);
        case LBFGS -> Recipe.DEFAULT.optimizer(Optimizer.lbfgs(5), 1).epochs(4);
      };
    }
  }

  private static Dataset examples(int count) {
    Random random = new Random(count);
    return Dataset.of(count)
        .with("x", DoubleStream.generate(random::nextGaussian).limit(5L * count).toArray())
        .with("y", random.ints(count, 0, 3).asDoubleStream().toArray());
  }

  /** The last batch is short, and what is held out has batches of a third size. */
  private static Training train(IntFunction<Kernel> kernels, Rule rule) {
    Dataset data = examples(19);
    Source source = rule == Rule.LBFGS ? data.batches(19) : data.shuffled(8, 1);
    return new Trainer(kernels, rule.recipe().seed(5), source)
        .validation(examples(6).batches(6))
        .train();
  }

  private static IntFunction<Kernel> compiled(Backend backend) {
    Function<Map<String, Integer>, Kernel> kernels =
        Flatprop.compile(CLASSIFIER, STRICT.backend(backend)).kernels();
    return size -> kernels.apply(Map.of("N", size));
  }

  private static IntFunction<Kernel> aheadOfTime() throws ReflectiveOperationException {
    JavaClass written = JavaClass.of(CLASSIFIER, STRICT, "models", false);
    String name = "models." + written.name();
    Javac.Result result = Javac.withRuntime(Map.of(name, written.text()));
    assertThat(result.complaints()).isEmpty();
    Constructor<?> constructor =
        result.loader(Kernel.class.getClassLoader()).loadClass(name).getConstructor(int.class);
    return size -> {
      try {
        return (Kernel) constructor.newInstance(size);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void aGeneratedClassAndACompiledModelAreTrainedToTheSameBits(Rule rule)
      throws ReflectiveOperationException {
    Training ahead = train(aheadOfTime(), rule);
    for (Backend backend : Backend.values()) {
      Training inProcess = train(compiled(backend), rule);
      assertThat(inProcess.parameters()).isEqualTo(ahead.parameters());
      assertThat(inProcess.history()).isEqualTo(ahead.history());
    }
    assertThat(ahead.parameters()).doesNotContain(Double.NaN);
    assertThat(ahead.history().get(3).loss()).isLessThan(ahead.history().get(0).loss());
  }

  /** Each step draws masks of its own; the seed of the recipe is that of the masks, too. */
  @Test
  void dropoutIsDrawnFromTheSeed() {
    IntFunction<Kernel> kernels = compiled(Backend.JANINO);
    Recipe still = Recipe.DEFAULT.optimizer(Optimizer.sgd(), 0).epochs(3);
    Training run = new Trainer(kernels, still, examples(19).batches(19)).train();
    assertThat(run.history()).extracting(epoch -> epoch.loss()).doesNotHaveDuplicates();
    double[] start = run.parameters();
    Trainer other = new Trainer(kernels, still.seed(1), examples(19).batches(19));
    kernels.apply(1).signature().gradients().forEach(p -> other.given(p.name(), p.of(start)));
    assertThat(other.train().history().get(0).loss()).isNotEqualTo(run.history().get(0).loss());
    assertThat(other.train().evaluate(examples(6).batches(6), null))
        .isEqualTo(run.evaluate(examples(6).batches(6), null));
  }

  /** Kernels of all sizes are of one class. */
  @Test
  void theModelIsCompiledOnce() {
    Function<Map<String, Integer>, Kernel> kernels = Flatprop.compile(CLASSIFIER, STRICT).kernels();
    Class<?> first = kernels.apply(Map.of("N", 8)).getClass();
    assertThat(kernels.apply(Map.of("N", 3))).hasSameClassAs(kernels.apply(Map.of("N", 6)));
    assertThat(kernels.apply(Map.of("N", 3)).getClass()).isSameAs(first);
    assertThat(kernels.apply(Map.of("N", 3)).signature().inputSize())
        .isEqualTo(kernels.apply(Map.of("N", 6)).signature().inputSize() - 3 * 6);
    assertThat(Flatprop.compile(CLASSIFIER, STRICT).kernels().apply(Map.of("N", 8)).getClass())
        .isNotSameAs(first);
    assertThatThrownBy(() -> kernels.apply(Map.of())).isInstanceOf(CompileException.class);
    assertThatThrownBy(() -> kernels.apply(Map.of("N", -1))).isInstanceOf(CompileException.class);
  }

  @Test
  void withoutDerivativesThereAreNoKernels() {
    assertThatThrownBy(
            () -> Flatprop.compile(CLASSIFIER, STRICT.derivatives(Derivatives.NONE)).kernels())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("compiled without derivatives: there are evaluators only");
  }
}
