package org.flatprop.plot;

import java.util.List;

/** What the curves are called, in rows below the picture. */
final class Legend {

  private static final int SAMPLE = 26;
  private static final int TEXT = 13;
  private static final int ROW = 20;

  private final StringBuilder svg = new StringBuilder();
  private double bottom;

  /**
   * @param left where rows begin
   * @param right where they end at the latest
   * @param y the base line of the first row
   */
  Legend(List<Series> series, double left, double right, double y) {
    double x = left;
    bottom = y;
    for (int i = 0; i < series.size(); i++) {
      String name = Markup.shortened(series.get(i).name(), (right - left - SAMPLE) / TEXT);
      double width = SAMPLE + 6 + TEXT * Markup.width(name);
      if (x > left && x + width > right) {
        x = left;
        bottom += ROW;
      }
      add(series.get(i).stroke(), Palette.hue(series.get(i).hue()), x, name);
      x += width + 20;
    }
  }

  private void add(Series.Stroke stroke, String hue, double x, String name) {
    String from = Markup.number(x);
    String y = Markup.number(bottom - 4.5);
    svg.append("<path class=\"curve");
    svg.append(stroke == Series.Stroke.DASHED ? " dashed " : " ").append(hue);
    svg.append("\" d=\"M").append(from).append(' ').append(y).append('h').append(SAMPLE);
    svg.append("\"/>\n");
    if (stroke == Series.Stroke.MARKED) {
      svg.append("<path class=\"dots ").append(hue).append("\" d=\"M");
      svg.append(Markup.number(x + SAMPLE / 2.0)).append(' ').append(y).append("h0\"/>\n");
    }
    svg.append("<text x=\"").append(Markup.number(x + SAMPLE + 6)).append("\" y=\"");
    svg.append(Markup.number(bottom)).append("\">").append(Markup.escaped(name));
    svg.append("</text>\n");
  }

  double bottom() {
    return bottom;
  }

  void drawTo(StringBuilder picture) {
    picture.append(svg);
  }
}
