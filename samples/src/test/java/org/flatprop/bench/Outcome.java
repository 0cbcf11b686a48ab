package org.flatprop.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a measurement came to. */
sealed interface Outcome {

  /** One number for each of the columns that the measurement fills. */
  record Figures(List<Double> values) implements Outcome {

    Figures(double... values) {
      this(Arrays.stream(values).boxed().toList());
    }

    double first() {
      return values.get(0);
    }

    /** The median of each figure. */
    static Figures medians(List<Figures> rounds) {
      return new Figures(
          IntStream.range(0, rounds.get(0).values().size())
              .mapToDouble(i -> median(rounds, i))
              .toArray());
    }

    private static double median(List<Figures> rounds, int i) {
      return Medians.of(rounds.stream().mapToDouble(round -> round.values().get(i)).toArray());
    }

    Figures and(Figures more) {
      List<Double> all = new ArrayList<>(values);
      all.addAll(more.values);
      return new Figures(all);
    }
  }

  /** Nothing, and why. */
  record Refusal(String why) implements Outcome {}
}
