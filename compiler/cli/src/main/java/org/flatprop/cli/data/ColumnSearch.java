package org.flatprop.cli.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Suggestion;

/** Finds the columns that a preparation was learnt from in another table. */
final class ColumnSearch {

  private final Map<String, PreparedInput> inputs = new LinkedHashMap<>();
  private final CsvTable table;
  private final Diagnostics diagnostics;

  ColumnSearch(Preparation preparation, CsvTable table, Diagnostics diagnostics) {
    preparation.inputs().entrySet().stream()
        .filter(entry -> !entry.getValue().columns().isEmpty())
        .forEach(entry -> inputs.put(entry.getKey(), entry.getValue()));
    this.table = table;
    this.diagnostics = diagnostics;
  }

  /**
   * The columns of each input that has all of its columns in the table; what is wrong is reported.
   *
   * @param absent for each other input, what to say if it has to have a value
   */
  Map<String, List<Integer>> places(Map<String, Diagnostic> absent) {
    List<String> titles =
        inputs.values().stream()
            .flatMap(input -> input.columns().stream())
            .flatMap(column -> column.title().stream())
            .toList();
    if (table.header().isEmpty() && !titles.isEmpty()) {
      diagnostics.add(DataErrors.namesNeeded(table.file(), titles));
      return Map.of();
    }
    if (titles.isEmpty()) {
      return byPlace(absent);
    }
    Map<String, List<Integer>> places = byTitle(absent);
    if (titles.stream().noneMatch(table.header()::contains)) {
      absent.values().forEach(diagnostics::add);
    }
    return places;
  }

  private Map<String, List<Integer>> byTitle(Map<String, Diagnostic> absent) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    inputs.forEach(
        (name, input) -> {
          List<String> titles =
              input.columns().stream().flatMap(column -> column.title().stream()).toList();
          List<String> missing =
              titles.stream().filter(title -> !table.header().contains(title)).toList();
          titles.forEach(this::checkOnce);
          if (missing.isEmpty()) {
            places.put(name, titles.stream().map(table.header()::indexOf).toList());
            return;
          }
          Diagnostic message = missing(name, missing);
          absent.put(name, message);
          if (missing.size() < titles.size()) {
            diagnostics.add(message);
          }
        });
    return places;
  }

  private void checkOnce(String title) {
    if (table.header().indexOf(title) != table.header().lastIndexOf(title)) {
      diagnostics.add(DataErrors.sameTitle(table.place(), title));
    }
  }

  private Diagnostic missing(String name, List<String> titles) {
    Optional<String> near =
        titles.stream()
            .flatMap(title -> Suggestion.nearest(title, table.header()).stream())
            .findFirst();
    return DataErrors.missingColumns(table.place(), name, titles, near);
  }

  /** All columns, or those of the first inputs: targets stand last, and may be missing. */
  private Map<String, List<Integer>> byPlace(Map<String, Diagnostic> absent) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    int all = inputs.values().stream().mapToInt(input -> input.columns().size()).sum();
    int next = 0;
    for (Map.Entry<String, PreparedInput> entry : inputs.entrySet()) {
      int count = entry.getValue().columns().size();
      if (absent.isEmpty() && next + count <= table.width()) {
        places.put(entry.getKey(), IntStream.range(next, next + count).boxed().toList());
        next += count;
      } else {
        absent.put(entry.getKey(), DataErrors.otherColumns(table.file(), table.width(), all));
      }
    }
    if (next != table.width()) {
      diagnostics.add(DataErrors.otherColumns(table.file(), table.width(), all));
    }
    return places;
  }
}
