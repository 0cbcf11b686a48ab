package org.example.smile;

import java.util.Locale;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/** Finds the parameters of a smile by Hipparchus' optimisers, three ways. */
public final class Calibration {

  private static final double[] START = {-3, 0, -1};

  /**
   * What an optimiser found.
   *
   * @param point (a, r, n)
   * @param evaluations of the model
   */
  record Fit(String how, double[] point, double loss, int evaluations) {

    double alpha() {
      return Math.exp(point[0]);
    }

    double rho() {
      return Math.tanh(point[1]);
    }

    double nu() {
      return Math.exp(point[2]);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-42s alpha %.6f  rho %.6f  nu %.6f  loss %.3e  evaluations %d",
          how,
          alpha(),
          rho(),
          nu(),
          loss,
          evaluations);
    }
  }

  private Calibration() {}

  /** Least squares by the Jacobian. */
  static Fit leastSquares(Quotes quotes) {
    Smile smile = new Smile(quotes);
    Optimum optimum =
        new LevenbergMarquardtOptimizer()
            .optimize(
                new LeastSquaresBuilder()
                    .start(START)
                    .model(smile.residuals())
                    .target(new double[quotes.strikes().length])
                    .maxEvaluations(1000)
                    .maxIterations(1000)
                    .build());
    double[] point = optimum.getPoint().toArray();
    int evaluations = smile.evaluations();
    return new Fit(
        "Levenberg-Marquardt, generated Jacobian", point, smile.loss(point), evaluations);
  }

  /** The loss by its generated gradient. */
  static Fit conjugateGradient(Quotes quotes) {
    Smile smile = new Smile(quotes);
    return conjugateGradient("conjugate gradient, generated gradient", smile, smile.objectiveGradient());
  }

  /** The loss by differences, for comparison. */
  static Fit conjugateGradientByDifferences(Quotes quotes) {
    Smile smile = new Smile(quotes);
    return conjugateGradient("conjugate gradient, central differences", smile, smile.objectiveDifferences());
  }

  private static Fit conjugateGradient(
      String how, Smile smile, ObjectiveFunctionGradient gradient) {
    PointValuePair found =
        new NonLinearConjugateGradientOptimizer(
                Formula.POLAK_RIBIERE, new SimpleValueChecker(1e-12, 1e-16), 1e-10, 1e-10, 1e-3)
            .optimize(
                smile.objective(),
                gradient,
                GoalType.MINIMIZE,
                new InitialGuess(START),
                new MaxEval(100_000));
    return new Fit(how, found.getPoint(), found.getValue(), smile.evaluations());
  }

  public static void main(String[] args) {
    System.out.println(leastSquares(Quotes.SMILE));
    System.out.println(conjugateGradient(Quotes.SMILE));
    System.out.println(conjugateGradientByDifferences(Quotes.SMILE));
  }
}
