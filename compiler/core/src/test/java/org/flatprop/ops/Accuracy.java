package org.flatprop.ops;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flatprop.graph.Operation;

/** How far the values of profile strict are from the exact ones. The same on every machine. */
final class Accuracy {

  static final int SAMPLES = 400;

  private static Map<Operation, Double> measured;

  private Accuracy() {}

  /** The largest error over the sample, in ulps. */
  static synchronized double ulps(Operation operation) {
    if (measured == null) {
      measured =
          Operations.all().parallelStream()
              .collect(Collectors.toMap(Function.identity(), Accuracy::measure));
    }
    return measured.get(operation);
  }

  private static double measure(Operation operation) {
    double worst = 0;
    for (double[] x : Points.in(operation, SAMPLES)) {
      worst = Math.max(worst, Exact.ulps(operation.name(), operation.evaluate(x), x));
    }
    return worst;
  }
}
