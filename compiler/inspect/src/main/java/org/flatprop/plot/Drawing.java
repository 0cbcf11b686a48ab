package org.flatprop.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A plot as SVG: the frame with its ticks, the curves, the legend below. */
final class Drawing {

  private static final int WIDTH = 480;
  private static final int FRAME_HEIGHT = 230;
  private static final int EDGE = 14;
  private static final int TEXT = 13;
  private static final int MOST_COLUMNS = 10;
  private static final int MOST_ROWS = 7;

  /** How large a title is beside other texts; it is bold. */
  private static final double TITLE = 1.3;

  private final Plot plot;
  private final StringBuilder svg = new StringBuilder();
  private final List<Tick> rowTicks;
  private final List<Tick> columnTicks;
  private final Scale columns;
  private final Scale rows;
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;

  Drawing(Plot plot) {
    this.plot = plot;
    Interval rowPlaces = plot.rows();
    this.rowTicks = plot.y().kind().ticks(rowPlaces, MOST_ROWS);
    this.left = EDGE + (plot.y().title().isEmpty() ? 0 : 22) + widest(rowTicks) + 6;
    this.top = plot.title().isEmpty() ? EDGE : 40;
    this.bottom = top + FRAME_HEIGHT;
    this.rows = new Scale(plot.y().kind(), rowPlaces, bottom, top);
    this.columnTicks = columnTicks(plot.columns());
    this.right = WIDTH - Math.max(EDGE, widest(columnTicks) / 2 + 2);
    this.columns = new Scale(plot.x().kind(), plot.columns(), left, right);
  }

  private static double widest(List<Tick> ticks) {
    return TEXT * ticks.stream().mapToDouble(tick -> Markup.width(tick.label())).max().orElse(0);
  }

  /** As many as have room beside one another. */
  private List<Tick> columnTicks(Interval places) {
    double room = WIDTH - EDGE - left;
    int most = MOST_COLUMNS;
    List<Tick> ticks = plot.x().kind().ticks(places, most);
    while (most > 1 && ticks.size() * (widest(ticks) + TEXT) > room) {
      most--;
      ticks = plot.x().kind().ticks(places, most);
    }
    return ticks;
  }

  String draw() {
    double below = bottom + 20 + (plot.x().title().isEmpty() ? 0 : 20);
    Legend legend = new Legend(plot.series(), left, right, below + 20);
    String height = Markup.number(legend.bottom() + EDGE);
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" viewBox=\"0 0 %s %s\""
            + " width=\"%s\" height=\"%s\">",
        WIDTH, height, WIDTH, height);
    line(
        "<title>%s</title>",
        Markup.escaped(plot.title().isEmpty() ? plot.description() : plot.title()));
    line("<desc>%s</desc>", Markup.escaped(plot.description()));
    line("<style>\n%s</style>", Palette.css(plot.series()));
    line("<rect class=\"paper\" width=\"%s\" height=\"%s\"/>", WIDTH, height);
    axes();
    curves();
    titles(below);
    legend.drawTo(svg);
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    StringBuilder grid = new StringBuilder();
    for (Tick tick : rowTicks) {
      double y = rows.at(tick.place());
      grid.append(row(y));
      text(left - 6, y + 4.5, "end", tick.label());
    }
    for (Tick tick : columnTicks) {
      double x = columns.at(tick.place());
      grid.append(column(x));
      text(x, bottom + 18, "middle", tick.label());
    }
    String frame = column(left) + row(bottom);
    if (rows.kind() == Axis.Kind.LINEAR && rows.places().contains(0)) {
      frame += row(rows.at(0));
    }
    if (columns.kind() == Axis.Kind.LINEAR && columns.places().contains(0)) {
      frame += column(columns.at(0));
    }
    line("<path class=\"grid\" d=\"%s\"/>", grid);
    line("<path class=\"frame\" d=\"%s\"/>", frame);
  }

  private String row(double y) {
    return "M" + Markup.number(left) + " " + Markup.number(y) + "H" + Markup.number(right);
  }

  private String column(double x) {
    return "M" + Markup.number(x) + " " + Markup.number(top) + "V" + Markup.number(bottom);
  }

  private void curves() {
    Interval seen = new Interval(top, bottom);
    List<Series> fromBelow =
        plot.series().stream()
            .sorted(Comparator.comparing(series -> series.stroke() == Series.Stroke.DASHED))
            .toList();
    for (Series series : fromBelow) {
      List<Point> points =
          series.points().stream()
              .map(point -> new Point(columns.of(point.x()), rows.of(point.y())))
              .toList();
      boolean marked = series.stroke() == Series.Stroke.MARKED;
      String dashed = series.stroke() == Series.Stroke.DASHED ? " dashed" : "";
      Line line = Line.of(points, seen);
      path("curve" + dashed, series.hue(), line.path());
      path("dots", series.hue(), marked ? Line.ofMarks(points, seen).dots() : line.dots());
    }
  }

  private void path(String style, int hue, String data) {
    if (!data.isEmpty()) {
      line("<path class=\"%s %s\" d=\"%s\"/>", style, Palette.hue(hue), data);
    }
  }

  private void titles(double below) {
    if (!plot.title().isEmpty()) {
      line(
          "<text class=\"title\" x=\"%s\" y=\"26\">%s</text>",
          Markup.number(left), shown(plot.title(), (WIDTH - left) / TITLE));
    }
    if (!plot.x().title().isEmpty()) {
      text((left + right) / 2, below, "middle", plot.x().title());
    }
    if (!plot.y().title().isEmpty()) {
      line(
          "<text transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>",
          EDGE + 10, Markup.number((top + bottom) / 2), shown(plot.y().title(), FRAME_HEIGHT));
    }
  }

  private static String shown(String text, double room) {
    return Markup.escaped(Markup.shortened(text, room / TEXT));
  }

  private void text(double x, double y, String anchor, String text) {
    line(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
        Markup.number(x), Markup.number(y), anchor, shown(text, right - left));
  }

  private void line(String format, Object... parts) {
    svg.append(String.format(Locale.ROOT, format, parts)).append('\n');
  }
}
