package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.cli.data.Preparation.Applied;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Suggestion;

/** A table's cells as numbers for a model's inputs. */
final class Encoding {

  private final Preparation preparation;
  private final CsvTable table;
  private final Declarations known;
  private final Diagnostics diagnostics;

  private final WrongCells missing;
  private final WrongCells texts;
  private final WrongCells categories;
  private final WrongCells labels;
  private final WrongCells missingLabels;

  Encoding(Preparation preparation, CsvTable table, Declarations known, Diagnostics diagnostics) {
    this.preparation = preparation;
    this.table = table;
    this.known = known;
    this.diagnostics = diagnostics;
    this.missing = new WrongCells(table);
    this.texts = new WrongCells(table);
    this.categories = new WrongCells(table);
    this.labels = new WrongCells(table);
    this.missingLabels = new WrongCells(table);
  }

  Applied apply() {
    Map<String, Diagnostic> absent = new LinkedHashMap<>();
    Map<String, List<Integer>> places =
        new ColumnSearch(preparation, table, diagnostics).places(absent);
    List<Given> values = new ArrayList<>();
    places.forEach((name, columns) -> values.add(value(name, columns)));
    missing.report(
        "missing values",
        diagnostics,
        "training says what becomes of them: --missing drop, mean or a number");
    missingLabels.report(
        "missing values of an index",
        diagnostics,
        "training can do without the rows: --missing drop");
    texts.report(
        "cells that are no numbers",
        diagnostics,
        "a column of categories: --one-hot COL; of classes: let the model have an index for it, index y[N] in 3",
        "one that is not for the model: --drop COL");
    categories.report("categories that are not known", diagnostics);
    labels.report("labels that are no index", diagnostics, "classes are counted from 0");
    return new Applied(values, absent);
  }

  private Given value(String name, List<Integer> columns) {
    Origin origin = Origin.of(table.place());
    PreparedInput input = preparation.inputs().get(name);
    Optional<Declared> declared = known.get(name);
    if (declared.isEmpty()) {
      return new Given(name, origin, Optional.empty());
    }
    int width = input.width();
    Optional<Integer> length = ArrayData.count(List.of(table.rows(), width));
    if (length.isEmpty() || 8L * length.get() > Runtime.getRuntime().maxMemory()) {
      diagnostics.add(DataErrors.tooManyNumbers(table.place(), name));
      return new Given(name, origin, Optional.empty());
    }
    double[] elements = new double[length.get()];
    boolean right = true;
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      PreparedColumn column = input.columns().get(i);
      Cells cells = new Cells(columns.get(i), elements, at, width);
      right &=
          declared.get().isIndex()
              ? encodeIndices(cells, declared.get(), input.classes())
              : column.isOneHot() ? encodeCategories(cells, column) : encodeNumbers(cells, column);
      at += column.width();
    }
    List<Integer> sizes = known.sizes(declared.get(), table.rows(), width);
    return new Given(
        name, origin, right ? Optional.of(new ArrayData(sizes, elements)) : Optional.empty());
  }

  /**
   * The cells of a column and where they go.
   *
   * @param at the place of the first row's
   */
  private record Cells(int column, double[] elements, int at, int width) {

    void set(int row, int i, double value) {
      elements[row * width + at + i] = value;
    }
  }

  private boolean encodeNumbers(Cells cells, PreparedColumn prepared) {
    CsvColumn column = table.column(cells.column());
    boolean right = true;
    for (int row = 0; row < table.rows(); row++) {
      if (column.isMissing(row)) {
        right &= fill(cells, row, prepared);
      } else if (column.text(row).isPresent()) {
        texts.add(row, cells.column(), texts.shown(row, cells.column()) + " is not a number");
        right = false;
      } else {
        cells.set(row, 0, column.number(row));
      }
    }
    return right;
  }

  private boolean encodeCategories(Cells cells, PreparedColumn prepared) {
    CsvColumn column = table.column(cells.column());
    Map<String, Integer> numbers = numbered(prepared.categories());
    boolean right = true;
    for (int row = 0; row < table.rows(); row++) {
      if (column.isMissing(row)) {
        right &= fill(cells, row, prepared);
        continue;
      }
      Integer number = numbers.get(column.category(row));
      if (number == null) {
        addUnknown(row, cells.column(), prepared.categories());
        right = false;
      } else {
        cells.set(row, number, 1);
      }
    }
    return right;
  }

  private boolean fill(Cells cells, int row, PreparedColumn prepared) {
    if (prepared.fill().isEmpty()) {
      addMissing(missing, row, cells.column());
      return false;
    }
    for (int i = 0; i < prepared.width(); i++) {
      cells.set(row, i, prepared.fill().get(i));
    }
    return true;
  }

  private boolean encodeIndices(Cells cells, Declared input, List<String> classes) {
    CsvColumn column = table.column(cells.column());
    Map<String, Integer> numbers = numbered(classes);
    double range = known.size(input.range().orElseThrow()).orElse(Integer.MAX_VALUE);
    boolean right = true;
    for (int row = 0; row < table.rows(); row++) {
      double number = column.number(row);
      if (column.isMissing(row)) {
        addMissing(missingLabels, row, cells.column());
        right = false;
      } else if (!classes.isEmpty()) {
        Integer place = numbers.get(column.category(row));
        if (place == null) {
          addUnknown(row, cells.column(), classes);
        }
        right &= place != null;
        number = place == null ? 0 : place;
      } else if (!(number == Math.rint(number) && number >= 0 && number < range)) {
        addLabel(row, cells.column(), range);
        right = false;
      }
      cells.set(row, 0, number);
    }
    return right;
  }

  private void addMissing(WrongCells wrong, int row, int column) {
    String written = table.column(column).text(row).orElse("NaN");
    wrong.add(
        row,
        column,
        written.isEmpty() ? "the cell is empty" : "the value is missing: `" + written + "`");
  }

  private void addUnknown(int row, int column, List<String> names) {
    Optional<String> near = Suggestion.nearest(table.column(column).category(row), names);
    String message = "the category " + categories.shown(row, column) + " is not known";
    categories.add(row, column, message, DataErrors.known(near, names));
  }

  private void addLabel(int row, int column, double range) {
    String wanted =
        range == Integer.MAX_VALUE
            ? "an integer from 0 on"
            : range == 0
                ? "nothing, its range is empty"
                : "an integer from 0 to " + (long) (range - 1);
    labels.add(row, column, labels.shown(row, column) + " is no index: " + wanted + " is wanted");
  }

  private static Map<String, Integer> numbered(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.put(name, numbers.size()));
    return numbers;
  }
}
