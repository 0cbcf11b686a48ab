package org.flatprop.plot;

/**
 * Where numbers stand in a picture.
 *
 * @param places what the axis shows: numbers or, on a logarithmic one, their logarithms
 * @param from the coordinate of its low end
 * @param to the coordinate of its high end
 */
record Scale(Axis.Kind kind, Interval places, double from, double to) {

  /** Coordinates beyond are as good as infinite, and those of doubles may be. */
  private static final double FAR = 1e7;

  /** The coordinate of a number; NaN if it has none. */
  double of(double number) {
    return at(kind.place(number));
  }

  /** The coordinate of a place on the axis. */
  double at(double place) {
    double coordinate = from + (to - from) * places.part(place);
    return Math.max(-FAR, Math.min(FAR, coordinate));
  }
}
