package org.flatprop.cli.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.flatprop.runtime.Decimal;
import org.flatprop.runtime.Section;

/** Arrays to be written as a table: each has a row for every element of its first axis. */
public final class CsvFile {

  private record Part(Section section, double[] vector) {

    int rows() {
      return section.sizes().get(0);
    }

    int width() {
      return section.length() / rows();
    }
  }

  private final List<String> titles = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  /**
   * Adds an array.
   *
   * @param names of the columns that its rows take
   * @param section where it stands in the vector; its first size is that of the others
   */
  public void add(List<String> names, Section section, double[] vector) {
    titles.addAll(names);
    parts.add(new Part(section, vector));
  }

  /** Writes the file, and closes the stream. Numbers read back exactly. */
  public void writeTo(OutputStream out) throws IOException {
    try (CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out, StandardCharsets.UTF_8)) {
      csv.writeRecord(titles);
      int rows = parts.isEmpty() ? 0 : parts.get(0).rows();
      for (int row = 0; row < rows; row++) {
        csv.writeRecord(cells(row));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<String> cells(int row) {
    List<String> cells = new ArrayList<>(titles.size());
    for (Part part : parts) {
      int from = part.section().offset() + row * part.width();
      for (int i = from; i < from + part.width(); i++) {
        cells.add(Decimal.print(part.vector()[i]));
      }
    }
    return cells;
  }
}
