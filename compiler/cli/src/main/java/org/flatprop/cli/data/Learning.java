package org.flatprop.cli.data;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.source.Diagnostics;

/** Learns from a table how tables like it are prepared. */
final class Learning {

  private final CsvTable table;
  private final Roles roles;
  private final Declarations known;
  private final int[] rows;
  private final Diagnostics diagnostics = new Diagnostics();

  /**
   * Learns from a table.
   *
   * @param rows to take statistics of
   */
  Learning(CsvTable table, Roles roles, Declarations known, int[] rows) {
    this.table = table;
    this.roles = roles;
    this.known = known;
    this.rows = rows;
  }

  /**
   * What was learnt.
   *
   * @throws CompileException if something is wrong
   */
  Preparation learn() {
    if (table.rows() == 0) {
      diagnostics.add(DataErrors.noRows(table.place()));
    }
    diagnostics.throwIfAny();
    Map<Integer, List<String>> categories = new HashMap<>();
    for (int column = 0; column < table.header().size(); column++) {
      if (roles.oneHot().contains(table.header().get(column))) {
        categories.put(column, CsvColumn.categories(List.of(table.column(column))));
      }
    }
    Map<String, List<Integer>> plan =
        ColumnPlan.of(
            table,
            roles,
            known,
            column -> categories.getOrDefault(column, List.of("")).size(),
            diagnostics);
    diagnostics.throwIfAny();
    Map<String, PreparedInput> inputs = new LinkedHashMap<>();
    plan.forEach(
        (name, columns) ->
            inputs.put(name, input(known.get(name).orElseThrow(), columns, categories)));
    diagnostics.throwIfAny();
    return new Preparation(inputs);
  }

  private PreparedInput input(
      Declared input, List<Integer> columns, Map<Integer, List<String>> categories) {
    List<PreparedColumn> prepared =
        columns.stream()
            .map(
                column -> {
                  List<String> names = categories.getOrDefault(column, List.of());
                  return input.isIndex()
                      ? column(column, List.of())
                      : filled(column, column(column, names));
                })
            .toList();
    return new PreparedInput(
        prepared, input.isIndex() ? classes(input, columns) : List.of(), Optional.empty());
  }

  private PreparedColumn column(int column, List<String> categories) {
    Optional<String> title =
        table.header().isEmpty() ? Optional.empty() : Optional.of(table.header().get(column));
    return new PreparedColumn(title, categories, List.of());
  }

  private PreparedColumn filled(int place, PreparedColumn column) {
    return switch (roles.missing().policy()) {
      case ERROR, DROP -> column;
      case NUMBER ->
          column.filledWith(Collections.nCopies(column.width(), roles.missing().number()));
      case MEAN -> {
        List<Double> means = column.means(table.column(place), rows);
        // text, where there must be numbers, has an error of its own
        if (means.contains(Double.NaN) && !table.column(place).hasText()) {
          diagnostics.add(DataErrors.noValue(table.file(), table.name(place)));
        }
        yield column.filledWith(means);
      }
    };
  }

  /** The classes of an index that the table has by name. */
  private List<String> classes(Declared input, List<Integer> columns) {
    List<CsvColumn> cells = columns.stream().map(table::column).toList();
    if (cells.stream().noneMatch(CsvColumn::hasText)) {
      return List.of();
    }
    List<String> classes = CsvColumn.categories(cells);
    OptionalInt range = known.size(input.range().orElseThrow());
    if (range.isPresent() && range.getAsInt() < classes.size()) {
      diagnostics.add(DataErrors.tooManyClasses(table.place(), input, range.getAsInt(), classes));
    }
    return classes;
  }
}
