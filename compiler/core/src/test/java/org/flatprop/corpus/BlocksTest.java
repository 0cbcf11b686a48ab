package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.Stage;
import org.flatprop.emit.Profile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops over blocks compute, but for rounding, what the graph does. */
class BlocksTest {

  private static final Options FAST = Options.DEFAULT.arrays(Options.Arrays.LOOPS).verified(true);

  /** How far results may be from those of the graph, relative to the larger of them and 1. */
  private static final double NEAR = 1e-12;

  /** Counts around the ends of blocks. */
  private static final int[] SIZES = {1, 7, 8, 255, 256, 257, 512, 700};

  /**
   * @param calls what the code shall call
   */
  record Example(String name, List<String> calls, String text) {

    static Example of(String name, String calls, String text) {
      return new Example(name, calls.isEmpty() ? List.of() : List.of(calls.split(" ")), text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        Example.of(
            "a function of elements",
            "expBlock",
            """
            dim N
            input x[N]
            y = exp(-x)
            """),
        Example.of(
            "a sum, and the largest",
            "expBlock sumBlock maxBlock",
            """
            dim N
            input x[N]
            f = logsumexp(x)
            """),
        Example.of(
            "functions of functions",
            "expBlock tanhBlock sinBlock sumBlock",
            """
            dim N
            input x[N], y[N]
            z = tanh(y * exp(sin(x)))
            f = sum(z * z)
            """),
        Example.of(
            "variables that cross from loop to loop",
            "softplusBlock sigmoidBlock sumBlock",
            """
            dim N
            input x[N], y[N]
            param b
            z = x + b
            f = sum(softplus(z) - y * z) / N
            """),
        Example.of(
            "rows",
            "expBlock sumBlock",
            """
            dim N
            input x[N, 9]
            param w[9]
            f = sum(logsumexp(x * w, axis=1))
            """),
        Example.of(
            "short loops, written out",
            "sigmoidBlock sumBlock",
            """
            dim N
            input x[N, 2], y[N]
            param w1[2, 3], b1[3], w2[3], b2
            h = sigmoid(x @ w1 + b1)
            f = sum((sigmoid(h @ w2 + b2) - y)^2) / N
            """),
        Example.of(
            "columns of one memory",
            "sinBlock",
            """
            dim N
            input x[N, 4], c[N]
            param w[4, 3], v[3]
            h = x @ w
            z[i, j] = h[i, j] + c[i]
            f = sum(sin(z) * v)
            minimize f
            """),
        Example.of(
            "zeros that keep their sign",
            "sumBlock",
            """
            dim N
            input x[N], y[300]
            f = sum(x)
            output g
            g = 1 / sum(y * -0)
            """),
        Example.of(
            "neighbours, where there are any",
            "sumBlock",
            """
            dim N
            input x[N]
            y[i in N] = where(i > 0, exp(x[i - 1]), 1)
            f = sum(y)
            """),
        Example.of(
            "choices",
            "expBlock logBlock sumBlock",
            """
            dim N
            input x[N]
            f = sum(where(x > 0.5, log(x + 2), exp(x) - 1))
            """),
        Example.of(
            "truths that several loops need",
            "expBlock sinBlock sumBlock",
            """
            dim N
            input x[N], y[N]
            c = x > y
            f = sum(where(c, exp(x), y)) + sum(where(c, y, sin(x)))
            """),
        Example.of(
            "a chain whose arrays share memory",
            "tanhBlock sinBlock expBlock sumBlock",
            """
            dim N
            input x[N]
            param s
            a = tanh(s * x)
            b = sin(a) * a
            c = exp(b) - a
            f = sum(c * b)
            """));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void loopsOverBlocksGiveWhatTheGraphDoes(Example example) {
    Options strict = FAST.profile(Profile.STRICT);
    for (int size : SIZES) {
      Subject subject = Subject.of("blocks.nn", example.text(), Map.of("N", size));
      Bound graph = subject.compile(strict);
      Bound fast = subject.compile(FAST);
      assertThat(Stage.LOOPS.print(fast.model())).contains(example.calls());
      assertThat(Stage.LOOPS.print(graph.model())).doesNotContain("Block(");
      for (double[] point : Points.ordinary(fast.signature(), size)) {
        Results expected = Results.byGraph(graph, point);
        assertNear(Results.inOneCall(fast.kernel(), point), expected, example + ", N=" + size);
        assertNear(Results.inTwoCalls(fast.kernel(), point), expected, example + ", two calls");
      }
    }
  }

  private static void assertNear(Results actual, Results expected, String what) {
    List<Double> all = new ArrayList<>(actual.outputs());
    all.addAll(actual.gradients());
    List<Double> wanted = new ArrayList<>(expected.outputs());
    wanted.addAll(expected.gradients());
    for (int i = 0; i < wanted.size(); i++) {
      double a = all.get(i);
      double b = wanted.get(i);
      double bound = NEAR * Math.max(1, Math.abs(b));
      assertThat(Double.compare(a, b) == 0 || Math.abs(a - b) <= bound)
          .as("%s, %d: %s, expected %s", what, i, a, b)
          .isTrue();
    }
  }
}
