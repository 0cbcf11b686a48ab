package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

  @Test
  void theTableIsAsRecorded() {
    Outcome outcome =
        Outcome.given("f = abs(x)*y + relu(y)", "check", "-", "--set", "x=0", "--set", "y=2");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    Golden.assertMatches("check.txt", outcome.out());
  }

  @Test
  void whatIsDrawnIsPrintedAndFollowsTheSeed() {
    String model = "input a = 3; param p; input x, y; f = a*p*x*y";
    String out = Outcome.given(model, "check", "-", "--set", "x=2", "--seed", "7").out();
    assertThat(out)
        .startsWith("drawn at random with --seed 7:\n  p = ")
        .doesNotContain("  x = ", "  a = ");
    assertThat(Outcome.given(model, "check", "-", "--set", "x=2", "--seed", "7").out())
        .isEqualTo(out);
    assertThat(
            Outcome.given(model, "check", "-", "--set", "x=2", "--seed", "8").out().lines().skip(1))
        .isNotEqualTo(out.lines().skip(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f = log(a)*log(b)*log(c)*log(d)",
        "f = acosh(a)*acosh(b)",
        "f = exp(40*x)",
        "f = sin(x)/x + x^y",
        "f = sigmoid(x)*0 + 1e-30*tanh(y)",
        "f = x*stop_gradient(x*y)",
        "y = 3*x; f = exp(y)*x; g = grad(f, y)"
      })
  void rightGradientsPass(String model) {
    Outcome outcome = Outcome.given(model, "check", "-");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("  ok").doesNotContain("FAILED", "skipped: not", "kink");
    assertThat(outcome.exit()).isZero();
  }

  /** Model, options, what the verdict is. */
  static Stream<Arguments> verdicts() {
    return Stream.of(
        arguments("f = log(x)", "--set x=1e-10", 0, "  ok\n"),
        arguments("f = relu(x)", "--set x=1e-4", 0, "  ok\n"),
        arguments("f = relu(x)", "--set x=1e-4 --step 1e-3", 0, "kink of relu at <stdin>:1:5"),
        arguments("f = max(x, 2*x)", "--set x=0", 0, "skipped: kink"),
        arguments(
            "f = x*floor(x)", "--set x=3", 0, "kink of floor at <stdin>:1:7 (0 at its jumps)"),
        arguments("f = where(x > 0, x, 2*x)", "--set x=0", 0, "kink of >"),
        arguments("f = sqrt(x)", "--set x=0", 0, "skipped: not finite"),
        arguments("f = log(x)", "--set x=-1", 0, "f = NaN\nnot finite: there is no gradient"),
        arguments("f = (1e8 + x) - 1e8", "--set x=1", 0, "skipped: cannot be measured"),
        // both differences see whole periods only
        arguments("f = sin(4000*pi*x)", "--set x=0 --step 1e-3", 1, "FAILED"),
        arguments("f = 3", "", 0, "there is nothing to differentiate by"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void verdicts(String model, String options, int exit, String text) {
    Outcome outcome = Outcome.given(model, ("check - " + options).strip().split(" "));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains(text);
    assertThat(outcome.exit()).isEqualTo(exit);
  }

  @Test
  void aDefinitionIsPerturbedItself() {
    Outcome outcome =
        Outcome.given("y = 3*x; f = y*y + x", "check", "-", "--set", "x=2", "--wrt", "y,x");
    assertThat(outcome.out())
        .containsPattern("df/dy +12\\.0 +1[12]\\.\\d+ .* ok\n")
        .containsPattern("df/dx +37\\.0 +3[67]\\.\\d+ .* ok\n");
  }

  @Test
  void wrongValuesAreReportedAsByRun() {
    Outcome outcome = Outcome.given("f = x", "check", "-", "--set", "y=1");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("--set y: the model has no input `y`");
  }

  @Test
  void theTableOfArraysIsAsRecorded() {
    String model =
        """
        dim N
        input x[N, 2], rate = 0.5
        index y[N] in 3
        param W[2, 3], b[3]
        h = relu(x @ W + b)
        loss = cross_entropy(h, y) + rate * l2(W)
        """;
    Outcome outcome =
        Outcome.given(
            model,
            ("check - --set x=[[1,2],[-1,0.5]] --set y=[0,2] --set b=[0,0,0]"
                    + " --set W=[[1,2,2],[-1,1,-1]]")
                .split(" "));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    Golden.assertMatches("check-arrays.txt", outcome.out());
  }

  /** Model, options, exit code, what the table shows. */
  static Stream<Arguments> arrays() {
    return Stream.of(
        arguments("dim N; input x[N]; f = sum(x^3)", "", 0, "  N = 3\n"),
        arguments("dim N; input x[N]; f = x[10]^2", "", 0, "  N = 12\n"),
        arguments("dim N; input x[N]; f = sum(x^3)", "--dim N=5", 0, "5 of 5"),
        arguments("dim N; input x[N]; f = sum(x^3)", "--dim N=0", 0, "nothing to check"),
        arguments("input x[10, 10]; f = sum(sin(x))", "", 0, "64 of 100"),
        arguments("input x[2, 2]; y = sin(x)", "", 0, "sum of y[2, 2] = "),
        arguments("input x[3]; f = sum(x[:2])", "", 0, "3 of 3"),
        arguments("input x[2]; f = max(x)", "--set x=[1,1]", 0, "kink of max at <stdin>:1:17"),
        arguments("input x[2]; f = logsumexp(x)", "--set x=[0,0]", 0, "2 of 2   0.5"),
        arguments("input x[2]; f = sum(x*stop_gradient(x))", "", 0, "  ok\n"),
        arguments("input x[2]; y = 3*x; f = sum(y*y) + sum(x)", "--wrt y", 0, "df/dy[0]"),
        arguments("input x[2, 3]; index y[2] in 3; f = sum[i](x[i, y[i]]^2)", "", 0, "6 of 6"),
        arguments(
            "input x[2]; f = sin(4000*pi*x[0]) + x[1]",
            "--set x=[0,1] --step 1e-3",
            1,
            "1 FAILED, 1 ok"),
        arguments("input x[2]; f = sum(relu(x))", "--set x=[0,1]", 0, "1 ok, 1 skipped: kink"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void arrays(String model, String options, int exit, String text) {
    verdicts(model, options, exit, text);
  }

  @Test
  void whereNoSmallSizeFitsOneIsAskedFor() {
    Outcome outcome = Outcome.given("dim N; input x[N]; f = x[100]", "check", "-");
    assertThat(outcome.err()).startsWith("<stdin>: the dim `N` has no size\n  give it one:");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(Outcome.given("dim N; input x[N]; f = x[100]", "check", "-", "--dim", "N=5").err())
        .contains("x[100]");
  }

  @Test
  void anIndexThatCanHaveNoValueIsReported() {
    Outcome outcome =
        Outcome.given(
            "dim C; index y[2] in C; input x[C]; f = sum[i](x[y[i]])",
            "check",
            "-",
            "--dim",
            "C=0");
    assertThat(outcome.err()).startsWith("y: this index has an empty range");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  /** Large models are measured by their kernels, and by the graph where that disagrees. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "param w[200, 200]; input x[200]; f = sum(tanh(x @ w)^2)",
        "param w[200, 200]; input x[200]; f = sum(relu(x @ w)) + sum(abs(w))",
        "param w[30000]; f = sum(w*stop_gradient(w))",
        "param w[30000]; v = 2*w; f = sum(v^2); u = grad(f, v); g = sum(u^2); minimize g"
      })
  void samplesOfLargeModels(String model) {
    Outcome outcome = Outcome.given(model, "check", "-");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).containsPattern("[0-9]+ of [34]0,000").contains("  ok\n");
    assertThat(outcome.exit()).isZero();
  }
}
