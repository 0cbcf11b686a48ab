package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is measured is printed; how much it is, no test says. */
class BenchTest {

  private static final String MODEL = "dim N; input x[N]; f = sum(exp(x))";

  private static String bench(String options) {
    Outcome outcome = Outcome.given(MODEL, ("bench - --seconds 0.05 " + options).split(" "));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    return outcome.out();
  }

  @Test
  void aListingIsForPeople() {
    assertThat(bench("--set x=[1,2,3]").lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("forward             [0-9.]+ [nµm]s"),
            line -> assertThat(line).matches("value and gradient  [0-9.]+ [nµm]s"),
            line -> assertThat(line).matches("ratio               [0-9.]+"),
            line -> assertThat(line).isEqualTo("operations          6 forward, 9 in both passes"),
            line -> assertThat(line).matches("allocated           [0-9,]+ bytes"),
            line -> assertThat(line).matches("compilation         [0-9.]+ m?s"));
  }

  @Test
  void jsonIsForPrograms() {
    String json = bench("--json --set x=[1,2,3]");
    Matcher fields = Pattern.compile("\"(\\w+)\": ([0-9.E-]+)[,}]").matcher(json);
    assertThat(fields.results().map(field -> field.group(1)).collect(Collectors.toList()))
        .containsExactly(
            "forward_ns",
            "gradient_ns",
            "ratio",
            "forward_operations",
            "operations",
            "bytes",
            "compilation_ms");
    assertThat(json).contains("\"forward_operations\": 6,");
  }

  @Test
  void sizesComeFromDataOrTheLineAndMustBeThere() {
    Outcome outcome = Outcome.given(MODEL, "bench", "-");
    assertThat(outcome.err()).contains("`x`");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void sidesTakeTurnsAndASlowOneIsNotCalledOften() {
    List<String> calls = new ArrayList<>();
    Timing timing =
        Timing.of(
            times -> calls.add("forward"),
            times -> {
              calls.add("gradient");
              sleep();
            },
            1e-9);
    assertThat(calls).containsExactly("forward", "gradient", "forward", "gradient");
    assertThat(timing.ratio()).isPositive();
  }

  private static void sleep() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
