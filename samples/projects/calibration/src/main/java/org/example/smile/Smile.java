package org.example.smile;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * The generated classes as Hipparchus wants them: functions of a point, which is (a, r, n). An
 * instance belongs to one thread.
 */
final class Smile {

  private static final double BETA = 0.5;

  private final Quotes quotes;
  private final Sabr.Loss loss;
  private final Sabr.Residual residual;

  /** How often the model has been evaluated, with or without its derivative. */
  private int evaluations;

  Smile(Quotes quotes) {
    this.quotes = quotes;
    this.loss = new Sabr.Loss(quotes.strikes().length);
    this.residual = new Sabr.Residual(quotes.strikes().length);
  }

  int evaluations() {
    return evaluations;
  }

  double loss(double[] point) {
    evaluations++;
    return loss.loss(
        quotes.strikes(),
        quotes.volatilities(),
        quotes.forward(),
        quotes.expiry(),
        BETA,
        point[0],
        point[1],
        point[2]);
  }

  /** By one backward pass. */
  double[] gradient(double[] point) {
    evaluations++;
    loss.lossAndGradient(
        quotes.strikes(),
        quotes.volatilities(),
        quotes.forward(),
        quotes.expiry(),
        BETA,
        point[0],
        point[1],
        point[2]);
    return new double[] {loss.grad_a(), loss.grad_r(), loss.grad_n()};
  }

  /** By central differences, as one does without a derivative. */
  double[] differences(double[] point) {
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double step = 1e-6 * Math.max(1, Math.abs(point[i]));
      double[] moved = point.clone();
      moved[i] = point[i] + step;
      double above = loss(moved);
      moved[i] = point[i] - step;
      gradient[i] = (above - loss(moved)) / (2 * step);
    }
    return gradient;
  }

  /** The distances from the quotes, and a row of their derivatives each. */
  MultivariateJacobianFunction residuals() {
    return point -> {
      evaluations++;
      double[][] rows =
          residual.residualJacobian(
              quotes.strikes(),
              quotes.volatilities(),
              quotes.forward(),
              quotes.expiry(),
              BETA,
              point.getEntry(0),
              point.getEntry(1),
              point.getEntry(2));
      return new Pair<>(
          new ArrayRealVector(residual.residual(), false), new Array2DRowRealMatrix(rows, false));
    };
  }

  ObjectiveFunction objective() {
    return new ObjectiveFunction(this::loss);
  }

  ObjectiveFunctionGradient objectiveGradient() {
    return new ObjectiveFunctionGradient(this::gradient);
  }

  ObjectiveFunctionGradient objectiveDifferences() {
    return new ObjectiveFunctionGradient(this::differences);
  }
}
