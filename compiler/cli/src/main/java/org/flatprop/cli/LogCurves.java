package org.flatprop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.cli.data.CsvTable;
import org.flatprop.plot.Axis;
import org.flatprop.plot.Plot;
import org.flatprop.plot.Point;
import org.flatprop.plot.Series;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Suggestion;

/**
 * The curves of tables, such as the logs of runs: columns by the column {@code epoch} or, where
 * there is none, by the number of the row.
 *
 * @param columns their titles; empty for the loss
 * @param kind of the vertical axis
 */
record LogCurves(List<String> files, List<String> columns, Axis.Kind kind) {

  private static final String EPOCH = "epoch";
  private static final String LOSS = "loss";

  /**
   * All curves in one picture.
   *
   * @throws CompileException if a file cannot be read, or has no such column
   */
  Plot plot() {
    List<Series> series = new ArrayList<>();
    boolean epochs = true;
    for (String file : files) {
      CsvTable table = table(Paths.of(file));
      Optional<double[]> places = table.numbers(EPOCH);
      epochs &= places.isPresent();
      for (String column : columns.isEmpty() ? List.of(LOSS) : columns) {
        series.add(series(table, file, column, places, series.size()));
      }
    }
    String across = epochs ? EPOCH : "row";
    String up = columns.isEmpty() ? LOSS : columns.size() == 1 ? columns.get(0) : "";
    Plot plot = new Plot("", Axis.of(across, Axis.Kind.WHOLE), Axis.of(up, kind), series);
    if (plot.isEmpty()) {
      List<String> names = series.stream().map(Series::name).toList();
      throw new CompileException(
          CommandErrors.nothingToDraw(files.get(0), names, kind == Axis.Kind.LOG));
    }
    return plot;
  }

  private static CsvTable table(Path file) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<CsvTable> table = CsvTable.read(file, diagnostics);
    diagnostics.throwIfAny();
    return table.orElseThrow();
  }

  private Series series(
      CsvTable table, String file, String column, Optional<double[]> places, int hue) {
    double[] values =
        table
            .numbers(column)
            .orElseThrow(
                () ->
                    new CompileException(
                        CommandErrors.noColumn(
                            table.file(), column, Suggestion.nearest(column, table.header()))));
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      points.add(new Point(places.isPresent() ? places.get()[row] : row, values[row]));
    }
    return Series.through(name(file, column), hue, points);
  }

  /** What tells a curve from the others. */
  private String name(String file, String column) {
    String base = String.valueOf(Paths.of(file).getFileName()).replaceFirst("(?i)\\.csv$", "");
    if (files.size() == 1) {
      return column;
    }
    return columns.size() > 1 ? base + " " + column : base;
  }
}
