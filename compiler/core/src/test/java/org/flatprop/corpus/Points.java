package org.flatprop.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;

/** Points to evaluate a model at: its own starts, ordinary ones, and hostile ones. */
public final class Points {

  private static final double[] HOSTILE = {
    0.0,
    -0.0,
    1,
    -1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    1e-300,
    -745.5,
    710
  };

  private Points() {}

  /** Points at which a model of the corpus is smooth, for the most part. */
  public static List<double[]> ordinary(Signature signature, long seed) {
    Random random = new Random(seed);
    double[] starts = signature.newInputs(seed);
    double[] missing = drawn(signature, random, () -> 0.25 + 1.5 * random.nextDouble());
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Double.isNaN(starts[i]) ? missing[i] : starts[i];
    }
    return List.of(
        starts,
        drawn(signature, random, () -> 0.25 + 1.5 * random.nextDouble()),
        drawn(signature, random, () -> 0.25 + 1.5 * random.nextDouble()),
        drawn(signature, random, () -> -1.75 + 3.5 * random.nextDouble()));
  }

  /** Points where much is not finite. */
  public static List<double[]> hostile(Signature signature, long seed) {
    Random random = new Random(seed);
    DoubleSupplier any = () -> HOSTILE[random.nextInt(HOSTILE.length)];
    return List.of(
        new double[signature.inputSize()],
        drawn(signature, random, any),
        drawn(signature, random, any));
  }

  /**
   * A point whose numbers are drawn one after the other; indices are whatever their range allows.
   */
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

  /** A point by the names of the inputs. */
  public static Map<String, double[]> named(Signature signature, double[] inputs) {
    Map<String, double[]> named = new HashMap<>();
    signature.inputs().forEach(v -> named.put(v.name(), signature.input(v.name()).of(inputs)));
    return named;
  }
}
