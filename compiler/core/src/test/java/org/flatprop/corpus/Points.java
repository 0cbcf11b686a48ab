package org.flatprop.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.flatprop.runtime.Signature;

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
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Double.isNaN(starts[i]) ? 0.25 + 1.5 * random.nextDouble() : starts[i];
    }
    return List.of(
        starts,
        random.doubles(starts.length, 0.25, 1.75).toArray(),
        random.doubles(starts.length, 0.25, 1.75).toArray(),
        random.doubles(starts.length, -1.75, 1.75).toArray());
  }

  /** Points where much is not finite. */
  public static List<double[]> hostile(Signature signature, long seed) {
    Random random = new Random(seed);
    return List.of(
        new double[signature.inputSize()],
        random
            .ints(signature.inputSize(), 0, HOSTILE.length)
            .mapToDouble(i -> HOSTILE[i])
            .toArray(),
        random
            .ints(signature.inputSize(), 0, HOSTILE.length)
            .mapToDouble(i -> HOSTILE[i])
            .toArray());
  }

  /** A point by the names of the inputs. */
  public static Map<String, Double> named(Signature signature, double[] inputs) {
    Map<String, Double> named = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      named.put(signature.inputs().get(i).name(), inputs[i]);
    }
    return named;
  }
}
