package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.flatprop.cli.Finding.Element;
import org.flatprop.cli.Finding.Verdict;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Variable;

/**
 * A model's gradient, as compiled, against one measured.
 *
 * <p>The measurement evaluates the graph, which shows kinks, and holds what is declared constant.
 * For large models that is slow: there it evaluates the kernel, and the graph where the two
 * gradients disagree.
 */
final class GradientCheck {

  /** A measurement is settled if it is known to this. */
  private static final double SETTLED = 1e-3;

  /** Models that compute more numbers than this are measured by their kernels first. */
  private static final long MAX_GRAPH_WORK = 20_000;

  /** How much longer the graph takes than the kernel. */
  private static final double SLOWNESS = 40;

  /** How many numbers the graph may compute where the kernel disagrees. */
  private static final double SECOND_LOOKS = 4e8;

  private final BoundModel bound;
  private final Objective objective;
  private final Surroundings surroundings;
  private final double[] inputs;
  private final double tolerance;
  private final OptionalDouble step;
  private double secondLooks = SECOND_LOOKS;

  /**
   * A check at a point.
   *
   * @param tolerance the relative error that is allowed
   * @param step of the differences; empty to choose one
   */
  GradientCheck(
      BoundModel bound,
      Objective objective,
      double[] inputs,
      double tolerance,
      OptionalDouble step) {
    this.bound = bound;
    this.objective = objective;
    this.surroundings = new Surroundings(bound, objective, inputs);
    this.inputs = inputs;
    this.tolerance = tolerance;
    this.step = step;
  }

  /**
   * Checks every derivative that the model was compiled for; of large arrays, a sample.
   *
   * @param seed of the sample
   */
  List<Finding> check(long seed) {
    List<Section> gradients = bound.signature().gradients();
    Set<String> fromOutside =
        bound.signature().inputs().stream().map(Variable::name).collect(Collectors.toSet());
    double work = surroundings.work();
    double[] analytic = objective.gradient(inputs);
    List<Finding> findings = new ArrayList<>();
    for (Section by : gradients) {
      boolean quick = work > MAX_GRAPH_WORK && fromOutside.contains(by.name());
      Elements sample = new Elements(quick ? work : work * SLOWNESS, gradients.size(), seed);
      List<Element> elements = new ArrayList<>();
      for (int place : sample.of(by)) {
        elements.add(element(by, place, analytic[by.offset() + place], quick));
      }
      findings.add(new Finding(by, elements));
    }
    return findings;
  }

  private Element element(Section by, int place, double analytic, boolean quick) {
    if (!Double.isFinite(surroundings.objective())) {
      return judged(place, analytic, Slope.unmeasured(Set.of()));
    }
    if (quick) {
      Element first = judged(place, analytic, surroundings.slopeByKernel(by, place, step));
      if (first.verdict() == Verdict.OK || first.verdict() == Verdict.UNSETTLED) {
        return first;
      }
      if (secondLooks <= 0) {
        return first.verdict() == Verdict.FAILED ? first.unsettled() : first;
      }
      secondLooks -= Elements.TRIALS * surroundings.work();
    }
    return judged(place, analytic, surroundings.slopeByGraph(by, place, step));
  }

  private Element judged(int place, double analytic, Slope slope) {
    double error = error(analytic, slope);
    Verdict verdict = verdict(analytic, slope, error);
    Set<Node> kinks = verdict == Verdict.KINK ? slope.kinks() : Set.of();
    return new Element(place, analytic, slope.value(), error, verdict, kinks);
  }

  private static double error(double analytic, Slope slope) {
    double off = Math.abs(analytic - slope.value());
    double size = Math.max(Math.max(Math.abs(analytic), Math.abs(slope.value())), slope.floor());
    return off == 0 ? 0 : off / size;
  }

  private Verdict verdict(double analytic, Slope slope, double error) {
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
}
