package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  private static final String INPUTS =
      "x[2,3] s=0.5 t[3]=1.0;-2.0;3.5 y[2]<10 w[3,2]~normal(0.0,1.0) b[2]~zeros()";

  private final Signature signature =
      Signature.of("m", INPUTS, "loss h[2,2]", "w[3,2] b[2] unused[0]");

  @Test
  void valuesFollowOneAnother() {
    assertThat(signature.input("x")).isEqualTo(new Section("x", List.of(2, 3), 0));
    assertThat(signature.input("s")).isEqualTo(new Section("s", List.of(), 6));
    assertThat(signature.input("t").offset()).isEqualTo(7);
    assertThat(signature.input("y").offset()).isEqualTo(10);
    assertThat(signature.input("w").offset()).isEqualTo(12);
    assertThat(signature.inputSize()).isEqualTo(20);
    assertThat(signature.output("h")).isEqualTo(new Section("h", List.of(2, 2), 1));
    assertThat(signature.outputSize()).isEqualTo(5);
    assertThat(signature.gradient("b").offset()).isEqualTo(6);
    assertThat(signature.gradientSize()).isEqualTo(8);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> signature.input("z")).hasMessage("m has no input z");
    assertThatThrownBy(() -> signature.output("z")).hasMessage("m has no output z");
    assertThatThrownBy(() -> signature.gradient("z")).hasMessage("m has no gradient by z");
  }

  @Test
  void textReadsBack() {
    String inputs = String.join(" ", signature.inputs().stream().map(Variable::toString).toList());
    assertThat(inputs).isEqualTo(INPUTS);
    assertThat(Signature.of("m", inputs, "loss", "w[3,2]").inputs()).isEqualTo(signature.inputs());
    assertThat(signature).hasToString("m(" + INPUTS.replace(" ", ", ") + ") -> (loss, h[2,2])");
  }

  @Test
  void newInputsHoldDefaultsAndStarts() {
    double[] inputs = signature.newInputs(3);
    assertThat(signature.input("x").of(inputs)).containsOnly(Double.NaN);
    assertThat(signature.input("s").of(inputs)).containsExactly(0.5);
    assertThat(signature.input("t").of(inputs)).containsExactly(1, -2, 3.5);
    assertThat(signature.input("y").of(inputs)).containsOnly(Double.NaN);
    assertThat(signature.input("w").of(inputs)).doesNotContain(Double.NaN).doesNotHaveDuplicates();
    assertThat(signature.input("b").of(inputs)).containsOnly(0);
    assertThat(signature.newInputs(3)).isEqualTo(inputs);
    assertThat(signature.newInputs(4)).isNotEqualTo(inputs);
  }

  @Test
  void parametersArePackedInOrder() {
    double[] inputs = signature.newInputs(3);
    double[] flat = new double[signature.parameterSize()];
    assertThat(flat).hasSize(8);
    signature.pack(inputs, flat);
    assertThat(flat).startsWith(signature.input("w").of(inputs)).endsWith(0, 0);
    flat[7] = 5;
    signature.unpack(flat, inputs);
    assertThat(signature.input("b").of(inputs)).containsExactly(0, 5);
  }

  @Test
  void withoutParametersTheInputsArePackedButNoIndex() {
    assertThat(Signature.of("m", "x[2,3] y[2]<10 s=0.5", "f", "").parameterSize()).isEqualTo(7);
  }

  @Test
  void oneDefaultServesAllElements() {
    assertThat(Variable.parse("x[2,2]=0.5").start(0)).containsExactly(0.5, 0.5, 0.5, 0.5);
    assertThatThrownBy(() -> Variable.parse("x[3]=1.0;2.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x[3] has a default of 2 elements");
  }

  @Test
  void whatHasNoElementsNeedsNoValue() {
    assertThat(Variable.parse("x[0,3]").hasStart()).isTrue();
    assertThat(Variable.parse("x[1,3]").hasStart()).isFalse();
    assertThat(Variable.parse("x[0,2147483647,2147483647]").length()).isZero();
  }

  @Test
  void whatFitsNoVectorIsRefusedWithItsSize() {
    assertThatThrownBy(() -> Signature.of("m", "w[100000,100000]~zeros()", "f", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("w[100000,100000] would have 10000000000 elements: at most 2147483647 fit");
    String large = "[2147483647,2147483647,2147483647]";
    assertThatThrownBy(() -> Signature.of("m", "", "f" + large, ""))
        .hasMessageContaining("9903520300447984150353281023 elements");
    assertThatThrownBy(() -> Signature.of("m", "a[2000000000] b[2000000000]", "f", ""))
        .hasMessage("the inputs of m would have 4000000000 elements: at most 2147483647 fit");
    assertThatThrownBy(() -> Signature.of("m", "x[-1]", "f", ""))
        .hasMessage("x[-1] has a negative size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x[", "x[]", "x[1,]", "x[a]", "x=", "x=a", "y<", "y<b", "w~none()"})
  void anotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Variable.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
