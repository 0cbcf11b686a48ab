package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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

  @Test
  void theFormOfScalarsIsByChoice() {
    String[] show = {"show", "-", "--stage", "loops", "--scalars"};
    assertThat(chosen(show, "tables")).startsWith("slots: ").contains("sigmoid(a * b + c)");
    assertThat(chosen(show, "flat")).startsWith("forward(").isEqualTo(chosen(show, "auto"));
    String[] run =
        "run - --json --grad --profile strict --set w=2 --set x=0.3 --set b=1 --scalars".split(" ");
    assertThat(chosen(run, "tables"))
        .contains("\"gradients\": {\"w\": ")
        .isEqualTo(chosen(run, "flat"));
  }

  private static String chosen(String[] command, String choice) {
    String[] whole = Arrays.copyOf(command, command.length + 1);
    whole[command.length] = choice;
    return Outcome.given(NEURON, whole).out();
  }

  @Test
  void thePassesThatRunAreChosen() {
    assertThat(nests("none")).isEqualTo(4);
    assertThat(nests("products")).isEqualTo(4);
    assertThat(nests("products,fusion")).isLessThan(4);
    assertThat(loops("products")).contains("x[N, N] @ x[N, N]");
    assertThat(loops("all")).isEqualTo(loops("blocks,buffers,fusion,products"));
    assertThat(loops("fusion")).isNotEqualTo(loops("fusion,buffers"));
  }

  private static long nests(String passes) {
    return loops(passes)
        .lines()
        .takeWhile(line -> !line.equals("backward"))
        .filter(line -> line.startsWith("  for") || line.startsWith("  p["))
        .count();
  }

  private static String loops(String passes) {
    String model = "dim N\ninput x[N, N]\np = x @ x\na = sin(p)\nb = a * p\nf = sum(b)";
    Outcome outcome = Outcome.given(model, "show", "-", "--stage", "loops", "--passes", passes);
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }
}
