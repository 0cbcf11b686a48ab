package org.flatprop.inspect;

import java.util.List;

/**
 * A view with places: values flow from left to right.
 *
 * @param width in pixels; so all lengths
 */
record Drawing(View view, double width, double height, List<Box> boxes, List<Line> lines) {

  public Drawing {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** Where an item stands: its upper left corner. */
  public record Box(View.Item item, Outline outline, double x, double y) {}

  /**
   * The way of a wire.
   *
   * @param forks where others leave it
   */
  public record Line(View.Link link, List<Point> points, List<Point> forks) {
    public Line {
      points = List.copyOf(points);
      forks = List.copyOf(forks);
    }
  }

  /** A place in the picture. */
  public record Point(double x, double y) {}
}
