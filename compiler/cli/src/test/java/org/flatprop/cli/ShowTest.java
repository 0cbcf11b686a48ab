package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowTest {

  private static final String NEURON = "f = sigmoid(w*x + b)";

  @ParameterizedTest
  @ValueSource(strings = {"ast", "graph", "topo", "forward", "backward", "loops", "java"})
  void everyStageIsPrinted(String stage) {
    Outcome outcome = Outcome.given(NEURON, "show", "-", "--stage", stage);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    String sign = stage.equals("backward") ? "grad_f" : stage.equals("java") ? "class Model " : "f";
    assertThat(outcome.out()).contains(sign).endsWith("\n");
  }

  @Test
  void withoutAStageItIsForwardThenBackward() {
    String forward = Outcome.given(NEURON, "show", "-", "--stage", "forward").out();
    String backward = Outcome.given(NEURON, "show", "-", "--stage", "backward").out();
    assertThat(Outcome.given(NEURON, "show", "-").out()).isEqualTo(forward + "\n" + backward);
  }

  @Test
  void theBackwardPassIsByWhatIsChosen() {
    String out = Outcome.given(NEURON, "show", "-", "--stage", "backward", "--wrt", "w").out();
    assertThat(out).contains("grad_w").doesNotContain("grad_b");
  }
}
