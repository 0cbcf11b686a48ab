package org.flatprop.corpus.oracle;

import java.util.Arrays;
import java.util.Set;

/** What becomes of a list of numbers, taken in order. */
final class Folds {

  static final Set<String> NAMES =
      Set.of(
          "sum",
          "mean",
          "prod",
          "max",
          "min",
          "var",
          "std",
          "norm",
          "logsumexp",
          "argmax",
          "argmin");

  private Folds() {}

  static double fold(String function, double[] terms) {
    boolean[] all = new boolean[terms.length];
    Arrays.fill(all, true);
    return fold(function, terms, all);
  }

  /**
   * Folds the terms that are kept. One that is not counts as a term that changes nothing.
   *
   * @param kept which terms a condition lets through
   */
  static double fold(String function, double[] terms, boolean[] kept) {
    double lowest = Double.NEGATIVE_INFINITY;
    double highest = Double.POSITIVE_INFINITY;
    return switch (function) {
      case "sum" -> sum(instead(terms, kept, 0));
      case "mean" -> sum(instead(terms, kept, 0)) / count(kept);
      case "prod" -> product(instead(terms, kept, 1));
      case "max" -> Arrays.stream(instead(terms, kept, lowest)).reduce(lowest, StrictMath::max);
      case "min" -> Arrays.stream(instead(terms, kept, highest)).reduce(highest, StrictMath::min);
      case "logsumexp" -> logSumExp(instead(terms, kept, lowest));
      case "argmax" -> first(terms, kept, 1);
      case "argmin" -> first(terms, kept, -1);
      case "var" -> variance(terms);
      case "std" -> StrictMath.sqrt(variance(terms));
      case "norm" -> StrictMath.sqrt(sum(squares(terms)));
      default -> throw new IllegalArgumentException(function);
    };
  }

  static double sum(double[] terms) {
    if (terms.length == 0) {
      return 0;
    }
    double sum = terms[0];
    for (int i = 1; i < terms.length; i++) {
      sum += terms[i];
    }
    return sum;
  }

  private static double product(double[] factors) {
    double product = 1;
    for (double factor : factors) {
      product *= factor;
    }
    return product;
  }

  private static double logSumExp(double[] terms) {
    double largest =
        Arrays.stream(terms).reduce(Double.NEGATIVE_INFINITY, (a, b) -> StrictMath.max(a, b));
    if (Double.isInfinite(largest)) {
      return largest;
    }
    return largest
        + StrictMath.log(sum(Arrays.stream(terms).map(x -> StrictMath.exp(x - largest)).toArray()));
  }

  private static double variance(double[] terms) {
    double mean = sum(terms) / terms.length;
    return sum(squares(Arrays.stream(terms).map(x -> x - mean).toArray())) / terms.length;
  }

  private static double[] squares(double[] terms) {
    return Arrays.stream(terms).map(x -> x * x).toArray();
  }

  private static int count(boolean[] kept) {
    int count = 0;
    for (boolean one : kept) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** The first place of the largest number times the sign; that of the first NaN, if any. */
  private static int first(double[] terms, boolean[] kept, int sign) {
    int best = -1;
    for (int i = 0; i < terms.length; i++) {
      if (kept[i] && (best < 0 || isBetter(sign * terms[i], sign * terms[best]))) {
        best = i;
      }
    }
    return StrictMath.max(best, 0);
  }

  private static boolean isBetter(double a, double b) {
    return a > b || Double.isNaN(a) && !Double.isNaN(b);
  }

  private static double[] instead(double[] terms, boolean[] kept, double neutral) {
    double[] all = new double[terms.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = kept[i] ? terms[i] : neutral;
    }
    return all;
  }
}
