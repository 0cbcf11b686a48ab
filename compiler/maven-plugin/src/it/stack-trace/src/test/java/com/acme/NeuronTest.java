package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NeuronTest {

  private final Neuron neuron = new Neuron(2);

  @Test
  void theStackTraceOfTheForwardPassNamesTheModel() {
    assertPlace("forward(neuron.nn:6)", () -> neuron.forward(new double[4], new double[1]));
  }

  @Test
  void theStackTraceOfTheBackwardPassNamesTheModel() {
    neuron.forward(new double[5], new double[1]);
    assertPlace("backward(neuron.nn:6)", () -> neuron.backward(new double[0]));
  }

  private static void assertPlace(String place, org.junit.jupiter.api.function.Executable failing) {
    StackTraceElement first =
        assertThrows(IndexOutOfBoundsException.class, failing).getStackTrace()[0];
    assertEquals(
        place, first.getMethodName() + "(" + first.getFileName() + ":" + first.getLineNumber() + ")");
  }
}
