package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.flatprop.prelude.Trial.Outcome;
import org.junit.jupiter.api.Test;

/** {@code softmax} and {@code log_softmax}. */
class SoftmaxTest {

  /** Along the middle axis of [outer, n, inner]. */
  private static double[] softmax(double[] x, int n, int inner) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int first = i / (n * inner) * (n * inner) + i % inner;
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += Math.exp(x[first + k * inner] - x[i]);
      }
      y[i] = 1 / sum;
    }
    return y;
  }

  private static double[] logSoftmax(double[] x, int n, int inner) {
    return Arrays.stream(softmax(x, n, inner)).map(Math::log).toArray();
  }

  @Test
  void softmaxIsAlongTheLastAxis() {
    Trial.of("input x[4]; y = softmax(x)").agreesWith(in -> softmax(in.get("x"), 4, 1));
    Trial.of("input x[2, 3]; y = softmax(x)").agreesWith(in -> softmax(in.get("x"), 3, 1));
    Trial.of("input x[2, 2, 3]; y = softmax(x)").agreesWith(in -> softmax(in.get("x"), 3, 1));
  }

  @Test
  void softmaxIsAlongAnotherAxisIfAsked() {
    Trial.of("input x[2, 3]; y = softmax(x, axis=0)").agreesWith(in -> softmax(in.get("x"), 2, 3));
    Trial.of("input x[2, 3, 2]; y = softmax(x, 1)").agreesWith(in -> softmax(in.get("x"), 3, 2));
    Trial.of("input x[2, 3, 2]; y = softmax(x, axis=-2)")
        .agreesWith(in -> softmax(in.get("x"), 3, 2));
  }

  @Test
  void logSoftmaxIsItsLogarithm() {
    Trial.of("input x[2, 3]; y = log_softmax(x)").agreesWith(in -> logSoftmax(in.get("x"), 3, 1));
    Trial.of("input x[2, 3]; y = log_softmax(x, axis=0)")
        .agreesWith(in -> logSoftmax(in.get("x"), 2, 3));
  }

  @Test
  void theGradientIsTheJacobiansFormula() {
    Outcome soft = Trial.of("input x[5]; y = softmax(x)").run();
    double inner = 0;
    for (int i = 0; i < 5; i++) {
      inner += soft.adjoint()[i] * soft.value()[i];
    }
    double[] expected = new double[5];
    for (int i = 0; i < 5; i++) {
      expected[i] = soft.value()[i] * (soft.adjoint()[i] - inner);
    }
    soft.hasGradient("x", expected);

    Outcome log = Trial.of("input x[5]; y = log_softmax(x)").run();
    double sum = Arrays.stream(log.adjoint()).sum();
    for (int i = 0; i < 5; i++) {
      expected[i] = log.adjoint()[i] - Math.exp(log.value()[i]) * sum;
    }
    log.hasGradient("x", expected);
  }

  @Test
  void extremeScoresAreFinite() {
    Trial.of("input x[3]; y = softmax(x)")
        .set("x", 1000, -1000, 999)
        .run()
        .isFinite()
        .hasValue(1 / (1 + Math.exp(-1)), 0, 1 / (1 + Math.exp(1)));
    Trial.of("input x[3]; y = softmax(x)")
        .set("x", 1e308, -1e308, 0)
        .run()
        .isFinite()
        .hasValue(1, 0, 0)
        .hasGradient("x", 0, 0, 0);
    Trial.of("input x[3]; y = softmax(x)")
        .set("x", -1e308, -1e308, -1e308)
        .run()
        .isFinite()
        .hasValue(1 / 3.0, 1 / 3.0, 1 / 3.0);
    Trial.of("input x[3]; y = log_softmax(x)")
        .set("x", 1000, -1000, 0)
        .run()
        .isFinite()
        .hasValue(0, -2000, -1000);
    // as accurate as near 0: the difference of two large numbers is not taken
    Trial.of("input x[2]; y = log_softmax(x)")
        .set("x", 1000, 990)
        .run()
        .hasValue(-Math.log1p(Math.exp(-10)), -10 - Math.log1p(Math.exp(-10)));
  }

  @Test
  void aScoreOfMinusInfinityIsImpossible() {
    Outcome soft =
        Trial.of("input x[3]; y = softmax(x)").set("x", 1, Double.NEGATIVE_INFINITY, 1).run();
    soft.isFinite().hasValue(0.5, 0, 0.5);
    assertThat(soft.by("x")[1]).isZero();
    Trial.of("input x[3]; y = log_softmax(x)")
        .set("x", 1, Double.NEGATIVE_INFINITY, 1)
        .run()
        .hasFiniteGradients()
        .hasValue(-Math.log(2), Double.NEGATIVE_INFINITY, -Math.log(2));
  }

  @Test
  void anEmptyBatchHasNoRows() {
    assertThat(Trial.of("dim N; input x[N, 3]; y = softmax(x)").dim("N", 0).run().value())
        .isEmpty();
    assertThat(Trial.of("dim N; input x[N, 3]; y = log_softmax(x)").dim("N", 0).run().value())
        .isEmpty();
  }
}
