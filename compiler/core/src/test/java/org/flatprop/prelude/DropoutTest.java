package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Kernel;
import org.junit.jupiter.api.Test;

/** {@code dropout}, which is a part of the compiler because it draws random numbers. */
class DropoutTest {

  private static final int N = 10_000;

  private final Kernel kernel = Flatprop.compile("input x[10000]; y = dropout(x, 0.25)").kernel();

  private final double[] x = new double[N];
  private final double[] y = new double[N];
  private final double[] gradient = new double[N];

  private double[] run(Kernel kernel) {
    Arrays.setAll(x, i -> i + 1);
    kernel.valueAndGradient(x, y, gradient);
    return y.clone();
  }

  @Test
  void itIsTheIdentityOutsideOfTraining() {
    assertThat(run(kernel)).containsExactly(x);
    assertThat(gradient).containsOnly(1);
    kernel.training(1, 1);
    assertThat(run(kernel)).isNotEqualTo(x);
    kernel.inference();
    assertThat(run(kernel)).containsExactly(x);
  }

  @Test
  void inTrainingElementsAreDroppedOrScaledUpAndGradientsWithThem() {
    kernel.training(1, 1);
    run(kernel);
    int dropped = 0;
    for (int i = 0; i < N; i++) {
      double factor = gradient[i];
      assertThat(factor).isIn(0.0, 1 / 0.75);
      assertThat(y[i]).isCloseTo(x[i] * factor, within(1e-9));
      dropped += factor == 0 ? 1 : 0;
    }
    assertThat(dropped / (double) N).isCloseTo(0.25, within(0.02));
  }

  @Test
  void theMaskIsOfTheSeedAndTheStep() {
    kernel.training(1, 1);
    double[] mask = run(kernel);
    assertThat(run(kernel)).as("the same step").containsExactly(mask);
    kernel.training(1, 2);
    assertThat(run(kernel)).as("another step").isNotEqualTo(mask);
    kernel.training(2, 1);
    assertThat(run(kernel)).as("another seed").isNotEqualTo(mask);
    Kernel copy = kernel.copy();
    copy.training(1, 1);
    assertThat(run(copy)).as("another kernel").containsExactly(mask);
  }

  @Test
  void masksOfStepsAndCallsAreIndependent() {
    kernel.training(1, 1);
    double[] first = run(kernel);
    kernel.training(1, 2);
    double[] second = run(kernel);
    int both = 0;
    for (int i = 0; i < N; i++) {
      both += first[i] == 0 && second[i] == 0 ? 1 : 0;
    }
    assertThat(both / (double) N).isCloseTo(0.25 * 0.25, within(0.01));

    Kernel twice =
        Flatprop.compile("input x[10000]; y = dropout(x, 0.25) - dropout(x, 0.25)").kernel();
    twice.training(1, 1);
    assertThat(Arrays.stream(run(twice)).filter(v -> v != 0).count()).isGreaterThan(N / 4);
  }

  @Test
  void aRateOfZeroKeepsAll() {
    Kernel all = Flatprop.compile("input x[10000]; y = dropout(x, 0)").kernel();
    all.training(1, 1);
    assertThat(run(all)).containsExactly(x);
  }
}
