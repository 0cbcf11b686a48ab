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
}
