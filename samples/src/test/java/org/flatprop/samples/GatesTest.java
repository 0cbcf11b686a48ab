package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Stage;
import org.flatprop.graph.Size;
import org.flatprop.loops.Program;
import org.flatprop.samples.Sample.Results;
import org.junit.jupiter.api.Test;

/** The code of the samples, as the lecture writes it. */
class GatesTest {

  private static final String FORWARD =
      """
      s0 = w0 * x0
      s1 = w1 * x1
      s2 = s0 + s1
      s3 = s2 + w2
      L = sigmoid(s3)
      """;

  private static final String BACKWARD =
      """
      grad_L = 1.0
      grad_s3 = grad_L * (1.0 - L) * L
      grad_w2 = grad_s3
      grad_s2 = grad_s3
      grad_s0 = grad_s2
      grad_s1 = grad_s2
      grad_w1 = grad_s1 * x1
      grad_x1 = grad_s1 * w1
      grad_w0 = grad_s0 * x0
      grad_x0 = grad_s0 * w0
      """;

  @Test
  void theNeuronsFlatCodeIsTheLecturesLineByLine() {
    CompiledModel model = Sample.compile("gates/neuron_flat");
    assertThat(code(Stage.FORWARD.print(model))).isEqualTo(FORWARD);
    assertThat(code(Stage.BACKWARD.print(model))).isEqualTo(BACKWARD);
  }

  @Test
  void gatesWithoutNamesAreNamedAsInTheLecture() {
    CompiledModel model = Sample.compile("neuron");
    assertThat(code(Stage.FORWARD.print(model))).isEqualTo(FORWARD.replace("L", "f"));
    assertThat(code(Stage.BACKWARD.print(model))).isEqualTo(BACKWARD.replace("L", "f"));
  }

  @Test
  void theEmittedJavaHoldsTheFlatCodeInOrder() {
    String java = Sample.compile("gates/neuron_flat").java("", true);
    String body = java.substring(java.indexOf("double valueAndGradient("));
    for (String line : (FORWARD + BACKWARD).split("\n")) {
      String statement = "double " + line + ";";
      assertThat(body).contains(statement);
      body = body.substring(body.indexOf(statement) + statement.length());
    }
  }

  @Test
  void theGraphOfAFormulaIsNotUnique() {
    Map<String, Double> point = Sample.values("w0=2 x0=-1 w1=-3 x1=-2 w2=-3");
    Results one = Results.at(Sample.compile("neuron").kernel(), point);
    Results many = Results.at(Sample.compile("gates/neuron_gates").kernel(), point);
    Sample.assertClose("value", many.outputs()[0], one.outputs()[0]);
    for (int i = 0; i < one.gradients().length; i++) {
      Sample.assertClose("gradient " + i, many.gradients()[i], one.gradients()[i]);
    }
  }

  @Test
  void backwardTakesTwoMultiplicationsAWeight() {
    CompiledModel model = Sample.compile("gates/cost");
    assertThat(Program.operations(model.program().forward())).isEqualTo(Size.of(4 + 3));
    assertThat(Program.operations(model.program().backward())).isEqualTo(Size.of(2 * 4));
    assertThat(model.java("", false)).contains("operations  forward 7, backward 8");
  }

  @Test
  void theNumericalGradientIsNearTheAnalyticOne() {
    CompiledModel model = Sample.compile("derivatives/numerical_gradient");
    int error = model.signature().output("error").offset();
    double near = Results.at(model.kernel(), Map.of("x", 0.5)).outputs()[error];
    double cancelled = Results.at(model.kernel(), Map.of("x", 0.5, "h", 1e-12)).outputs()[error];
    assertThat(near).isPositive().isLessThan(1e-9);
    assertThat(cancelled).isGreaterThan(1e-6);
  }

  private static String code(String text) {
    return text.replaceAll(" +#.*", "");
  }
}
