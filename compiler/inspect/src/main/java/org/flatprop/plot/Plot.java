package org.flatprop.plot;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Curves over an axis: {@link #svg()} draws them, to the same bytes everywhere.
 *
 * @param title above the picture; may be empty
 * @param series not empty; the first lies lowest, and dashed ones lie above all others
 */
public record Plot(String title, Axis x, Axis y, List<Series> series) {

  /** How much higher the picture is than the curves in it. */
  private static final double MARGIN = 0.06;

  public Plot {
    series = List.copyOf(series);
  }

  /** The same under a title. */
  public Plot titled(String other) {
    return new Plot(other, x, y, series);
  }

  /** The same with a title of the horizontal axis. */
  public Plot labelled(String other) {
    return new Plot(title, new Axis(other, x.kind(), x.range()), y, series);
  }

  /** Whether there is no point to be seen. */
  public boolean isEmpty() {
    return series.stream()
        .flatMap(s -> s.points().stream())
        .noneMatch(
            p -> Double.isFinite(x.kind().place(p.x())) && Double.isFinite(y.kind().place(p.y())));
  }

  /** The picture, as a file of its own. */
  public String svg() {
    return new Drawing(this).draw();
  }

  /** What the horizontal axis shows, by places. */
  Interval columns() {
    return x.range().isPresent() || x.kind() != Axis.Kind.WHOLE
        ? places(x, Point::x).widened()
        : places(x, Point::x).widened().padded(MARGIN / 2);
  }

  /** What the vertical axis shows, by places. */
  Interval rows() {
    return places(y, Point::y).widened().padded(MARGIN);
  }

  private Interval places(Axis axis, ToDoubleFunction<Point> coordinate) {
    return axis.range()
        .map(r -> new Interval(axis.kind().place(r.low()), axis.kind().place(r.high())))
        .orElseGet(
            () ->
                Interval.around(
                    series.stream()
                        .flatMap(s -> s.points().stream())
                        .mapToDouble(coordinate)
                        .map(axis.kind()::place)));
  }

  /** What is seen, in words. */
  String description() {
    return series.stream().map(Series::name).collect(Collectors.joining(", "))
        + " over "
        + (x.title().isEmpty() ? "the horizontal axis" : x.title())
        + (y.kind() == Axis.Kind.LOG ? ", on a logarithmic scale" : "");
  }
}
