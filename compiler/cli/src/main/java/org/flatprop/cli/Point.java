package org.flatprop.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Leaf;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;

/**
 * Where a gradient is checked.
 *
 * @param inputs the inputs vector
 * @param drawn the names of the inputs that were drawn at random
 */
record Point(double[] inputs, List<String> drawn) {

  private static final int TRIES = 100;

  /** Intervals, tried one after the other until the model is finite: 0.1 to 2 suits logarithms. */
  private static final double[][] RANGES = {{-2, 2}, {0.1, 2}, {-10, 10}, {0.1, 10}};

  /** Drawn numbers have three decimals, so that a user can copy them. */
  private static final double GRID = 1000;

  /** Takes what is given and, for inputs, the defaults; draws all else. */
  static Point of(Model model, Signature signature, Inputs given, long seed) {
    List<Variable> variables = signature.inputs();
    double[] inputs = new double[variables.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Variable variable = variables.get(i);
      if (given.isGiven(variable.name())) {
        inputs[i] = given.value(variable.name());
      } else if (variable.value().isPresent()) {
        inputs[i] = variable.value().getAsDouble();
      } else {
        open.add(i);
      }
    }
    // where parameters start, often 0, gradients are often 0 whatever the formula
    draw(model, signature, inputs, open, new Random(seed));
    return new Point(inputs, open.stream().map(i -> variables.get(i).name()).toList());
  }

  private static void draw(
      Model model, Signature signature, double[] inputs, List<Integer> open, Random random) {
    Probe probe = new Probe(model, List.of(), of(signature, inputs));
    for (int attempt = 0; !open.isEmpty() && attempt < RANGES.length * TRIES; attempt++) {
      double[] range = RANGES[attempt / TRIES];
      for (int i : open) {
        double value = range[0] + (range[1] - range[0]) * random.nextDouble();
        inputs[i] = Math.rint(value * GRID) / GRID;
      }
      if (Double.isFinite(probe.objective(probe.values()))) {
        return;
      }
    }
  }

  /** The values of leaves, looked up in an inputs vector. */
  static ToDoubleFunction<Leaf> of(Signature signature, double[] inputs) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      places.put(signature.inputs().get(i).name(), i);
    }
    return leaf -> inputs[places.get(leaf.name())];
  }
}
