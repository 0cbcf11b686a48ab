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
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;

/**
 * A table as it stands in a file. Its first row is a header unless all its cells are numbers; rows
 * are counted without it, from 0.
 */
public final class CsvTable {

  private final String file;
  private final List<CsvColumn> columns = new ArrayList<>();

  /** The titles, empty without a header. */
  private List<String> header = List.of();

  private long headerLine;

  /** The line of the file that each row begins at. */
  private final Doubles lines = new Doubles();

  private CsvTable(String file) {
    this.file = file;
  }

  /** Whether a file is one, by its name. */
  public static boolean isOne(Path path) {
    return DataFile.ending(DataFile.shown(path)).equals("csv");
  }

  /** Reads a file; what is wrong with it is reported, and then there is no table. */
  public static Optional<CsvTable> read(Path path, Diagnostics diagnostics) {
    return DataFile.attempt(path, diagnostics, Optional.empty(), () -> parse(path, diagnostics));
  }

  static Optional<CsvTable> parse(Path path, Diagnostics diagnostics) throws IOException {
    TextFile file = new TextFile(path);
    CsvTable table = new CsvTable(file.name());
    try (Reader text = file.open();
        CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        Optional<Diagnostic> wrong = table.add(row);
        if (wrong.isPresent()) {
          diagnostics.add(wrong.get());
          return Optional.empty();
        }
      }
    } catch (CsvParseException e) {
      diagnostics.add(DataErrors.badCsv(file.name(), reason(e)));
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (table.columns.isEmpty()) {
      diagnostics.add(DataErrors.badCsv(file.name(), "it is empty"));
      return Optional.empty();
    }
    return Optional.of(table);
  }

  /** FastCSV's own words, less its advice to programmers. */
  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).replaceFirst("\\. This issue [^.]*\\.", "");
  }

  private Optional<Diagnostic> add(CsvRecord row) {
    long line = row.getStartingLineNumber();
    if (columns.isEmpty()) {
      String first = row.getField(0);
      if (row.getFieldCount() == 1 && first.matches("(?s).*[;\\t].*")) {
        return Optional.of(DataErrors.otherSeparator(file, first.contains(";") ? ';' : '\t'));
      }
      row.getFields().forEach(field -> columns.add(new CsvColumn()));
      boolean numbers =
          row.getFields().stream().allMatch(cell -> CsvColumn.number(cell.strip()).isPresent());
      if (!numbers) {
        header = row.getFields().stream().map(String::strip).toList();
        headerLine = line;
        return Optional.empty();
      }
    }
    if (row.getFieldCount() != columns.size()) {
      return Optional.of(DataErrors.raggedRow(file, line, row.getFieldCount(), columns.size()));
    }
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).add(row.getField(column).strip());
    }
    lines.add(line);
    return Optional.empty();
  }

  /** The file's name as it is shown. */
  public String file() {
    return file;
  }

  /** How many rows there are, without the header. */
  public int rows() {
    return lines.count();
  }

  /** The titles of the columns; empty without a header. */
  public List<String> header() {
    return header;
  }

  /** The numbers of a column, NaN where a cell is none; empty where no column has that title. */
  public Optional<double[]> numbers(String title) {
    int column = header.indexOf(title);
    return column < 0
        ? Optional.empty()
        : Optional.of(
            IntStream.range(0, rows()).mapToDouble(columns.get(column)::number).toArray());
  }

  int width() {
    return columns.size();
  }

  CsvColumn column(int column) {
    return columns.get(column);
  }

  /** Where the columns are named, or the file. */
  String place() {
    return header.isEmpty() ? file : file + ":" + headerLine;
  }

  /** Where a row begins. */
  String place(int row) {
    return file + ":" + (long) lines.get(row);
  }

  /** {@code column 2 (`age`)}. */
  String name(int column) {
    return "column " + (column + 1) + (header.isEmpty() ? "" : " (`" + header.get(column) + "`)");
  }

  /** The same without some rows. */
  CsvTable without(BitSet rows) {
    CsvTable rest = new CsvTable(file);
    rest.header = header;
    rest.headerLine = headerLine;
    columns.forEach(column -> rest.columns.add(column.without(rows)));
    for (int row = 0; row < rows(); row++) {
      if (!rows.get(row)) {
        rest.lines.add(lines.get(row));
      }
    }
    return rest;
  }
}
