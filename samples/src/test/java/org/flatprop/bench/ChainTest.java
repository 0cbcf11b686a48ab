package org.flatprop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.flatprop.Flatprop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the benchmark compares is the same computation. */
class ChainTest {

  private static final int ELEMENTS = 1_000;

  @ParameterizedTest
  @EnumSource
  void theKernelAndTheHandWrittenLoopAgree(Chain chain) {
    double[] point = Chain.point(ELEMENTS);
    double[] value = new double[1];
    double[] gradients = new double[ELEMENTS];
    Flatprop.compile(chain.nn())
        .kernel(Map.of("N", ELEMENTS))
        .valueAndGradient(point, value, gradients);

    double[] valueByHand = new double[1];
    double[] byHand = new double[ELEMENTS];
    chain.byHand().valueAndGradient(point, valueByHand, byHand);
    assertThat(value).containsExactly(valueByHand, within(1e-12 * Math.abs(valueByHand[0])));
    assertThat(gradients).containsExactly(byHand, within(1e-12));
    assertThat(gradients).doesNotContain(0.0);
  }
}
