package com.acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineTest {

  private static final double[] X = {1, 2, 3};
  private static final double[] Y = {0, 0, 1};

  @Test
  void eachObjectiveHasAClass() {
    Line.Loss loss = new Line.Loss(3);
    assertEquals(9 + 25 + 36, loss.lossAndGradient(X, Y, 2, 1));
    assertEquals(2 * (3 * 1 + 5 * 2 + 6 * 3), loss.grad_a());
    assertEquals(1, loss.gradientSize());

    Line.Residual residual = new Line.Residual(3);
    double[][] rows = residual.residualJacobian(X, Y, 2, 1);
    assertArrayEquals(new double[] {3, 5, 6}, residual.residual());
    assertArrayEquals(new double[][] {{1}, {2}, {3}}, rows);
  }
}
