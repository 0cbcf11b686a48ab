package org.flatprop.plot;

/** A point of a curve. One that is not finite is a gap in it. */
public record Point(double x, double y) {

  /** What ends a line, and begins another. */
  static final Point GAP = new Point(Double.NaN, Double.NaN);

  boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}
