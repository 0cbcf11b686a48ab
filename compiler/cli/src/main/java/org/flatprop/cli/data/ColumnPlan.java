package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Suggestion;

/**
 * Which columns of a table of examples are for which input: what options say, then what titles say
 * ({@link CsvColumns}); columns that nothing names are for the one input that is left.
 */
final class ColumnPlan {

  private final CsvTable table;
  private final Roles roles;
  private final Declarations known;
  private final Diagnostics diagnostics;

  private final Map<String, List<Integer>> columns = new LinkedHashMap<>();

  /** By column, the option that says what it is for. */
  private final Map<Integer, String> users = new HashMap<>();

  private ColumnPlan(CsvTable table, Roles roles, Declarations known, Diagnostics diagnostics) {
    this.table = table;
    this.roles = roles;
    this.known = known.examples();
    this.diagnostics = diagnostics;
  }

  /**
   * The columns of each input, by its name; what is wrong is reported.
   *
   * @param widths how many numbers each column becomes
   */
  static Map<String, List<Integer>> of(
      CsvTable table,
      Roles roles,
      Declarations known,
      IntUnaryOperator widths,
      Diagnostics diagnostics) {
    ColumnPlan plan = new ColumnPlan(table, roles, known, diagnostics);
    try {
      plan.make();
    } catch (WrongFormat e) {
      diagnostics.add(DataErrors.badColumns(table.place(), e.getMessage(), e.notes()));
    }
    plan.checkWidths(widths);
    return plan.inOrder();
  }

  /** In the order of the inputs' declarations. */
  private Map<String, List<Integer>> inOrder() {
    Map<String, List<Integer>> inOrder = new LinkedHashMap<>();
    for (Declared input : known.inOrder()) {
      if (columns.containsKey(input.name())) {
        inOrder.put(input.name(), columns.get(input.name()));
      }
    }
    return inOrder;
  }

  private void make() throws WrongFormat {
    if (known.inOrder().isEmpty()) {
      diagnostics.add(DataErrors.noExamples(table.file()));
    } else if (!table.header().isEmpty()) {
      roles.columns().forEach(this::addChosen);
      roles.drop().forEach(title -> use("--drop", title));
      roles.oneHot().forEach(title -> find("--one-hot", title));
      if (diagnostics.isEmpty()) {
        addNamed();
      }
    } else if (roles.hasTitles()) {
      diagnostics.add(DataErrors.noHeader(table.file()));
    } else {
      columns.putAll(CsvColumns.inOrder(table.width(), known).columns());
    }
  }

  private void addChosen(String name, List<String> titles) {
    String option = "--columns " + name;
    if (known.has(name)) {
      List<Integer> places = new ArrayList<>();
      titles.forEach(title -> use(option, title).ifPresent(places::add));
      columns.put(name, places);
    } else {
      List<String> names = known.inOrder().stream().map(Declared::name).toList();
      diagnostics.add(
          DataErrors.unknownInput(option, name, Suggestion.nearest(name, names), known));
    }
  }

  /** The number of the column of a title. */
  private Optional<Integer> find(String option, String title) {
    List<String> header = table.header();
    int place = header.indexOf(title);
    if (place < 0) {
      diagnostics.add(
          DataErrors.unknownColumn(
              option, table.file(), title, Suggestion.nearest(title, header), header));
    } else if (place != header.lastIndexOf(title)) {
      diagnostics.add(DataErrors.sameTitle(table.place(), title));
    } else {
      return Optional.of(place);
    }
    return Optional.empty();
  }

  private Optional<Integer> use(String option, String title) {
    Optional<Integer> column = find(option, title);
    if (column.isPresent()) {
      String other = users.putIfAbsent(column.get(), option);
      if (other != null) {
        diagnostics.add(DataErrors.usedTwice(option, table.name(column.get()), other));
      }
    }
    return column;
  }

  private void addNamed() throws WrongFormat {
    CsvColumns named =
        CsvColumns.named(table.header(), column -> !users.containsKey(column), known);
    List<Integer> others = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> entry : named.columns().entrySet()) {
      String name = entry.getKey();
      if (!known.has(name)) {
        others.addAll(entry.getValue());
      } else if (columns.putIfAbsent(name, entry.getValue()) != null) {
        int column = entry.getValue().get(0);
        diagnostics.add(DataErrors.titleBesideOption(table.place(), table.name(column), name));
      }
    }
    if (!others.isEmpty()) {
      addOthers(others.stream().sorted().toList());
    }
  }

  /** What nothing names is for the one input that has no columns. */
  private void addOthers(List<Integer> others) {
    List<Declared> open =
        known.inOrder().stream()
            .filter(input -> input.fromRows() && !columns.containsKey(input.name()))
            .toList();
    if (open.size() == 1 && !open.get(0).isIndex()) {
      columns.put(open.get(0).name(), others);
    } else if (diagnostics.isEmpty()) {
      List<String> titles = others.stream().map(table.header()::get).toList();
      diagnostics.add(DataErrors.notMeantFor(table.place(), titles, open));
    }
  }

  private void checkWidths(IntUnaryOperator widths) {
    for (Declared input : known.inOrder()) {
      List<Integer> places = columns.getOrDefault(input.name(), List.of());
      OptionalInt wanted = known.size(input.width());
      int width = places.stream().mapToInt(widths::applyAsInt).sum();
      boolean counted = !table.header().isEmpty() && diagnostics.isEmpty();
      if (counted && !places.isEmpty() && wanted.isPresent() && wanted.getAsInt() != width) {
        List<String> titles = places.stream().map(table.header()::get).toList();
        diagnostics.add(
            DataErrors.wrongWidth(table.place(), input, wanted.getAsInt(), width, titles));
      }
      if (input.isIndex()) {
        places.stream()
            .filter(place -> !table.header().isEmpty())
            .filter(place -> roles.oneHot().contains(table.header().get(place)))
            .forEach(place -> diagnostics.add(DataErrors.oneHotIndex(table.name(place), input)));
      }
    }
  }
}
