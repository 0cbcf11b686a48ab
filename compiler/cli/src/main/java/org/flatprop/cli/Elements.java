package org.flatprop.cli;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.flatprop.runtime.Section;

/** Which elements of the gradients are checked: all of small arrays, a sample of large ones. */
final class Elements {

  /** So many are checked of an array, */
  private static final int MOST = 64;

  /** and so few, */
  private static final int LEAST = 2;

  /** lest more numbers are computed than this. */
  private static final double BUDGET = 1.6e10;

  /** How many times an objective is computed to measure a derivative. */
  static final int TRIALS = 16;

  private final int most;
  private final long seed;

  /**
   * @param work how many numbers are computed for an objective
   * @param variables how many arrays are checked
   */
  Elements(double work, int variables, long seed) {
    double affordable = BUDGET / (TRIALS * Math.max(1, work) * Math.max(1, variables));
    this.most = (int) Math.max(LEAST, Math.min(MOST, affordable));
    this.seed = seed;
  }

  /** The places of the elements of an array that are checked, in their order. */
  List<Integer> of(Section section) {
    int length = section.length();
    if (length <= most) {
      return IntStream.range(0, length).boxed().toList();
    }
    Random random = new Random(seed ^ section.name().hashCode());
    TreeSet<Integer> sample = new TreeSet<>();
    while (sample.size() < most) {
      sample.add(random.nextInt(length));
    }
    return List.copyOf(sample);
  }
}
