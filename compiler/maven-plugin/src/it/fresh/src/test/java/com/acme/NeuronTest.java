package com.acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NeuronTest {

  @Test
  void theGradientIsThatOfTheLecture() {
    double[] output = new double[1];
    double[] gradient = new double[3];
    new Neuron().valueAndGradient(new double[] {2, -3, -3, -1, -2}, output, gradient);
    assertEquals(0.7310585786300049, output[0], 1e-15);
    assertArrayEquals(
        new double[] {-0.19661193324148185, -0.3932238664829637, 0.19661193324148185},
        gradient,
        1e-15);
  }
}
