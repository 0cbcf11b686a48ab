package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.flatprop.graph.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choices declared at points without a derivative. */
class KinksTest {

  @Test
  void everyKinkIsDeclared() {
    assertThat(Operations.all().stream().flatMap(operation -> operation.kinks().stream()))
        .isNotEmpty()
        .allSatisfy(kinks -> assertThat(kinks.declared()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          relu, 0, 0
          relu, -0.0, 0
          abs, 0, 0
          abs, -0.0, 0
          sign, 0, 0
          step, 0, 0
          floor, 2, 0
          ceil, -3, 0
          round, 0.5, 0
          round, 1.5, 0
          leaky_relu, 0, 0.01
          elu, 0, 1
          celu, 0, 1
          selu, 0, 1.7580993408473768
          softsign, 0, 1
          sqlu, 0, 1
          sqlu, 2, 0
          sqlu, -2, 0
          hard_sigmoid, 3, 0
          hard_sigmoid, -3, 0
          hard_tanh, 1, 0
          hard_tanh, -1, 0
          hard_swish, 3, 1.5
          hard_swish, -3, 0
          """)
  void slopesOfFunctionsOfOneOperand(String function, double x, double slope) {
    String text = "input x; f = " + function + "(x)";
    assertThat(TextModel.at(text, x).gradient().get(0)).isEqualTo(slope);
  }

  @ParameterizedTest
  @ValueSource(strings = {"softsign", "sqlu", "relu", "abs", "hard_tanh", "hard_sigmoid"})
  void secondDerivativesAtZeroAreZero(String function) {
    String text = "input x; f = " + function + "(x); g = grad(f, x)";
    assertThat(TextModel.at(text, 0).gradient().get(0) + 0.0).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max(a, b) | 2 | 2 | 1 | 0
          max(b, a) | 2 | 2 | 0 | 1
          max(a, b) | 2 | 3 | 0 | 1
          min(a, b) | 2 | 2 | 1 | 0
          min(b, a) | 2 | 2 | 0 | 1
          min(a, b) | 2 | 3 | 1 | 0
          max(a, 2) + b | 2 | 0 | 0 | 1
          max(2, a) + b | 2 | 0 | 0 | 1
          min(a, 2) + b | 2 | 0 | 0 | 1
          min(2, a) + b | 2 | 0 | 0 | 1
          max(a, 0, b) | 0 | 0 | 0 | 0
          max(0, a, b) | 0 | 0 | 0 | 0
          max(a, b, 0) | 0 | 0 | 0 | 0
          max(a, b, a + b) | 0 | 0 | 1 | 0
          hypot(a, b) | 0 | 0 | 0 | 0
          hypot(a, b) | 3 | 0 | 1 | 0
          hypot(a, b) | 0 | -2 | 0 | -1
          b + clip(a, -1, 1) | 1 | 0 | 0 | 1
          b + clip(a, -1, 1) | -1 | 0 | 0 | 1
          clip(a, b, 5) | 1 | 1 | 0 | 1
          clip(a, -5, b) | 1 | 1 | 0 | 1
          a // b | 6 | 3 | 0 | 0
          a < b | 1 | 1 | 0 | 0
          a == b | 1 | 1 | 0 | 0
          a >= b | 1 | 1 | 0 | 0
          prelu(a, b) | 0 | 0.25 | 0.25 | 0
          """)
  void slopesOfFunctionsOfTwoOperands(String formula, double a, double b, double byA, double byB) {
    assertThat(TextModel.at("input a, b; f = " + formula, a, b).gradient())
        .containsExactly(byA, byB);
  }

  @Test
  void roundingGoesToEven() {
    Operation round = Operations.named("round");
    double[] halves = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5};
    assertThat(Arrays.stream(halves).map(round::evaluate).toArray())
        .containsExactly(-2, -2, -0.0, 0, 2, 2);
  }

  @Test
  void stepIsAHalfAtZero() {
    assertThat(Operations.named("step").evaluate(0.0)).isEqualTo(0.5);
    assertThat(Operations.named("step").evaluate(-0.0)).isEqualTo(0.5);
  }

  // Powers

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1e-320, 2, -3, 1e300})
  void aPowerHasSlopeZeroByItsBaseWhereTheExponentIsZero(double x) {
    assertThat(TextModel.at("input x, y; f = x^y", x, 0).gradient().get(0)).isEqualTo(0);
    assertThat(TextModel.at("input x; f = x^0", x).gradient()).containsExactly(0.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 0.5, 1, 2, 7})
  void aPowerOfZeroHasSlopeZeroByItsExponent(double y) {
    assertThat(TextModel.at("input x, y; f = x^y", 0, y).gradient().get(1)).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 1, 3, 1e300})
  void theMixedSecondDerivativeOfAPowerAtExponentZeroIsTheInverse(double x) {
    String text = "input x, y; f = x^y; g = grad(f, %s)";
    assertThat(TextModel.at(text.formatted("x"), x, 0).gradient().get(1)).isEqualTo(1 / x);
    assertThat(TextModel.at(text.formatted("y"), x, 0).gradient().get(0)).isEqualTo(1 / x);
  }

  @ParameterizedTest
  @CsvSource({
    "x^2, 0, 0, 2",
    "x^2, -3, -6, 2",
    "x^3, 0, 0, 0",
    "x^3, -1, 3, -6",
    "x^1, 0, 1, 0",
    "x^-1, 2, -0.25, 0.25",
    "x^4, 0, 0, 0",
    "x^0.5, 4, 0.25, -0.03125"
  })
  void powersWithAConstantExponent(String formula, double x, double first, double second) {
    assertThat(TextModel.at("f = " + formula, x).gradient()).containsExactly(first);
    assertThat(TextModel.at("input x; f = " + formula + "; g = grad(f, x)", x).gradient())
        .containsExactly(second);
  }

  // Five ways to write the rectifier

  static Stream<String> operands() {
    return Stream.of("u", "sqrt(u)", "log(u) + 1", "u*v", "u - v", "1/u", "sqrt(abs(u)) - v");
  }

  @ParameterizedTest
  @MethodSource("operands")
  void allSpellingsOfTheRectifierAgree(String x) {
    List<TextModel> spellings =
        Stream.of("max(0, x)", "max(x, 0)", "relu(x)", "clip(x, 0, inf)", "where(x > 0, x, 0)")
            .map(spelling -> TextModel.of("input u, v; x = " + x + "; f = " + spelling))
            .toList();
    TextModel operand = TextModel.of("input u, v; x = " + x + "; f = x");
    for (double u : new double[] {-1, -0.0, 0, 1, 1e-320, 1e300}) {
      for (double v : new double[] {-1, 0, 1, 1e300}) {
        if (Double.isNaN(operand.at(u, v).value())) {
          continue; // which is in no order with 0, so that where takes the other branch
        }
        List<TextModel.Result> results =
            spellings.stream().map(model -> withoutNegativeZeros(model.at(u, v))).toList();
        assertThat(results)
            .as("x = %s at u = %s, v = %s", x, u, v)
            .allSatisfy(result -> assertThat(result).isEqualTo(results.get(0)));
      }
    }
  }

  private static TextModel.Result withoutNegativeZeros(TextModel.Result result) {
    return new TextModel.Result(
        result.value() + 0.0, result.gradient().stream().map(g -> g + 0.0).toList());
  }
}
