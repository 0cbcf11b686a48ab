package org.flatprop.ops;

import static java.lang.Double.MAX_VALUE;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference of the other tests. */
class ExactTest {

  /** The reference itself against an independent library, to 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "exp, 0.5", "exp, -700.25", "log, 1e300", "log, 0.3", "sin, 12.25", "cos, 12.25", "tan, 1.5",
    "asin, 0.3", "acos, -0.3", "atan, 1e10", "sinh, 3.5", "cosh, 3.5", "tanh, 0.75", "asinh, 1.5",
    "acosh, 1.5", "atanh, 0.3", "cbrt, 0.7", "sqrt, 0.7", "lgamma, 0.3", "lgamma, 30",
        "digamma, 2.5",
    "digamma, -3.3", "trigamma, 2.5", "erf, 0.3", "erfc, 2.5", "erfc, 26", "sigmoid, -2.5"
  })
  void referenceAgreesWithApfloat(String name, double x) {
    Map<String, UnaryOperator<Apfloat>> library =
        Map.ofEntries(
            Map.entry("exp", ApfloatMath::exp),
            Map.entry("log", ApfloatMath::log),
            Map.entry("sin", ApfloatMath::sin),
            Map.entry("cos", ApfloatMath::cos),
            Map.entry("tan", ApfloatMath::tan),
            Map.entry("asin", ApfloatMath::asin),
            Map.entry("acos", ApfloatMath::acos),
            Map.entry("atan", ApfloatMath::atan),
            Map.entry("sinh", ApfloatMath::sinh),
            Map.entry("cosh", ApfloatMath::cosh),
            Map.entry("tanh", ApfloatMath::tanh),
            Map.entry("asinh", ApfloatMath::asinh),
            Map.entry("acosh", ApfloatMath::acosh),
            Map.entry("atanh", ApfloatMath::atanh),
            Map.entry("cbrt", ApfloatMath::cbrt),
            Map.entry("sqrt", ApfloatMath::sqrt),
            Map.entry("lgamma", ApfloatMath::logGamma),
            Map.entry("digamma", ApfloatMath::digamma),
            Map.entry("trigamma", a -> ApfloatMath.polygamma(1, a)),
            Map.entry("erf", ApfloatMath::erf),
            Map.entry("erfc", ApfloatMath::erfc),
            Map.entry("sigmoid", ApfloatMath::logisticSigmoid));
    Apfloat argument = new Apfloat(new BigDecimal(x)).precision(50);
    BigDecimal expected = new BigDecimal(library.get(name).apply(argument).toString(true));
    BigDecimal tolerance = expected.abs().multiply(new BigDecimal("1e-40"));
    assertThat(Exact.value(name, x)).isCloseTo(expected, within(tolerance));
  }

  @Test
  void referenceMeasuresInUlps() {
    assertThat(Exact.ulps("square", 4, 2)).isZero();
    assertThat(Exact.ulps("square", Math.nextUp(4.0), 2)).isEqualTo(1);
    assertThat(Exact.ulps("log", NaN, -1)).isZero();
    assertThat(Exact.ulps("log", 0, -1)).isInfinite();
    assertThat(Exact.ulps("exp", POSITIVE_INFINITY, 1000)).isZero();
    assertThat(Exact.ulps("exp", MAX_VALUE, 1000)).isInfinite();
    assertThat(Exact.ulps("exp", NaN, 1)).isInfinite();
    assertThat(Exact.ulps("lgamma", POSITIVE_INFINITY, -3)).isZero();
  }
}
