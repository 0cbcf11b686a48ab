package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {

  @Test
  void constantsFillTheArray() {
    assertThat(draw("w[2,2]~zeros()")).containsExactly(0, 0, 0, 0);
    assertThat(draw("w[2]~ones()")).containsExactly(1, 1);
    assertThat(draw("w[2]~constant(-0.5)")).containsExactly(-0.5, -0.5);
    assertThat(draw("w[0]~normal(0.0,1.0)")).isEmpty();
  }

  /** A matrix, a stack of matrices, a filter; the bound is the root of 6 by inputs and outputs. */
  @ParameterizedTest
  @CsvSource({"'[200,100]', 300", "'[4,200,100]', 300", "'[20,30,5,4]', 1000"})
  void xavierIsUniform(String sizes, double fans) {
    double[] drawn = draw("w" + sizes + "~xavier()");
    double bound = Math.sqrt(6 / fans);
    assertThat(max(drawn)).isLessThan(bound).isCloseTo(bound, within(bound / 50));
    assertThat(deviation(drawn)).isCloseTo(bound / Math.sqrt(3), within(bound / 50));
  }

  @ParameterizedTest
  @CsvSource({"'[200,100]', 200", "'[4,200,100]', 200", "'[20,30,5,4]', 600"})
  void heIsNormal(String sizes, double in) {
    double[] drawn = draw("w" + sizes + "~he()");
    double deviation = Math.sqrt(2 / in);
    assertThat(deviation(drawn)).isCloseTo(deviation, within(deviation / 30));
    assertThat(max(drawn)).isGreaterThan(3 * deviation);
  }

  @Test
  void theFirstElementIsTheScalarsNumber() {
    assertThat(draw("w[3]~normal(1.0,2.0)")[0]).isEqualTo(draw("w~normal(1.0,2.0)")[0]);
    assertThat(draw("w~uniform(0.0,1.0)")).isNotEqualTo(draw("v~uniform(0.0,1.0)"));
  }

  @Test
  void theSameSeedGivesTheSameNumbersOnEveryMachine() {
    assertThat(draw("w[2]~normal(0.0,1.0)"))
        .containsExactly(0.3350342885796637, -0.6121854219145365);
    assertThat(draw("w[2]~uniform(-1.0,1.0)"))
        .containsExactly(0.42504891055559124, -0.7766630327478163);
  }

  @Test
  void aMatrixIsNeeded() {
    assertThatThrownBy(() -> draw("w[3]~he()")).hasMessage("he needs the sizes of a matrix");
  }

  @Test
  void withoutInitializerMatricesAreDrawn() {
    assertThat(Initializer.standard(1)).hasToString("zeros()");
    assertThat(Initializer.standard(2)).hasToString("xavier()");
  }

  private static double[] draw(String param) {
    return Variable.parse(param).start(1);
  }

  private static double max(double[] drawn) {
    return Arrays.stream(drawn).map(Math::abs).max().orElseThrow();
  }

  private static double deviation(double[] drawn) {
    return Math.sqrt(Arrays.stream(drawn).map(x -> x * x).average().orElseThrow());
  }
}
