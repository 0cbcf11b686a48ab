package org.flatprop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log of a run: a row for each epoch. */
record Log(List<String> header, List<String> rows) {

  static Log read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new Log(List.of(lines.get(0).split(",")), lines.subList(1, lines.size()));
  }

  /** What was measured after each epoch. */
  double[] column(String name) {
    int place = header.indexOf(name);
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.split(",")[place])).toArray();
  }

  double last(String name) {
    return column(name)[rows.size() - 1];
  }
}
