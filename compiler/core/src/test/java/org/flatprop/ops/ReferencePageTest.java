package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.flatprop.graph.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows document themselves. */
class ReferencePageTest {

  private static final Path PAGE = Path.of("../../docs/functions.md");

  /** The pointwise functions that the language promises. */
  private static final String PROMISED =
      """
      exp expm1 log log1p log2 sqrt cbrt square abs sign floor ceil round sin cos tan asin acos
      atan atan2 sinh cosh tanh asinh acosh atanh hypot lgamma digamma erf sigmoid log_sigmoid
      softplus softsign relu leaky_relu prelu elu selu celu gelu gelu_tanh silu mish sqlu
      hard_sigmoid hard_tanh step hard_swish clip stop_gradient max min where
      """;

  @Test
  void thePageIsThatOfTheTable() throws IOException {
    String text = ReferencePage.text();
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, text);
    }
    assertThat(PAGE).as("rewritten by -Dgoldens.rewrite=true").content().isEqualTo(text);
  }

  @Test
  void everyPromisedFunctionHasARow() {
    assertThat(Rows.all()).contains(PROMISED.trim().split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("org.flatprop.ops.Rows#all")
  void everyRowIsComplete(String name) {
    Operation operation = Operations.named(name);
    assertThat(operation.doc()).isNotBlank().doesNotEndWith(".");
    assertThat(operation.parameters()).isNotEmpty();
    assertThat(operation.domains())
        .hasSameSizeAs(operation.parameters())
        .allSatisfy(domain -> assertThat(domain.low()).isLessThanOrEqualTo(domain.high()));
    assertThat(operation.parameters())
        .extracting(Operation.Parameter::name)
        .doesNotHaveDuplicates()
        .allSatisfy(parameter -> assertThat(parameter).matches("[a-z]+"));
    for (double[] x : Points.in(operation, 50)) {
      assertThat(operation.evaluate(x)).as(Arrays.toString(x)).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("org.flatprop.ops.Rows#all")
  void everyRowIsOnThePage(String name) throws IOException {
    String call = ReferencePage.call(Operations.named(name)).replace("|", "\\|");
    assertThat(Files.readString(PAGE)).contains("\n| `" + call + "` |");
  }

  @Test
  void callsAreWrittenAsInAModel() {
    assertThat(
            List.of("+", "-x", "not", "and", "//", "leaky_relu", "max", "clip", "elu").stream()
                .map(Operations::named)
                .map(ReferencePage::call))
        .containsExactly(
            "a + b",
            "-x",
            "not x",
            "a and b",
            "a // b",
            "leaky_relu(x, slope=0.01)",
            "max(a, b, …)",
            "clip(x, lo, hi)",
            "elu(x, alpha=1)");
  }
}
