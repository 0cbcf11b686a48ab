package org.flatprop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.flatprop.Options;
import org.flatprop.Pass;
import org.flatprop.runtime.Kernel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the benchmark compares with passes left out is the same computation. */
class WorkloadTest {

  @ParameterizedTest
  @EnumSource
  void noPassChangesTheGradient(Workload workload) {
    double[] gradient = gradient(workload, Pass.ALL);
    assertThat(gradient).hasSizeGreaterThan(100);
    assertThat(gradient[gradient.length - 1]).isFinite().isNotZero();
    for (Pass pass : Pass.values()) {
      Set<Pass> others = EnumSet.complementOf(EnumSet.of(pass));
      double[] other = gradient(workload, others);
      // A million assertions would take minutes.
      double difference =
          IntStream.range(0, gradient.length)
              .mapToDouble(i -> Math.abs(other[i] - gradient[i]))
              .reduce(0, Math::max);
      assertThat(difference).isLessThan(1e-12);
    }
  }

  private static double[] gradient(Workload workload, Set<Pass> passes) {
    Kernel kernel = workload.compile(Options.DEFAULT.passes(passes)).kernel(workload.dims());
    double[] gradient = new double[kernel.signature().gradientSize()];
    double[] outputs = new double[kernel.signature().outputSize()];
    kernel.valueAndGradient(Workload.point(kernel.signature()), outputs, gradient);
    return gradient;
  }
}
