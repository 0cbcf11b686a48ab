package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NeuronTest {

  @Test
  void aModelOfTheTestsIsThere() {
    assertEquals(0.5, new Neuron().forward(2, -3, 1.5));
  }
}
