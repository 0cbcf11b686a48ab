package org.flatprop.cli;

import java.util.List;
import java.util.Random;
import org.flatprop.runtime.Section;
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
  static Point of(BoundModel bound, Objective objective, long seed) {
    Signature signature = bound.signature();
    double[] inputs = bound.vector(seed);
    // where parameters start, often 0, gradients are often 0 whatever the formula
    List<Variable> open =
        signature.inputs().stream()
            .filter(input -> bound.elements(input.name()).isEmpty() && input.value().isEmpty())
            .toList();
    Random random = new Random(seed);
    for (int attempt = 0; !open.isEmpty() && attempt < RANGES.length * TRIES; attempt++) {
      for (Variable input : open) {
        draw(input, signature.input(input.name()), RANGES[attempt / TRIES], random, inputs);
      }
      if (Double.isFinite(objective.at(inputs))) {
        break;
      }
    }
    return new Point(inputs, open.stream().map(Variable::name).toList());
  }

  private static void draw(
      Variable input, Section section, double[] range, Random random, double[] inputs) {
    double scale = scale(input);
    for (int i = section.offset(); i < section.offset() + section.length(); i++) {
      if (input.isIndex()) {
        inputs[i] = random.nextInt(Math.max(1, input.range().orElseThrow()));
      } else {
        double value = range[0] + (range[1] - range[0]) * random.nextDouble();
        inputs[i] = Math.rint(value * scale * GRID) / GRID;
      }
    }
  }

  /**
   * Sums over large matrices of numbers near 1 would drive most functions to where they are flat.
   */
  private static double scale(Variable input) {
    return input.isParam() && input.sizes().size() > 1 ? Math.pow(input.length(), -0.25) : 1;
  }
}
