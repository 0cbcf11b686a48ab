package org.flatprop.cli.data;

import java.util.BitSet;
import java.util.List;

/**
 * Numbers of examples, shifted and scaled element by element: {@code (x - mean) / deviation}, with
 * the statistics of the examples that a model was trained with.
 */
public final class Normalisation {

  /** What is done to the numbers. */
  public enum Kind {
    /** {@code x - mean}. */
    CENTER,
    /** {@code (x - mean) / deviation}; an element that never varies has deviation 1. */
    NORMALIZE
  }

  private final double[] means;
  private final double[] deviations;

  /**
   * By numbers that are known.
   *
   * @param means by element of an example
   * @param deviations as many; of the population, not of a sample
   */
  Normalisation(double[] means, double[] deviations) {
    this.means = means.clone();
    this.deviations = deviations.clone();
  }

  /**
   * Learns from examples.
   *
   * @param examples an array whose first axis counts them; all numbers of the rows are finite
   * @param rows the examples to learn from
   * @param unchanged the elements of an example that stay as they are
   */
  static Normalisation learn(ArrayData examples, int[] rows, Kind kind, BitSet unchanged) {
    int width = width(examples.sizes());
    double[] means = new double[width];
    double[] deviations = new double[width];
    for (int i = 0; i < width; i++) {
      deviations[i] = 1;
      if (!unchanged.get(i) && rows.length > 0) {
        Column column = new Column(examples.elements(), width, i, rows);
        means[i] = column.mean();
        deviations[i] = kind == Kind.CENTER ? 1 : column.deviation(means[i]);
      }
    }
    return new Normalisation(means, deviations);
  }

  /** One element of all examples. */
  private record Column(double[] elements, int width, int element, int[] rows) {

    private double at(int i) {
      return elements[rows[i] * width + element];
    }

    private boolean isConstant() {
      for (int i = 1; i < rows.length; i++) {
        if (at(i) != at(0)) {
          return false;
        }
      }
      return true;
    }

    double mean() {
      if (isConstant()) {
        return at(0); // exactly, so that all of them become 0
      }
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += at(i);
      }
      return sum / rows.length;
    }

    double deviation(double mean) {
      if (isConstant()) {
        return 1;
      }
      double squares = 0;
      for (int i = 0; i < rows.length; i++) {
        squares += (at(i) - mean) * (at(i) - mean);
      }
      double deviation = Math.sqrt(squares / rows.length);
      return deviation > 0 ? deviation : 1;
    }
  }

  /** How many elements an example has. */
  static int width(List<Integer> sizes) {
    return ArrayData.count(sizes.subList(1, sizes.size())).orElseThrow();
  }

  int width() {
    return means.length;
  }

  double[] means() {
    return means.clone();
  }

  double[] deviations() {
    return deviations.clone();
  }

  /** Whether all statistics are numbers: those of very large numbers may not be. */
  boolean isFinite() {
    for (int i = 0; i < means.length; i++) {
      if (!Double.isFinite(means[i]) || !Double.isFinite(deviations[i])) {
        return false;
      }
    }
    return true;
  }

  /** The examples, shifted and scaled; each must have as many elements as those learnt from. */
  ArrayData apply(ArrayData examples) {
    double[] elements = examples.elements().clone();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (elements[i] - means[i % means.length]) / deviations[i % means.length];
    }
    return new ArrayData(examples.sizes(), elements);
  }
}
