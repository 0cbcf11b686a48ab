package org.flatprop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.graph.Size;
import org.flatprop.loops.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark compares is the same computation. */
class RandomGraphTest {

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000})
  void theKernelAndTheHandWrittenJavaAgree(int operations) {
    RandomGraph graph = new RandomGraph(operations);
    CompiledModel model = Flatprop.compile(graph.nn());
    assertThat(Program.operations(model.program().forward())).isEqualTo(Size.of(operations));

    double[] point = graph.point();
    double[] outputs = new double[1];
    double[] gradients = new double[point.length];
    model.kernel().valueAndGradient(point, outputs, gradients);
    assertThat(outputs).containsExactly(graph.value());

    double[] byHand = new double[point.length];
    JavaText.instance("ByHand", graph.java("ByHand"), FlatCode.class)
        .valueAndGradient(point, outputs, byHand);
    assertThat(outputs).containsExactly(graph.value());
    for (int i = 0; i < byHand.length; i++) {
      assertThat(gradients[i]).isFinite();
      assertThat(gradients[i]).isCloseTo(byHand[i], within(1e-9 * Math.abs(byHand[i]) + 1e-12));
    }
  }
}
