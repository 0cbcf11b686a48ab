package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.flatprop.cli.ColourChoice.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColoursTest {

  private static final String MODEL =
      "dim N; param w[N] ~ normal(0, 1); h = sigmoid(w) * 2; f = sum(h^2) / N";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--stage ast",
        "--stage graph",
        "--stage topo",
        "--stage forward",
        "--stage backward",
        "--stage loops",
        "--stage java",
        "--dim N=3",
        "--dim N=2 --arrays flat"
      })
  void coloursAddNothingElse(String options) {
    String plain = shown(options);
    String coloured = shown(options + " --color always");
    assertThat(plain).doesNotContain("\033");
    assertThat(coloured.replaceAll("\033\\[[0-9;]*m", "")).isEqualTo(plain);
    if (!options.contains("ast")) {
      assertThat(coloured).isNotEqualTo(plain);
    }
    assertThat(shown(options + " --color never")).isEqualTo(plain);
  }

  @Test
  void valuesAreGreenAndGradientsRed() {
    Outcome outcome = Outcome.given("f = x^2", "show", "-", "--set", "x=3", "--color", "always");
    String expected =
        """
        <green>9.0<>  <green>f<> = pow(x, 2.0)  <faint># 1:5  x^2<>

        <red>1.0<>  <red>grad_f<> = 1.0               <faint># seed<>
        <red>6.0<>  <red>grad_x<> = grad_f * x * 2.0  <faint># 1:5  ^: g * x * 2.0<>
        """;
    assertThat(outcome.out())
        .isEqualTo(
            expected
                .replace("<>", "\033[0m")
                .replace("<green>", "\033[32m")
                .replace("<red>", "\033[31m")
                .replace("<faint>", "\033[2m"));
  }

  @Test
  void onlyATerminalHasColoursUnlessTheyAreAskedFor() {
    Map<String, String> xterm = Map.of("TERM", "xterm");
    assertThat(When.AUTO.holds(true, xterm)).isTrue();
    assertThat(When.AUTO.holds(false, xterm)).isFalse();
    assertThat(When.AUTO.holds(true, Map.of())).isFalse();
    assertThat(When.AUTO.holds(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(When.AUTO.holds(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(When.AUTO.holds(true, Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(When.ALWAYS.holds(false, Map.of("NO_COLOR", "1"))).isTrue();
    assertThat(When.NEVER.holds(true, xterm)).isFalse();
  }

  @Test
  void anotherChoiceIsRefused() {
    Outcome outcome = Outcome.given("f = x", "show", "-", "--color", "sometimes");
    assertThat(outcome.exit()).isEqualTo(Nnc.WRONG_USAGE);
    assertThat(outcome.err()).contains("there are auto, always and never, not `sometimes`");
  }

  private static String shown(String options) {
    Outcome outcome = Outcome.given(MODEL, ("show - " + options).strip().split(" +"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    return outcome.out();
  }
}
