package org.flatprop.script;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;

/** Points to evaluate a model at, the same in every run. */
final class Points {

  private static final double[] HOSTILE = {
    0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 710
  };

  private Points() {}

  /** Ordinary points, and one where much is not finite. */
  static List<double[]> of(Signature signature) {
    Random random = new Random(1);
    return List.of(
        drawn(signature, random, () -> 0.25 + 1.5 * random.nextDouble()),
        drawn(signature, random, () -> -1.75 + 3.5 * random.nextDouble()),
        drawn(signature, random, () -> HOSTILE[random.nextInt(HOSTILE.length)]));
  }

  /** Indices are whatever their range allows. */
  private static double[] drawn(Signature signature, Random random, DoubleSupplier number) {
    double[] point = new double[signature.inputSize()];
    for (Variable input : signature.inputs()) {
      Section section = signature.input(input.name());
      for (int i = 0; i < section.length(); i++) {
        point[section.offset() + i] =
            input.isIndex() ? random.nextInt(input.range().getAsInt()) : number.getAsDouble();
      }
    }
    return point;
  }
}
