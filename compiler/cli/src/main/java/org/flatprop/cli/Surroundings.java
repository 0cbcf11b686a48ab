package org.flatprop.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Section;

/** Measures a model's slopes at a point. */
final class Surroundings {

  private final BoundModel bound;
  private final Objective kernel;
  private final double[] inputs;
  private final double objective;
  private final Probe probe;

  /** The values of the graph at the point; null before they are needed. */
  private double[][] values;

  Surroundings(BoundModel bound, Objective kernel, double[] inputs) {
    this.bound = bound;
    this.kernel = kernel;
    this.inputs = inputs.clone();
    this.objective = kernel.at(inputs);
    Model model = bound.model().model();
    List<Node> by = bound.signature().gradients().stream().map(this::node).toList();
    this.probe = new Probe(model, by, bound.leaves(inputs), bound.dims());
  }

  private Node node(Section by) {
    return bound.model().model().values().get(by.name());
  }

  /** The objective at the point. */
  double objective() {
    return objective;
  }

  /** How many numbers are computed for an objective. */
  long work() {
    return probe.work();
  }

  /** The slope along an element of an input, without a look at kinks. */
  Slope slopeByKernel(Section input, int place, OptionalDouble step) {
    int at = bound.signature().input(input.name()).offset() + place;
    double x = inputs[at];
    Slope slope =
        Slope.measure(
            x,
            objective,
            value -> {
              inputs[at] = value;
              return new Trial(kernel.at(inputs), Set.of());
            },
            step);
    inputs[at] = x;
    return slope;
  }

  /** The slope along an element of any value of the model; none across a kink. */
  Slope slopeByGraph(Section by, int place, OptionalDouble step) {
    if (values == null) {
      values = probe.values();
    }
    Node node = node(by);
    return Slope.measure(
        values[node.id()][place],
        objective,
        value -> {
          double[][] held = probe.hold(node, place, value, values);
          return new Trial(probe.objective(held), probe.kinks(values, held));
        },
        step);
  }
}
