package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.flatprop.prelude.Trial.Outcome;
import org.junit.jupiter.api.Test;

/** Layers of vectors. */
class LayersTest {

  private static double[] dense(Map<String, double[]> in, int rows, int columns) {
    double[] x = in.get("x");
    double[] w = in.get("W");
    int inner = x.length / rows;
    double[] y = new double[rows * columns];
    for (int n = 0; n < rows; n++) {
      for (int j = 0; j < columns; j++) {
        double sum = in.get("b")[j];
        for (int i = 0; i < inner; i++) {
          sum += x[n * inner + i] * w[i * columns + j];
        }
        y[n * columns + j] = sum;
      }
    }
    return y;
  }

  @Test
  void denseIsXWPlusB() {
    Trial.of("input x[4, 3], W[3, 2], b[2]; y = dense(x, W, b)").agreesWith(in -> dense(in, 4, 2));
    Trial.of("input x[3], W[3, 2], b[2]; y = dense(x, W, b)").agreesWith(in -> dense(in, 1, 2));
    Trial.of("input x[2, 2, 3], W[3, 2], b[2]; y = dense(x, W, b)")
        .agreesWith(in -> dense(in, 4, 2));
    Trial.of("dim N, D, H = 2*D; input x[N, D], W[D, H], b[H]; y = dense(x, W, b)")
        .dim("N", 4)
        .dim("D", 3)
        .agreesWith(in -> dense(in, 4, 6));
  }

  @Test
  void densesGradientsAreProducts() {
    Outcome outcome = Trial.of("input x[2, 2], W[2, 1], b[1]; y = dense(x, W, b)").run();
    double[] g = outcome.adjoint();
    double[] x = outcome.in("x");
    double[] w = outcome.in("W");
    outcome
        .hasGradient("x", g[0] * w[0], g[0] * w[1], g[1] * w[0], g[1] * w[1])
        .hasGradient("W", x[0] * g[0] + x[2] * g[1], x[1] * g[0] + x[3] * g[1])
        .hasGradient("b", g[0] + g[1]);
  }

  @Test
  void denseOfNoExamplesTeachesNothing() {
    Outcome outcome =
        Trial.of("dim N; input x[N, 3], W[3, 2], b[2]; y = dense(x, W, b)").dim("N", 0).run();
    assertThat(outcome.value()).isEmpty();
    outcome.hasGradient("W", 0, 0, 0, 0, 0, 0).hasGradient("b", 0, 0);
  }

  @Test
  void maxoutIsTheLargestOfLinearUnits() {
    int n = 4;
    int d = 3;
    int k = 3;
    int h = 2;
    Trial.of("input x[4, 3], W[3, 3, 2], b[3, 2]; y = maxout(x, W, b)")
        .agreesWith(
            in -> {
              double[] y = new double[n * h];
              for (int at = 0; at < y.length; at++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int unit = 0; unit < k; unit++) {
                  double sum = in.get("b")[unit * h + at % h];
                  for (int i = 0; i < d; i++) {
                    sum += in.get("x")[at / h * d + i] * in.get("W")[(unit * d + i) * h + at % h];
                  }
                  largest = Math.max(largest, sum);
                }
                y[at] = largest;
              }
              return y;
            });
  }

  @Test
  void maxoutsGradientGoesToTheLargest() {
    Trial.of("input x[1, 1], W[2, 1, 1], b[2, 1]; y = sum(maxout(x, W, b))")
        .set("x", -3)
        .set("W", 1, -1)
        .set("b", 0, 0)
        .run()
        .hasValue(3)
        .hasGradient("x", -1)
        .hasGradient("W", 0, -3)
        .hasGradient("b", 0, 1);
  }

  /** Each group of {@code n} elements, {@code step} apart, to mean 0 and variance 1. */
  private static double[] normalised(double[] x, int n, int step, double eps) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int first = step == 1 ? i / n * n : i % step;
      double mean = 0;
      for (int k = 0; k < n; k++) {
        mean += x[first + k * step] / n;
      }
      double variance = 0;
      for (int k = 0; k < n; k++) {
        variance += Math.pow(x[first + k * step] - mean, 2) / n;
      }
      y[i] = (x[i] - mean) / Math.sqrt(variance + eps);
    }
    return y;
  }

  private static double[] scaled(double[] y, Map<String, double[]> in) {
    double[] gamma = in.get("gamma");
    double[] scaled = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      scaled[i] = gamma[i % gamma.length] * y[i] + in.get("beta")[i % gamma.length];
    }
    return scaled;
  }

  @Test
  void layerNormIsOverTheLastAxis() {
    Trial.of("input x[3, 4], gamma[4], beta[4]; y = layer_norm(x, gamma, beta)")
        .agreesWith(in -> scaled(normalised(in.get("x"), 4, 1, 1e-5), in));
    Trial.of("input x[2, 3, 4], gamma[4], beta[4]; y = layer_norm(x, gamma, beta, eps=0.1)")
        .agreesWith(in -> scaled(normalised(in.get("x"), 4, 1, 0.1), in));
  }

  @Test
  void batchNormIsOverTheFirstAxis() {
    Trial.of("input x[5, 3], gamma[3], beta[3]; y = batch_norm(x, gamma, beta)")
        .agreesWith(in -> scaled(normalised(in.get("x"), 5, 3, 1e-5), in));
    Trial.of("input x[5, 2, 3], gamma[2, 3], beta[2, 3]; y = batch_norm(x, gamma, beta, 0.5)")
        .agreesWith(in -> scaled(normalised(in.get("x"), 5, 6, 0.5), in));
    Trial.of("dim N; input x[N, 3], gamma[3], beta[3]; y = batch_norm(x, gamma, beta)")
        .dim("N", 5)
        .agreesWith(in -> scaled(normalised(in.get("x"), 5, 3, 1e-5), in));
  }

  @Test
  void theGradientOfANormIsWithoutItsMeanAndItsOwnDirection() {
    Outcome outcome =
        Trial.of("input x[4], gamma[4], beta[4]; y = layer_norm(x, gamma, beta, 0.01)").run();
    double[] x = outcome.in("x");
    double[] unit = normalised(x, 4, 1, 0.01);
    double mean = (x[0] + x[1] + x[2] + x[3]) / 4;
    double deviation = (x[0] - mean) / unit[0];
    double[] g = new double[4];
    double meanOfG = 0;
    double along = 0;
    for (int i = 0; i < 4; i++) {
      g[i] = outcome.adjoint()[i] * outcome.in("gamma")[i];
      meanOfG += g[i] / 4;
      along += g[i] * unit[i] / 4;
    }
    double[] expected = new double[4];
    for (int i = 0; i < 4; i++) {
      expected[i] = (g[i] - meanOfG - unit[i] * along) / deviation;
    }
    outcome.hasGradient("x", expected).hasGradient("beta", outcome.adjoint());
  }

  @Test
  void aNormOfEqualNumbersIsFinite() {
    Trial.of("input x[3], gamma[3], beta[3]; y = layer_norm(x, gamma, beta)")
        .set("x", 7, 7, 7)
        .set("gamma", 1, 1, 1)
        .set("beta", 1, 2, 3)
        .run()
        .isFinite()
        .hasValue(1, 2, 3);
  }

  @Test
  void anEmbeddingIsARowForEachIndex() {
    Outcome outcome =
        Trial.of("input table[4, 2]; index y[3] in 4; e = embedding(table, y)")
            .set("table", 0, 1, 10, 11, 20, 21, 30, 31)
            .set("y", 3, 0, 3)
            .run();
    double[] g = outcome.adjoint();
    outcome
        .hasValue(30, 31, 0, 1, 30, 31)
        .hasGradient("table", g[2], g[3], 0, 0, 0, 0, g[0] + g[4], g[1] + g[5]);
    Trial.of("input table[4, 2]; index y[2, 2] in 4; e = embedding(table, y)")
        .set("table", 0, 1, 10, 11, 20, 21, 30, 31)
        .set("y", 3, 0, 1, 2)
        .run()
        .hasValue(30, 31, 0, 1, 10, 11, 20, 21);
  }
}
