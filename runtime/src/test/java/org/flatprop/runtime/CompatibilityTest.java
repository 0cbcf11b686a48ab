package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CompatibilityTest {

  @Test
  void aClassForThisLevelIsAccepted() {
    assertThatCode(() -> Compatibility.require(Compatibility.LEVEL, "demo.Neuron"))
        .doesNotThrowAnyException();
  }

  @Test
  void aClassForALaterRuntimeIsRefused() {
    assertThatThrownBy(() -> Compatibility.require(3, "demo.Neuron", 2, "version 0.2.0"))
        .isInstanceOf(IncompatibleClassChangeError.class)
        .hasMessage(
            "demo.Neuron was generated for level 3 of flatprop-runtime, but version 0.2.0 has level 2:"
                + " use the flatprop-runtime of the version that generated it");
  }

  @Test
  void aClassForAnEarlierRuntimeIsRefused() {
    assertThatThrownBy(() -> Compatibility.require(1, "demo.Neuron", 2, "version 0.2.0"))
        .hasMessageEndingWith("has level 2: generate it again, with the Flatprop of this version");
  }

  @Test
  void theRuntimeAtHandIsNamedAsWellAsItCanBe() {
    assertThatThrownBy(() -> Compatibility.require(Compatibility.LEVEL + 1, "demo.Neuron"))
        .hasMessageContaining("level " + (Compatibility.LEVEL + 1) + " of flatprop-runtime");
  }
}
