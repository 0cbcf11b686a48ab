package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.flatprop.runtime.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {

  private static final Recipe SGD = Recipe.DEFAULT.optimizer(Optimizer.sgd(), 0.1).epochs(1);

  /** One step from p with gradients of 3 and -4, whose norm is 5. */
  private static double[] step(Recipe recipe, double... p) {
    return new Trainer(
            n ->
                HandKernel.of(
                    2,
                    (at, g) -> {
                      g[0] = 3;
                      g[1] = -4;
                      return 3 * at[0] - 4 * at[1];
                    }),
            recipe,
            Dataset.of(1).batches(1))
        .given("p", p)
        .train()
        .parameters();
  }

  @Test
  void gradientsAreCutDownTogether() {
    assertThat(step(SGD, 1, 1)).containsExactly(new double[] {0.7, 1.4}, within(1e-15));
    assertThat(step(SGD.clip(2.5), 1, 1)).containsExactly(new double[] {0.85, 1.2}, within(1e-15));
    assertThat(step(SGD.clip(5), 1, 1)).containsExactly(new double[] {0.7, 1.4}, within(1e-15));
  }

  @Test
  void weightsDecayByTheGradientOfThePenalty() {
    assertThat(step(SGD.decay(0.5), 1, -2))
        .containsExactly(new double[] {1 - 0.1 * 3.5, -2 + 0.1 * 5}, within(1e-15));
  }

  /** The penalty is part of what is cut down, as its gradient is part of the gradient. */
  @Test
  void thePenaltyComesBeforeTheCut() {
    assertThat(step(SGD.decay(1).clip(1), 0, 0))
        .containsExactly(new double[] {-0.06, 0.08}, within(1e-15));
    assertThat(step(SGD.decay(1).clip(1), -3, 4)).containsExactly(-3, 4);
  }

  /** p² / 2 + p, with a penalty of p², has its minimum at -1/3. */
  @Test
  void aSearchMinimisesThePenaltyToo() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(3), 1).epochs(20).decay(2);
    Training found =
        new Trainer(
                n ->
                    HandKernel.of(
                        1,
                        (at, g) -> {
                          g[0] = at[0] + 1;
                          return at[0] * at[0] / 2 + at[0];
                        }),
                recipe,
                Dataset.of(1).batches(1))
            .train();
    assertThat(found.parameters()[0]).isCloseTo(-1 / 3.0, within(1e-9));
    double loss = found.history().get(found.history().size() - 1).loss();
    assertThat(loss).isCloseTo(1 / 18.0 - 1 / 3.0, within(1e-9));
  }

  /** A matrix by columns, a stack of matrices likewise, filters as a whole. */
  @Test
  void weightsIntoAUnitAreCutDown() {
    double[] matrix = {3, 0.3, 4, 0.4};
    apply("w", List.of(2, 2), matrix);
    assertThat(matrix).containsExactly(new double[] {0.6, 0.3, 0.8, 0.4}, within(1e-15));

    double[] stack = {0.3, 0, 0.4, 0, 0, 5, 0, 12};
    apply("w", List.of(2, 2, 2), stack);
    assertThat(stack)
        .containsExactly(new double[] {0.3, 0, 0.4, 0, 0, 5 / 13.0, 0, 12 / 13.0}, within(1e-15));

    double[] filters = {1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1};
    apply("w", List.of(2, 1, 2, 2), filters);
    assertThat(filters).containsExactly(0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1);
  }

  @Test
  void biasesAndWhatIsEmptyStay() {
    double[] bias = {30, 40};
    apply("b", List.of(2), bias);
    assertThat(bias).containsExactly(30, 40);
    double[] scalar = {30};
    apply("b", List.of(), scalar);
    assertThat(scalar).containsExactly(30);
    apply("w", List.of(0, 3), new double[0]);
    apply("w", List.of(3, 0), new double[0]);
    apply("w", List.of(0, 3, 2, 2), new double[0]);
    apply("w", List.of(3, 0, 2, 2), new double[0]);
  }

  @Test
  void eachSectionIsCutDownInItsPlace() {
    double[] all = {7, 3, 4, 8};
    new MaxNorm(1)
        .apply(List.of(Section.of("b", List.of(1)), new Section("w", List.of(2, 1), 1)), all);
    assertThat(all).containsExactly(new double[] {7, 0.6, 0.8, 8}, within(1e-15));
  }

  private static void apply(String name, List<Integer> sizes, double[] parameters) {
    new MaxNorm(1).apply(List.of(Section.of(name, sizes)), parameters);
  }

  @Test
  void vectorsAreNoUnits() {
    assertThat(step(SGD.maxNorm(0.1), 1, 1)).containsExactly(step(SGD, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void numbersAreFiniteAndNotNegative(double number) {
    assertThatThrownBy(() -> SGD.optimizer(Optimizer.sgd(), number))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SGD.clip(number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SGD.decay(number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SGD.maxNorm(number)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SGD.epochs(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SGD.patience(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
