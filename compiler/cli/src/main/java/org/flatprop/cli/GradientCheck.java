package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.flatprop.CompiledModel;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Signature;

/** A model's gradient, as compiled, against one measured. */
final class GradientCheck {

  /** A measurement is settled if it is known to this. */
  private static final double SETTLED = 1e-3;

  /** What the comparison says. */
  enum Verdict {
    OK("ok"),
    FAILED("FAILED"),
    KINK("skipped: kink"),
    UNSETTLED("skipped: cannot be measured"),
    NOT_FINITE("skipped: not finite");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * One derivative.
   *
   * @param error relative; NaN if there is no measurement
   * @param kinks the operations in the way of the measurement
   */
  record Finding(
      String name,
      double analytic,
      double numerical,
      double error,
      Verdict verdict,
      Set<Node> kinks) {}

  private GradientCheck() {}

  /**
   * Checks every derivative that the model was compiled for.
   *
   * @param tolerance the relative error that is allowed
   * @param step of the differences; empty to choose one
   */
  static List<Finding> check(
      CompiledModel compiled, double[] inputs, double tolerance, OptionalDouble step) {
    Signature signature = compiled.signature();
    double[] analytic = new double[signature.gradientSize()];
    compiled.kernel().valueAndGradient(inputs, new double[signature.outputSize()], analytic);

    Model model = compiled.model();
    List<Node> by = signature.gradients().stream().map(model.values()::get).toList();
    Probe probe = new Probe(model, by, Point.of(signature, inputs));
    double[] values = probe.values();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < analytic.length; i++) {
      String name = signature.gradients().get(i);
      Node node = by.get(i);
      Slope slope =
          Double.isFinite(probe.objective(values))
              ? Slope.measure(probe, node, values, step)
              : new Slope(Double.NaN, Double.NaN, 0, Set.of());
      double error = error(analytic[i], slope);
      Verdict verdict = verdict(analytic[i], slope, error, tolerance);
      findings.add(
          new Finding(name, analytic[i], slope.value(), error, verdict, kinks(verdict, slope)));
    }
    return findings;
  }

  private static double error(double analytic, Slope slope) {
    double off = Math.abs(analytic - slope.value());
    double size = Math.max(Math.max(Math.abs(analytic), Math.abs(slope.value())), slope.floor());
    return off == 0 ? 0 : off / size;
  }

  private static Verdict verdict(double analytic, Slope slope, double error, double tolerance) {
    if (Double.isNaN(slope.value())) {
      return slope.kinks().isEmpty() ? Verdict.NOT_FINITE : Verdict.KINK;
    }
    if (error <= tolerance) {
      return Verdict.OK;
    }
    if (Math.abs(analytic - slope.value()) <= slope.uncertainty()) {
      return Verdict.UNSETTLED;
    }
    boolean settled =
        slope.uncertainty() <= Math.max(SETTLED * Math.abs(slope.value()), slope.floor());
    return Double.isFinite(analytic) || settled ? Verdict.FAILED : Verdict.NOT_FINITE;
  }

  private static Set<Node> kinks(Verdict verdict, Slope slope) {
    return verdict == Verdict.KINK ? slope.kinks() : Set.of();
  }
}
