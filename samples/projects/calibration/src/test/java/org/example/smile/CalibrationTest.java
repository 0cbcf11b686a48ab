package org.example.smile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.example.smile.Calibration.Fit;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final double[] POINT = {-3, -0.2, -0.8};

  @Test
  void allWaysLeadToTheSameParameters() {
    Fit exact = Calibration.leastSquares(Quotes.SMILE);
    Fit gradient = Calibration.conjugateGradient(Quotes.SMILE);
    Fit differences = Calibration.conjugateGradientByDifferences(Quotes.SMILE);
    assertArrayEquals(exact.point(), gradient.point(), 1e-3);
    assertArrayEquals(exact.point(), differences.point(), 1e-3);
    assertTrue(exact.loss() < 1e-5, exact.toString());
    assertTrue(exact.evaluations() < gradient.evaluations(), exact + "\n" + gradient);
    assertTrue(gradient.evaluations() < differences.evaluations(), gradient + "\n" + differences);
  }

  @Test
  void theGradientIsTheOneThatDifferencesApproach() {
    Smile smile = new Smile(Quotes.SMILE);
    assertArrayEquals(smile.differences(POINT), smile.gradient(POINT), 1e-8);
  }

  @Test
  void theJacobianHasTheGradientInIt() {
    Smile smile = new Smile(Quotes.SMILE);
    var valueAndRows =
        smile.residuals().value(new org.hipparchus.linear.ArrayRealVector(POINT));
    double[] gradient =
        valueAndRows.getSecond().preMultiply(valueAndRows.getFirst()).mapMultiply(2).toArray();
    assertArrayEquals(smile.gradient(POINT), gradient, 1e-12);
    assertEquals(Quotes.SMILE.strikes().length, valueAndRows.getSecond().getRowDimension());
  }
}
