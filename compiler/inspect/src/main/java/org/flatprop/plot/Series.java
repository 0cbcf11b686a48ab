package org.flatprop.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Points that belong together.
 *
 * @param name as the legend says it
 * @param points in their order; one that is not finite breaks the line
 * @param stroke how they are joined
 * @param hue from 0; after six, hues come again
 */
public record Series(String name, List<Point> points, Stroke stroke, int hue) {

  /** Of more, marks would cover the line. */
  private static final int MAX_MARKS = 30;

  /** How points are joined. */
  public enum Stroke {
    /** By a line. */
    SOLID,
    /** By a line of dashes, which what lies below is seen through. */
    DASHED,
    /** By a line, and each is marked. */
    MARKED
  }

  public Series {
    points = List.copyOf(points);
    if (hue < 0) {
      throw new IllegalArgumentException("hue " + hue);
    }
  }

  /** Numbers by their index, each marked. */
  public static Series of(String name, int hue, double... values) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(new Point(i, values[i]));
    }
    return new Series(name, points, Stroke.MARKED, hue);
  }

  /** Points joined by a line, each marked, unless they are so many that marks would cover it. */
  public static Series through(String name, int hue, List<Point> points) {
    return new Series(name, points, points.size() > MAX_MARKS ? Stroke.SOLID : Stroke.MARKED, hue);
  }

  /** The same as a line without marks. */
  public Series joined() {
    return new Series(name, points, Stroke.SOLID, hue);
  }
}
