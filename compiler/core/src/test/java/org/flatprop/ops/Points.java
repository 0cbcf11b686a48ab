package org.flatprop.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Domain;

/** Operands to test operations at. */
final class Points {

  /** From 0 to the largest double, and where functions change their formula. */
  private static final double[] MAGNITUDES = {
    0,
    Double.MIN_VALUE,
    1e-308,
    1e-300,
    1e-155,
    1e-20,
    1e-9,
    1e-3,
    0.1,
    0.25,
    0.5,
    0.7,
    0.75,
    0.999999,
    1,
    1.25,
    1.5,
    2,
    2.5,
    3,
    4,
    6.5,
    7,
    8,
    10.25,
    15,
    20,
    26,
    27.5,
    28,
    38.25,
    39.6,
    40,
    100.125,
    700,
    709,
    710,
    745.1,
    746,
    1e5 + 0.25,
    1e15,
    4503599627370495.5,
    1e16,
    1e100,
    1e154,
    1e155,
    1e200,
    1e300,
    1e308,
    Double.MAX_VALUE
  };

  private static final double[] HOSTILE = {
    0.0,
    -0.0,
    0.5,
    -0.5,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    7.25,
    -40,
    710,
    -745.5,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    1e308,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private Points() {}

  /** Finite values of every size and both signs. */
  static double[] finite() {
    return DoubleStream.concat(Arrays.stream(MAGNITUDES), Arrays.stream(MAGNITUDES).map(x -> -x))
        .toArray();
  }

  /** Values that go wrong: zeros, kinks, the ends of the range, infinities and NaN. */
  static double[] hostile() {
    return HOSTILE.clone();
  }

  /** All combinations of hostile operands. */
  static List<double[]> hostile(int operands) {
    List<double[]> points = List.of(new double[operands]);
    for (int i = 0; i < operands; i++) {
      List<double[]> longer = new ArrayList<>();
      for (double[] point : points) {
        for (double x : HOSTILE) {
          double[] copy = point.clone();
          copy[i] = x;
          longer.add(copy);
        }
      }
      points = longer;
    }
    return points;
  }

  /** Random points of an operation's domain, the same in every run. */
  static List<double[]> in(Operation operation, int count) {
    Random random = new Random(operation.name().hashCode());
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(operation.domains().stream().mapToDouble(d -> draw(d, random)).toArray());
    }
    return points;
  }

  private static double draw(Domain domain, Random random) {
    return domain.low() + random.nextDouble() * (domain.high() - domain.low());
  }
}
