package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {

  private static final double[] CURVATURES = {1, 2, -3};
  private static final double[] SLOPES = {0.5, -1, 2};
  private static final double[] START = {1, -2, 0.25};

  /**
   * PyTorch 1.13 says what these steps are. Its definitions agree with the papers' but for this:
   * Polyak's and Sutskever's velocity has the rate in it, which is the same while the rate stays;
   * AdamW's paper does not multiply the decay by the rate, but by what a schedule makes of 1.
   *
   * <pre>
   * import torch
   * torch.set_default_dtype(torch.float64)
   * a = torch.tensor([1.0, 2.0, -3.0]); c = torch.tensor([0.5, -1.0, 2.0])
   * def show(make):
   *     w = torch.tensor([1.0, -2.0, 0.25], requires_grad=True); rule = make([w])
   *     for _ in range(3):
   *         rule.zero_grad(); (a * w * w / 2 + c * w).sum().backward(); rule.step(); print(w.tolist())
   * show(lambda w: torch.optim.SGD(w, lr=0.1))
   * show(lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9))
   * show(lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9, nesterov=True))
   * show(lambda w: torch.optim.RMSprop(w, lr=0.1, alpha=0.9, eps=1e-6))
   * show(lambda w: torch.optim.Adam(w, lr=0.1))
   * show(lambda w: torch.optim.AdamW(w, lr=0.1, weight_decay=0.05))
   * </pre>
   */
  static Stream<Arguments> stepsOfAnother() {
    return Stream.of(
        steps(
            Optimizer.sgd(),
            new double[] {0.85, -1.5, 0.125},
            new double[] {0.715, -1.1, -0.037500000000000006},
            new double[] {0.5935, -0.78, -0.24875}),
        steps(
            Optimizer.momentum(0.9),
            new double[] {0.85, -1.5, 0.125},
            new double[] {0.58, -0.6499999999999999, -0.15000000000000002},
            new double[] {0.22899999999999993, 0.3450000000000001, -0.6425000000000001}),
        steps(
            Optimizer.nesterov(0.9),
            new double[] {0.715, -1.05, 0.012499999999999987},
            new double[] {0.36265, -0.056000000000000036, -0.46162500000000006},
            new double[] {-0.009018500000000049, 0.7708800000000001, -1.35483875}),
        steps(
            Optimizer.rmsprop(0.9, 1e-6),
            new double[] {0.6837729006484232, -1.6837724339830356, -0.06622696601886185},
            new double[] {0.4815390737661289, -1.46957281575064, -0.3445529671886901},
            new double[] {0.32725018451786686, -1.2983619488253966, -0.5937539628518298}),
        steps(
            Optimizer.adam(),
            new double[] {0.9000000006666666, -1.9000000002, 0.15000000079999998},
            new double[] {0.8002390629683902, -1.800127188380826, 0.050013683590376334},
            new double[] {0.7009028715453671, -1.700473933862959, -0.050088333762263695}),
        steps(
            Optimizer.adamw(0.9, 0.999, 1e-8, 0.05),
            new double[] {0.8950000006666666, -1.8900000002, 0.1487500008},
            new double[] {0.7907796690139459, -1.7806925328632706, 0.04802645896591819},
            new double[] {0.6875323179644027, -1.6721775010952893, -0.0523068601936369}));
  }

  private static Arguments steps(Optimizer rule, double[]... parameters) {
    return Arguments.of(rule, parameters);
  }

  @ParameterizedTest
  @MethodSource("stepsOfAnother")
  void theFirstStepsAreThoseOfPyTorch(Optimizer rule, double[][] expected) {
    double[] parameters = START.clone();
    double[][] state = rule.newState(3);
    for (int step = 1; step <= 3; step++) {
      rule.update(parameters, slopes(parameters), state, step, 0.1);
      assertThat(parameters).containsExactly(expected[step - 1], within(1e-15));
    }
  }

  private static double[] slopes(double[] at) {
    double[] slopes = new double[at.length];
    Arrays.setAll(slopes, i -> CURVATURES[i] * at[i] + SLOPES[i]);
    return slopes;
  }

  /** As in the paper: v = μ v - rate · g(w + μ v), w += v. What moves here is w + μ v. */
  @Test
  void nesterovIsThatOfSutskeverSeenFromAhead() {
    double[] parameters = START.clone();
    double[][] state = Optimizer.nesterov(0.9).newState(3);
    double[] w = START.clone();
    double[] v = new double[3];
    for (int step = 1; step <= 5; step++) {
      Optimizer.nesterov(0.9).update(parameters, slopes(parameters), state, step, 0.1);
      double[] ahead = new double[3];
      Arrays.setAll(ahead, i -> w[i] + 0.9 * v[i]);
      double[] slopes = slopes(ahead);
      Arrays.setAll(v, i -> 0.9 * v[i] - 0.1 * slopes[i]);
      Arrays.setAll(w, i -> w[i] + v[i]);
      Arrays.setAll(ahead, i -> w[i] + 0.9 * v[i]);
      assertThat(parameters).containsExactly(ahead, within(1e-14));
    }
  }

  /** 0.1 · 0.4 of a velocity that each of these has: the rate is not in the velocity. */
  @Test
  void aRateThatFallsActsOnTheWholeStep() {
    double[] parameters = {0};
    double[][] state = Optimizer.momentum(0.5).newState(1);
    Optimizer.momentum(0.5).update(parameters, new double[] {1}, state, 1, 1);
    Optimizer.momentum(0.5).update(parameters, new double[] {1}, state, 2, 0.1);
    assertThat(parameters[0]).isEqualTo(-1 - 0.1 * 1.5);
  }

  static Stream<Optimizer> all() {
    return HandKernel.optimizers().stream();
  }

  /** Two runs of one rule, taken in turns, are those of two rules. */
  @ParameterizedTest
  @MethodSource("all")
  void nothingIsKeptInARule(Optimizer rule) {
    double[][] alone = {START.clone(), {3, 0.5, -1}};
    double[][] inTurns = {START.clone(), {3, 0.5, -1}};
    for (double[] run : alone) {
      double[][] state = rule.newState(3);
      for (int step = 1; step <= 8; step++) {
        rule.update(run, slopes(run), state, step, 0.01);
      }
    }
    double[][][] states = {rule.newState(3), rule.newState(3)};
    for (int step = 1; step <= 8; step++) {
      for (int run = 0; run < 2; run++) {
        double[] gradients = slopes(inTurns[run]);
        rule.update(inTurns[run], gradients, states[run], step, 0.01);
        assertThat(gradients).hasSize(3);
      }
    }
    assertThat(inTurns).isDeepEqualTo(alone);
    assertThat(alone[0]).doesNotContain(Double.NaN).isNotEqualTo(START);
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsAreReadOnly(Optimizer rule) {
    double[] gradients = {1, -2, 3};
    double[][] state = rule.newState(3);
    rule.update(START.clone(), gradients, state, 1, 0.01);
    rule.update(new double[] {2, 1, 0}, gradients, state, 2, 0.01);
    assertThat(gradients).containsExactly(1, -2, 3);
  }

  @Test
  void lbfgsReachesTheEndOfRosenbrocksValley() {
    Training found = valley(Optimizer.lbfgs(10), 1, 200);
    assertThat(found.end()).isEqualTo(Training.End.CONVERGED);
    assertThat(found.steps()).isLessThan(60);
    assertThat(found.parameters()).containsExactly(new double[] {1, 1}, within(1e-8));
    Training slow = valley(Optimizer.sgd(), 1e-3, 200);
    assertThat(slow.evaluate(Dataset.of(1).batches(1), null)).isGreaterThan(0.1);
  }

  private static Training valley(Optimizer rule, double rate, int epochs) {
    Recipe recipe = Recipe.DEFAULT.optimizer(rule, rate).epochs(epochs);
    return new Trainer(n -> HandKernel.rosenbrock(), recipe, Dataset.of(1).batches(1))
        .given("p", -1.2, 1)
        .train();
  }

  /** Of n numbers the minimum of a quadratic form is found in about n steps. */
  @Test
  void lbfgsLearnsCurvatures() {
    double[] curvatures = {1, 10, 100, 1000};
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(4), 1).epochs(40);
    Training found =
        new Trainer(
                n ->
                    HandKernel.of(
                        4,
                        (at, g) -> {
                          Arrays.setAll(g, i -> curvatures[i] * (at[i] - i));
                          return Lbfgs.dot(g, new double[] {at[0], at[1] - 1, at[2] - 2, at[3] - 3})
                              / 2;
                        }),
                recipe,
                Dataset.of(1).batches(1))
            .train();
    assertThat(found.parameters()).containsExactly(new double[] {0, 1, 2, 3}, within(1e-6));
  }

  /** The way to an infinite slope leads nowhere, and the parameters stay as they were. */
  @Test
  void aSearchThatFindsNothingLeavesTheParametersAlone() {
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.lbfgs(3), 1).epochs(5);
    Training found =
        new Trainer(
                n ->
                    HandKernel.of(
                        2,
                        (at, g) -> {
                          g[0] = 1e200;
                          g[1] = -1e200;
                          return 7;
                        }),
                recipe,
                Dataset.of(1).batches(1))
            .given("p", 0.5, -0.25)
            .train();
    assertThat(found.end()).isEqualTo(Training.End.CONVERGED);
    assertThat(found.parameters()).containsExactly(0.5, -0.25);
    assertThat(found.history()).hasSize(1);
    assertThat(found.history().get(0).loss()).isEqualTo(7);
  }

  @Test
  void aHistoryHasAStep() {
    assertThatThrownBy(() -> Optimizer.lbfgs(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
