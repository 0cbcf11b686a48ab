package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.flatprop.Flatprop;
import org.flatprop.prelude.Trial.Outcome;
import org.flatprop.source.CompileException;
import org.junit.jupiter.api.Test;

/** The losses and penalties. */
class LossesTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  private static double[] number(double value) {
    return new double[] {value};
  }

  /** The sum of a function over the elements of two arrays. */
  private static double sum(double[] a, double[] b, DoubleBinaryOperator term) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += term.applyAsDouble(a[i], b[i]);
    }
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  // Classes

  private static double crossEntropy(double[] s, double[] y) {
    int classes = s.length / y.length;
    double loss = 0;
    for (int n = 0; n < y.length; n++) {
      double right = s[n * classes + (int) y[n]];
      double sum = 0;
      for (int j = 0; j < classes; j++) {
        sum += Math.exp(s[n * classes + j] - right);
      }
      loss += Math.log(sum);
    }
    return loss / y.length;
  }

  private static double svm(double[] s, double[] y) {
    int classes = s.length / y.length;
    double loss = 0;
    for (int n = 0; n < y.length; n++) {
      for (int j = 0; j < classes; j++) {
        double over = s[n * classes + j] - s[n * classes + (int) y[n]] + 1;
        loss += j != (int) y[n] && over > 0 ? over : 0;
      }
    }
    return loss / y.length;
  }

  @Test
  void crossEntropyIsTheMeanOfMinusLogP() {
    Trial.of("input s[3, 4]; index y[3] in 4; L = cross_entropy(s, y)")
        .agreesWith(in -> number(crossEntropy(in.get("s"), in.get("y"))));
    Trial.of("dim N; input s[N, 4]; index y[N] in 4; L = cross_entropy(s, y)")
        .dim("N", 5)
        .agreesWith(in -> number(crossEntropy(in.get("s"), in.get("y"))));
  }

  @Test
  void crossEntropysErrorSignalIsPMinusOneHot() {
    Outcome outcome =
        Trial.of("input s[2, 3]; index y[2] in 3; L = cross_entropy(s, y)").set("y", 2, 0).run();
    double[] s = outcome.in("s");
    double[] expected = new double[6];
    for (int n = 0; n < 2; n++) {
      double sum = Math.exp(s[3 * n]) + Math.exp(s[3 * n + 1]) + Math.exp(s[3 * n + 2]);
      for (int j = 0; j < 3; j++) {
        double target = j == (n == 0 ? 2 : 0) ? 1 : 0;
        expected[3 * n + j] = (Math.exp(s[3 * n + j]) / sum - target) / 2;
      }
    }
    outcome.hasGradient("s", expected);
  }

  @Test
  void crossEntropyOfExtremeScoresIsFinite() {
    String text = "input s[2, 3]; index y[2] in 3; L = cross_entropy(s, y)";
    Trial.of(text)
        .set("s", 1e4, -1e4, 0, 1000, 999, -1000)
        .set("y", 1, 0)
        .run()
        .isFinite()
        .hasValue(1e4 + Math.log1p(Math.exp(-1)) / 2);
    Trial.of(text)
        .set("s", 1e307, -1e307, 0, 1e307, -1e307, 1e307)
        .set("y", 1, 0)
        .run()
        .isFinite()
        .hasGradient("s", 0.5, -0.5, 0, -0.25, 0, 0.25);
    Trial.of(text)
        .set("s", 1, 1, -INF, 2, -INF, -INF)
        .set("y", 0, 0)
        .run()
        .isFinite()
        .hasValue(Math.log(2) / 2)
        .hasGradient("s", -0.25, 0.25, 0, 0, 0, 0);
  }

  @Test
  void theSvmCountsWhatIsWithinTheMargin() {
    Trial.of("input s[3, 4]; index y[3] in 4; L = svm_loss(s, y)")
        .agreesWith(in -> number(svm(in.get("s"), in.get("y"))));
    Trial.of("input s[1, 3]; index y[1] in 3; L = svm_loss(s, y)")
        .set("s", 3.2, 5.1, -1.7)
        .set("y", 0)
        .run()
        .hasValue(2.9)
        .hasGradient("s", -1, 1, 0);
    // at the margin itself nothing is missing
    Trial.of("input s[1, 2]; index y[1] in 2; L = svm_loss(s, y)")
        .set("s", 2, 1)
        .set("y", 0)
        .run()
        .hasValue(0)
        .hasGradient("s", 0, 0);
    Trial.of("input s[1, 2]; index y[1] in 2; L = svm_loss(s, y)")
        .set("s", 1e308, -1e308)
        .set("y", 0)
        .run()
        .isFinite();
  }

  // Numbers

  @Test
  void mseIsTheMeanOverAllElements() {
    Trial.of("input a[2, 3], b[2, 3]; L = mse(a, b)")
        .agreesWith(in -> number(sum(in.get("a"), in.get("b"), (a, b) -> (a - b) * (a - b)) / 6));
    Trial.of("input a[2], b[2]; L = mse(a, b)")
        .set("a", 3, 5)
        .set("b", 1, 6)
        .run()
        .hasValue(2.5)
        .hasGradient("a", 2, -1)
        .hasGradient("b", -2, 1);
    Trial.of("input a[2], b; L = mse(a, b)")
        .set("a", 3, 5)
        .set("b", 1)
        .run()
        .hasValue(10)
        .hasGradient("b", -6);
    Trial.of("L = mse(a, b)").set("a", 3).set("b", 1).run().hasValue(4).hasGradient("a", 4);
  }

  // Two classes

  private static double bce(double p, double t) {
    return -t * Math.log(p) - (1 - t) * Math.log(1 - p);
  }

  @Test
  void bceIsTheMeanOverTheExamples() {
    Trial.of("input p[3], t[3]; L = bce(p, t)")
        .set("p", 0.1, 0.5, 0.8)
        .set("t", 0, 1, 0.25)
        .agreesWith(in -> number(sum(in.get("p"), in.get("t"), LossesTest::bce) / 3));
    Trial.of("input p[3, 2], t[3, 2]; L = bce(p, t)")
        .set("p", 0.1, 0.5, 0.8, 0.2, 0.3, 0.7)
        .set("t", 0, 1, 0.25, 1, 0, 1)
        .agreesWith(in -> number(sum(in.get("p"), in.get("t"), LossesTest::bce) / 3));
    Trial.of("L = bce(p, t)")
        .set("p", 0.3)
        .set("t", 0.6)
        .run()
        .hasValue(bce(0.3, 0.6))
        .hasGradient("p", (0.3 - 0.6) / (0.3 * 0.7));
  }

  @Test
  void bceOfWhatIsCertainAndRightIsZero() {
    Trial.of("input p[2], t[2]; L = bce(p, t)")
        .set("p", 0, 1)
        .set("t", 0, 1)
        .run()
        .isFinite()
        .hasValue(0)
        .hasGradient("p", 0.5, -0.5);
    assertThat(Trial.of("L = bce(p, t)").set("p", 0).set("t", 1).run().value()[0]).isEqualTo(INF);
  }

  @Test
  void bceWithLogitsIsTheSameOfScores() {
    Trial.of("input z[3], t[3]; L = bce_with_logits(z, t)")
        .agreesWith(in -> number(sum(in.get("z"), in.get("t"), (z, t) -> bce(sigmoid(z), t)) / 3));
    Trial.of("input z[3, 2], t[3, 2]; L = bce_with_logits(z, t)")
        .agreesWith(in -> number(sum(in.get("z"), in.get("t"), (z, t) -> bce(sigmoid(z), t)) / 3));
    Trial.of("L = bce_with_logits(z, t)")
        .set("z", 0.3)
        .set("t", 1)
        .run()
        .hasValue(Math.log1p(Math.exp(-0.3)))
        .hasGradient("z", sigmoid(0.3) - 1)
        .hasGradient("t", -0.3);
  }

  @Test
  void bceWithLogitsOfExtremeScoresIsFinite() {
    Trial.of("input z[4], t[4]; L = bce_with_logits(z, t)")
        .set("z", 1000, -1000, 1000, -1000)
        .set("t", 1, 0, 0, 1)
        .run()
        .isFinite()
        .hasValue(500)
        .hasGradient("z", 0, 0, 0.25, -0.25);
    Trial.of("L = bce_with_logits(z, t)")
        .set("z", -1e308)
        .set("t", 1)
        .run()
        .isFinite()
        .hasValue(1e308);
  }

  // Distributions

  @Test
  void klDivIsSumOfPLogPOverQ() {
    Trial.of("input p[4], q[4]; L = kl_div(p, q)")
        .set("p", 0.5, 0.25, 0.125, 0.125)
        .set("q", 0.1, 0.2, 0.3, 0.4)
        .agreesWith(in -> number(sum(in.get("p"), in.get("q"), (p, q) -> p * Math.log(p / q))));
    Trial.of("input p[2], q[2]; L = kl_div(p, q)")
        .set("p", 0.5, 0.5)
        .set("q", 0.25, 0.75)
        .run()
        .hasValue(0.5 * Math.log(4.0 / 3))
        .hasGradient("p", Math.log(2) + 1, Math.log(2.0 / 3) + 1)
        .hasGradient("q", -2, -2.0 / 3);
  }

  @Test
  void klDivTakesZeroLogZeroAsZero() {
    Trial.of("input p[3], q[3]; L = kl_div(p, q)")
        .set("p", 0, 0, 1)
        .set("q", 0.5, 0, 0.5)
        .run()
        .isFinite()
        .hasValue(Math.log(2))
        .hasGradient("p", 0, 0, Math.log(2) + 1)
        .hasGradient("q", 0, 0, -2);
    assertThat(Trial.of("L = kl_div(p, q)").set("p", 1).set("q", 0).run().value()[0])
        .isEqualTo(INF);
    Trial.of("L = kl_div(p, q)")
        .set("p", 0.5)
        .set("q", 1e-200)
        .run()
        .isFinite()
        .hasValue(0.5 * (Math.log(0.5) - Math.log(1e-200)));
  }

  @Test
  void xlogyIsZeroAtZero() {
    Trial.of("input x[2], y[2]; s = xlogy(x, y)")
        .set("x", 2, 0)
        .set("y", 3, 5)
        .run()
        .hasValue(2 * Math.log(3), 0);
    Trial.of("s = xlogy(x, y)").set("x", 0).set("y", 5).run().hasGradient("x", Math.log(5));
    Trial.of("s = xlogy(x, y)")
        .set("x", 0)
        .set("y", 0)
        .run()
        .hasValue(0)
        .hasGradient("x", 0)
        .hasGradient("y", 0);
  }

  // Penalties

  @Test
  void thePenaltiesAreSums() {
    Trial.of("input w[2, 3]; R = l1(w)")
        .agreesWith(in -> number(sum(in.get("w"), in.get("w"), (a, b) -> Math.abs(a))));
    Trial.of("input w[2, 3]; R = l2(w)")
        .agreesWith(in -> number(sum(in.get("w"), in.get("w"), (a, b) -> a * b)));
    Trial.of("input w[3]; R = l1(w)")
        .set("w", 2, -3, 0)
        .run()
        .hasValue(5)
        .hasGradient("w", 1, -1, 0);
    Trial.of("input w[3]; R = l2(w)")
        .set("w", 2, -3, 0)
        .run()
        .hasValue(13)
        .hasGradient("w", 4, -6, 0);
  }

  // Nothing

  @Test
  void aSumOverNothingIsZeroAndAMeanAnError() {
    String penalty = "dim N; input w[N, 3]; R = l1(w) + l2(w)";
    Trial.of(penalty).dim("N", 0).run().hasValue(0);
    Trial.of("dim N; input p[N], q[N]; L = kl_div(p, q)").dim("N", 0).run().hasValue(0);
    for (String mean :
        new String[] {
          "dim N; input a[N], b[N]; L = mse(a, b)",
          "dim N; input p[N], t[N]; L = bce(p, t)",
          "dim N; input z[N, 2], t[N, 2]; L = bce_with_logits(z, t)",
          "dim N; input s[N, 3]; index y[N] in 3; L = cross_entropy(s, y)",
          "dim N; input s[N, 3]; index y[N] in 3; L = svm_loss(s, y)"
        }) {
      assertThatThrownBy(() -> Flatprop.compile(mean).kernel(Map.of("N", 0)))
          .as(mean)
          .isInstanceOf(CompileException.class);
    }
  }
}
