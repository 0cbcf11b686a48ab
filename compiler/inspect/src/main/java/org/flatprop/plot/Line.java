package org.flatprop.plot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A curve as it is drawn: without what lies above or below the frame, and without needless points.
 */
final class Line {

  /** What cannot be seen, in units of the picture. */
  private static final double TOLERANCE = 0.05;

  /** As narrow as a screen's finest dots. */
  private static final double COLUMN = 0.5;

  private static final int MANY = 2_000;

  private final Interval rows;
  private final StringBuilder path = new StringBuilder();
  private final StringBuilder dots = new StringBuilder();
  private List<Point> piece = new ArrayList<>();

  private Line(Interval rows) {
    this.rows = rows;
  }

  /**
   * Lays out a curve.
   *
   * @param points in coordinates of the picture
   * @param rows what of them is drawn
   */
  static Line of(List<Point> points, Interval rows) {
    Line line = new Line(rows);
    Point last = Point.GAP;
    for (Point point : points) {
      line.draw(last, point);
      last = point;
    }
    line.end();
    return line;
  }

  /** The same as points that are not joined. */
  static Line ofMarks(List<Point> points, Interval rows) {
    Line line = new Line(rows);
    for (Point point : points) {
      line.draw(Point.GAP, point);
      line.end();
    }
    return line;
  }

  /** The data of an SVG path; empty if no points are joined. */
  String path() {
    return path.toString();
  }

  /** The data of an SVG path that, with round ends, marks the points that stand alone. */
  String dots() {
    return dots.toString();
  }

  private void draw(Point from, Point to) {
    if (!to.isFinite()) {
      end();
    } else if (!from.isFinite()) {
      if (rows.contains(to.y())) {
        piece.add(to);
      }
    } else if (Math.max(from.y(), to.y()) < rows.low()
        || Math.min(from.y(), to.y()) > rows.high()) {
      end();
    } else {
      if (!rows.contains(from.y())) {
        piece.add(crossing(from, to, rows.nearest(from.y())));
      }
      if (rows.contains(to.y())) {
        piece.add(to);
      } else {
        piece.add(crossing(from, to, rows.nearest(to.y())));
        end();
      }
    }
  }

  private static Point crossing(Point from, Point to, double y) {
    double part = (y - from.y()) / (to.y() - from.y());
    return new Point(from.x() + part * (to.x() - from.x()), y);
  }

  private void end() {
    if (piece.size() == 1) {
      append(dots, 'M', piece.get(0));
      dots.append("h0");
    } else {
      char command = 'M';
      for (Point point : simplified(thinned(piece))) {
        append(path, command, point);
        command = command == 'M' ? 'L' : ' ';
      }
    }
    piece = new ArrayList<>();
  }

  private static void append(StringBuilder data, char command, Point point) {
    data.append(command).append(Markup.number(point.x()));
    data.append(' ').append(Markup.number(point.y()));
  }

  /**
   * Of many points in one column, the first, the last, the highest and the lowest are all that is
   * seen.
   */
  private static List<Point> thinned(List<Point> points) {
    if (points.size() <= MANY) {
      return points;
    }
    List<Point> thinned = new ArrayList<>();
    int to = 0;
    for (int from = 0; from < points.size(); from = to) {
      int lowest = from;
      int highest = from;
      for (; to < points.size() && column(points.get(to)) == column(points.get(from)); to++) {
        lowest = points.get(to).y() < points.get(lowest).y() ? to : lowest;
        highest = points.get(to).y() > points.get(highest).y() ? to : highest;
      }
      IntStream.of(from, lowest, highest, to - 1)
          .sorted()
          .distinct()
          .forEach(i -> thinned.add(points.get(i)));
    }
    return thinned;
  }

  private static long column(Point point) {
    return (long) Math.floor(point.x() / COLUMN);
  }

  /**
   * Ramer, Douglas and Peucker's: keeps the point farthest from the chord, and goes on beside it.
   */
  private static List<Point> simplified(List<Point> points) {
    BitSet kept = new BitSet();
    Deque<int[]> chords = new ArrayDeque<>();
    if (!points.isEmpty()) {
      kept.set(0);
      kept.set(points.size() - 1);
      chords.push(new int[] {0, points.size() - 1});
    }
    while (!chords.isEmpty()) {
      int[] chord = chords.pop();
      int farthest = farthest(points, chord[0], chord[1]);
      if (farthest > 0) {
        kept.set(farthest);
        chords.push(new int[] {chord[0], farthest});
        chords.push(new int[] {farthest, chord[1]});
      }
    }
    return kept.stream().mapToObj(points::get).toList();
  }

  /** The index of the point farthest from a chord; 0 if none is far. */
  private static int farthest(List<Point> points, int first, int last) {
    int farthest = 0;
    double most = TOLERANCE;
    for (int i = first + 1; i < last; i++) {
      double distance = distance(points.get(i), points.get(first), points.get(last));
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  private static double distance(Point point, Point from, Point to) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.sqrt(dx * dx + dy * dy);
    double px = point.x() - from.x();
    double py = point.y() - from.y();
    return length == 0 ? Math.sqrt(px * px + py * py) : Math.abs(dx * py - dy * px) / length;
  }
}
