package org.flatprop.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.source.Diagnostics;

/** The columns of a table of numbers; {@link CsvColumns} says which columns are for which input. */
final class CsvData {

  private final CsvTable table;
  private final Declarations known;
  private final Diagnostics diagnostics;
  private boolean wrong;

  private CsvData(CsvTable table, Declarations known, Diagnostics diagnostics) {
    this.table = table;
    this.known = known;
    this.diagnostics = diagnostics;
  }

  /** Reads a file; what is wrong is reported, in each column once. */
  static List<Given> read(Path file, Declarations known, Diagnostics diagnostics)
      throws IOException {
    return CsvTable.parse(file, diagnostics)
        .map(table -> new CsvData(table, known, diagnostics).values())
        .orElse(List.of());
  }

  private List<Given> values() {
    addWrongCells();
    CsvColumns plan;
    try {
      plan =
          table.header().isEmpty()
              ? CsvColumns.inOrder(table.width(), known)
              : CsvColumns.named(table.header(), known);
    } catch (WrongFormat e) {
      diagnostics.add(DataErrors.badColumns(table.place(), e.getMessage(), e.notes()));
      return List.of();
    }
    return plan.columns().keySet().stream()
        .map(name -> new Given(name, Origin.of(table.place()), value(name, plan)))
        .toList();
  }

  /** The first one of each column, from the top of the table. */
  private void addWrongCells() {
    IntStream.range(0, table.width())
        .filter(column -> table.column(column).firstText().isPresent())
        .boxed()
        .sorted(Comparator.comparing(column -> table.column(column).firstText().getAsInt()))
        .forEach(column -> addWrongCell(column, table.column(column).firstText().getAsInt()));
  }

  private void addWrongCell(int column, int row) {
    String cell = table.column(column).text(row).orElseThrow();
    diagnostics.add(DataErrors.notANumber(table.place(row), table.name(column), cell));
    wrong = true;
  }

  private Optional<ArrayData> value(String name, CsvColumns plan) {
    if (wrong || !known.has(name)) {
      return Optional.empty();
    }
    List<Integer> places = plan.columns().get(name);
    Optional<Integer> length = ArrayData.count(List.of(table.rows(), places.size()));
    if (length.isEmpty()) {
      diagnostics.add(DataErrors.tooManyNumbers(table.file(), name));
      return Optional.empty();
    }
    double[] elements = new double[length.get()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = table.column(places.get(i % places.size())).number(i / places.size());
    }
    return Optional.of(new ArrayData(plan.sizes(name, table.rows(), known), elements));
  }
}
