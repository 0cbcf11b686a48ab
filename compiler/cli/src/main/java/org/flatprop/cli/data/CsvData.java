package org.flatprop.cli.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;

/**
 * The columns of a table: numbers, separated by commas. The first row is a header unless all its
 * cells are numbers; {@link CsvColumns} says which columns are for which input.
 */
final class CsvData {

  private final TextFile file;
  private final Declarations known;
  private final Diagnostics diagnostics;
  private final List<Doubles> columns = new ArrayList<>();

  /** The titles, empty without a header. */
  private List<String> header = List.of();

  private long headerLine;
  private int rows;
  private boolean wrong;

  private CsvData(Path file, Declarations known, Diagnostics diagnostics) {
    this.file = new TextFile(file);
    this.known = known;
    this.diagnostics = diagnostics;
  }

  /** Reads a file; what is wrong is reported, in each column once. */
  static List<Given> read(Path file, Declarations known, Diagnostics diagnostics)
      throws IOException {
    return new CsvData(file, known, diagnostics).read();
  }

  private List<Given> read() throws IOException {
    try (Reader text = file.open();
        CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        if (columns.isEmpty()) {
          begin(row);
        } else if (!add(row)) {
          return List.of();
        }
      }
    } catch (CsvParseException e) {
      diagnostics.add(DataErrors.badCsv(file.name(), reason(e)));
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (columns.isEmpty()) {
      diagnostics.add(DataErrors.badCsv(file.name(), "it is empty"));
      return List.of();
    }
    return values();
  }

  private void begin(CsvRecord row) {
    row.getFields().forEach(field -> columns.add(new Doubles()));
    boolean numbers = row.getFields().stream().allMatch(cell -> number(cell.strip()).isPresent());
    if (numbers) {
      add(row);
    } else {
      header = row.getFields().stream().map(String::strip).toList();
      headerLine = row.getStartingLineNumber();
    }
  }

  /** Adds a row, and says whether it has as many cells as the first. */
  private boolean add(CsvRecord row) {
    if (row.getFieldCount() != columns.size()) {
      diagnostics.add(
          DataErrors.badRow(
              file.name(),
              row.getStartingLineNumber(),
              "rows are not equally long: this one has "
                  + row.getFieldCount()
                  + ", the first one "
                  + columns.size()));
      return false;
    }
    for (int column = 0; column < columns.size(); column++) {
      String cell = row.getField(column).strip();
      Optional<Double> number = number(cell);
      if (number.isEmpty() && columns.get(column).count() == rows) {
        diagnostics.add(badCell(row, column, cell));
        wrong = true;
      }
      // a column that is wrong ends at its first error
      if (columns.get(column).count() == rows) {
        number.ifPresent(columns.get(column)::add);
      }
    }
    rows++;
    return true;
  }

  private Diagnostic badCell(CsvRecord row, int column, String cell) {
    String title = header.isEmpty() ? "" : " (`" + header.get(column) + "`)";
    String place = "column " + (column + 1) + title;
    long line = row.getStartingLineNumber();
    if (cell.isEmpty()) {
      return DataErrors.badRow(
          file.name(),
          line,
          place + ": the cell is empty",
          "a number that is not known is written NaN");
    }
    boolean otherwise = cell.contains(";") || cell.contains("\t");
    return DataErrors.badRow(
        file.name(),
        line,
        place + ": `" + cell + "` is not a number",
        otherwise ? new String[] {"columns are separated by commas"} : new String[0]);
  }

  /** A number, also {@code nan} and {@code inf} as NumPy writes them. */
  private static Optional<Double> number(String cell) {
    String named =
        switch (cell.toLowerCase(Locale.ROOT)) {
          case "nan" -> "NaN";
          case "inf", "+inf", "infinity" -> "Infinity";
          case "-inf", "-infinity" -> "-Infinity";
          default -> cell;
        };
    try {
      return Optional.of(Numbers.parse(named));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private List<Given> values() {
    CsvColumns plan;
    try {
      plan =
          header.isEmpty()
              ? CsvColumns.inOrder(columns.size(), known)
              : CsvColumns.named(header, known);
    } catch (WrongFormat e) {
      diagnostics.add(
          header.isEmpty()
              ? DataErrors.badColumns(file.name(), e.getMessage(), e.notes())
              : DataErrors.badRow(file.name(), headerLine, e.getMessage(), e.notes()));
      return List.of();
    }
    String place = header.isEmpty() ? file.name() : file.name() + ":" + headerLine;
    return plan.columns().keySet().stream()
        .map(name -> new Given(name, Origin.of(place), value(name, plan)))
        .toList();
  }

  private Optional<ArrayData> value(String name, CsvColumns plan) {
    if (wrong || !known.has(name)) {
      return Optional.empty();
    }
    List<Integer> places = plan.columns().get(name);
    Optional<Integer> length = ArrayData.count(List.of(rows, places.size()));
    if (length.isEmpty()) {
      diagnostics.add(DataErrors.badColumns(file.name(), "`" + name + "` has too many numbers"));
      return Optional.empty();
    }
    double[] elements = new double[length.get()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = columns.get(places.get(i % places.size())).get(i / places.size());
    }
    return Optional.of(new ArrayData(plan.sizes(name, rows, known), elements));
  }

  /** FastCSV's own words, less its advice to programmers. */
  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).replaceFirst("\\. This issue [^.]*\\.", "");
  }
}
