package org.flatprop.ops;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.runtime.Functions;
import org.flatprop.runtime.StrictFunctions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of the rows, measured against the exact ones. */
class ValueTest {

  private static final double MAX_ULPS = 4;

  @Test
  void everyRowHasAReferenceAndEveryReferenceARow() {
    assertThat(Exact.names()).containsExactlyInAnyOrderElementsOf(Rows.all());
  }

  @ParameterizedTest
  @MethodSource("org.flatprop.ops.Rows#all")
  void valuesAreAccurate(String name) {
    Operation operation = Operations.named(name);
    double bound = operation.truth() ? 0 : operation.exact() ? 0.5 : MAX_ULPS;
    assertThat(Accuracy.ulps(operation)).isLessThanOrEqualTo(bound);
  }

  /** The runtime's functions that can be measured along one operand. */
  static Stream<String> functions() {
    return Operations.all().stream()
        .filter(operation -> operation.forward().code() instanceof Code.FunctionCall)
        .map(Operation::name)
        .filter(
            name -> name.equals("polygamma") || Operations.named(name).parameters().size() == 1);
  }

  /** Covers finiteness too: a value is expected wherever the exact one lies in the double range. */
  @ParameterizedTest
  @MethodSource("functions")
  void functionsAreAccurateInTheWholeDoubleRange(String name) {
    String method = ((Code.FunctionCall) Operations.named(name).forward().code()).method();
    SoftAssertions softly = new SoftAssertions();
    for (double x : Points.finite()) {
      double[][] points =
          name.equals("polygamma") ? new double[][] {{1, x}, {2, x}, {5, x}} : new double[][] {{x}};
      for (double[] point : points) {
        double strict = invoke(StrictFunctions.class, method, point);
        double fast = invoke(Functions.class, method, point);
        DoubleStream.of(strict, fast)
            .distinct()
            .forEach(
                computed ->
                    softly
                        .assertThat(errorInUlps(name, computed, point))
                        .as("%s%s = %s", name, Arrays.toString(point), computed)
                        .isLessThanOrEqualTo(MAX_ULPS));
      }
    }
    softly.assertAll();
  }

  /** The error in ulps, or 0 for the documented exceptions that hold no relative accuracy. */
  private static double errorInUlps(String name, double computed, double... args) {
    double x = args[args.length - 1];
    if (name.equals("sigmoid") && x < -709.7) {
      // 1/(1+exp(-x)) gives 0 where the exact value is subnormal
      return computed >= 0 && computed < 1e-307 ? 0 : POSITIVE_INFINITY;
    }
    boolean reflected = name.equals("lgamma") && x < -2 || name.endsWith("gamma") && x < 0;
    double error = Exact.ulps(name, computed, args);
    if (reflected && error > 4 && Double.isFinite(computed)) {
      // near a negative root the error is absolute
      double scale = name.equals("polygamma") ? Math.exp(Functions.lgamma(args[0] + 1)) : 1;
      double distance =
          Exact.value(name, args).subtract(new BigDecimal(computed)).abs().doubleValue();
      return distance / (1e-15 * scale * (1 + Math.log1p(-x)));
    }
    return error;
  }

  /** Where (n-1)! or a power alone leaves the double range, the value may still lie within. */
  @ParameterizedTest
  @CsvSource({"100, 1000", "170, 20", "170, 1000", "171, 2000", "250, 300", "300, 900", "2, 1e150"})
  void polygammaOfHighOrderOverflowsOnlyWithItsValue(int n, double x) {
    double exact = Exact.value("polygamma", n, x).doubleValue();
    assertThat(exact).isFinite().isNotZero();
    assertThat(Functions.polygamma(n, x)).isCloseTo(exact, within(Math.abs(exact) * 1e-11));
  }

  private static double invoke(Class<?> type, String method, double... args) {
    try {
      Class<?>[] types = new Class<?>[args.length];
      Arrays.fill(types, double.class);
      Object[] boxed = Arrays.stream(args).boxed().toArray();
      return (double) type.getMethod(method, types).invoke(null, boxed);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(method, e);
    }
  }
}
