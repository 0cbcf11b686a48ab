package org.flatprop.plot;

import java.util.List;
import java.util.Optional;

/**
 * An axis of a plot.
 *
 * @param title may be empty
 * @param range what it shows, if not all points; numbers, not their logarithms
 */
public record Axis(String title, Kind kind, Optional<Interval> range) {

  /** How numbers are laid out. */
  public enum Kind {
    /** At equal distances. */
    LINEAR,
    /** At equal distances, with ticks at whole numbers only: epochs, indices. */
    WHOLE,
    /** By their logarithms; numbers that have none are gaps. */
    LOG;

    /** Where a number stands; NaN for one that has no place. */
    double place(double number) {
      if (this != LOG) {
        return number;
      }
      return number > 0 ? StrictMath.log10(number) : Double.NaN;
    }

    /** The number that stands at a place. */
    double number(double place) {
      return this == LOG ? StrictMath.pow(10, place) : place;
    }

    List<Tick> ticks(Interval places, int most) {
      return switch (this) {
        case LINEAR -> Ticks.linear(places, most);
        case WHOLE -> Ticks.whole(places, most);
        case LOG -> Ticks.logarithmic(places, most);
      };
    }
  }

  /** An axis that shows all points. */
  public static Axis of(String title, Kind kind) {
    return new Axis(title, kind, Optional.empty());
  }

  /** The same, which shows these numbers only. */
  public Axis showing(Interval numbers) {
    return new Axis(title, kind, Optional.of(numbers));
  }
}
