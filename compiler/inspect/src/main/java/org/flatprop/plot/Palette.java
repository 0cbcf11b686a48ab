package org.flatprop.plot;

import java.util.List;

/**
 * Colours that those who see fewer colours tell apart too, on white and on black: Okabe and Ito's.
 */
final class Palette {

  private static final String[] LIGHT = {
    "#0072b2", "#d55e00", "#009e73", "#b5518c", "#b07c00", "#3d94c4"
  };

  private static final String[] DARK = {
    "#56b4e9", "#f28e3c", "#2fc59b", "#e394c4", "#e6b93c", "#a9d8f5"
  };

  private static final String SHAPES =
      """
      .plot text { font: 13px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif }
      .plot .title { font-size: 16px; font-weight: 600 }
      .plot path { fill: none; stroke-linejoin: round }
      .plot .curve { stroke-width: 2 }
      .plot .dashed { stroke-dasharray: 6 3.5 }
      .plot .dots { stroke-width: 6; stroke-linecap: round }
      """;

  private Palette() {}

  /** The class of a hue. */
  static String hue(int hue) {
    return "hue" + hue % LIGHT.length;
  }

  /** The style of a picture with these curves. */
  static String css(List<Series> series) {
    int hues = Math.min(LIGHT.length, 1 + series.stream().mapToInt(Series::hue).max().orElse(0));
    return SHAPES
        + colours("#ffffff", "#24292f", "#e4e8ec", "#8c959f", LIGHT, hues)
        + "@media screen and (prefers-color-scheme: dark) {\n"
        + colours("#0d1117", "#d1d7e0", "#262c36", "#6e7681", DARK, hues)
        + "}\n";
  }

  private static String colours(
      String paper, String ink, String grid, String frame, String[] hues, int count) {
    StringBuilder css = new StringBuilder();
    css.append(".plot .paper { fill: ").append(paper).append(" }\n");
    css.append(".plot text { fill: ").append(ink).append(" }\n");
    css.append(".plot .grid { stroke: ").append(grid).append(" }\n");
    css.append(".plot .frame { stroke: ").append(frame).append(" }\n");
    for (int i = 0; i < count; i++) {
      css.append(".plot .").append(hue(i)).append(" { stroke: ").append(hues[i]).append(" }\n");
    }
    return css.toString();
  }
}
