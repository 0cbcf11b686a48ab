package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.graph.Size;

/**
 * Which columns of a table are for which input.
 *
 * <p>A table with a header: a column {@code x} is the input x; the columns {@code x[0]}, {@code
 * x[1]}, … are those of the input x, and so are {@code x_0}, {@code x_1}, … and {@code x0}, {@code
 * x1}, … where no input has such a name. A table without: its columns are, in their order, those of
 * the inputs that must be given and have the first one's leading size, in the order of declaration.
 *
 * @param columns for each name, the numbers of its columns, in the order of its elements
 * @param single the names that stand above one column without a subscript
 */
record CsvColumns(Map<String, List<Integer>> columns, List<String> single) {

  private static final int MAX_COLUMNS_DIGITS = 9;

  private static final Pattern BRACKETS = Pattern.compile("(.+)\\[ *([0-9]+) *\\]");
  private static final Pattern UNDERSCORE = Pattern.compile("(.+)_([0-9]+)");

  /** By the names in a header. */
  static CsvColumns named(List<String> header, Declarations known) throws WrongFormat {
    return named(header, column -> true, known);
  }

  /**
   * By the names in a header.
   *
   * @param wanted the columns that are to be looked at
   */
  static CsvColumns named(List<String> header, IntPredicate wanted, Declarations known)
      throws WrongFormat {
    Map<String, Map<Integer, Integer>> found = new LinkedHashMap<>();
    List<String> single = new ArrayList<>();
    for (int column = 0; column < header.size(); column++) {
      String title = header.get(column);
      if (!wanted.test(column)) {
        continue;
      }
      if (title.isEmpty()) {
        throw new WrongFormat("column " + (column + 1) + " of the header has no name");
      }
      Element element = element(title, known);
      Map<Integer, Integer> places =
          found.computeIfAbsent(element.name(), name -> new LinkedHashMap<>());
      boolean whole = element.index().isEmpty();
      Integer other = places.put(element.index().orElse(0), column);
      boolean mixed = single.contains(element.name()) || whole && places.size() > 1;
      if (other != null || mixed) {
        throw new WrongFormat(
            "column " + (column + 1) + ", `" + title + "`, is for what another column is for");
      }
      if (whole) {
        single.add(element.name());
      }
    }
    Map<String, List<Integer>> columns = new LinkedHashMap<>();
    for (Map.Entry<String, Map<Integer, Integer>> entry : found.entrySet()) {
      columns.put(entry.getKey(), inOrder(entry.getKey(), entry.getValue()));
    }
    return new CsvColumns(columns, single);
  }

  private record Element(String name, OptionalInt index) {}

  /** What a title means. One that means nothing stands for itself, to be found unknown. */
  private static Element element(String title, Declarations known) {
    if (!known.has(title)) {
      for (Pattern pattern : List.of(BRACKETS, UNDERSCORE)) {
        Matcher matcher = pattern.matcher(title);
        if (matcher.matches() && known.has(matcher.group(1))) {
          return element(matcher.group(1), matcher.group(2), title);
        }
      }
      // the longest name that only digits follow
      int digits = title.length();
      while (digits > 0 && Character.digit(title.charAt(digits - 1), 10) >= 0) {
        digits--;
      }
      for (int end = title.length() - 1; end >= Math.max(digits, 1); end--) {
        if (known.has(title.substring(0, end))) {
          return element(title.substring(0, end), title.substring(end), title);
        }
      }
    }
    return new Element(title, OptionalInt.empty());
  }

  private static Element element(String name, String index, String title) {
    return index.length() > MAX_COLUMNS_DIGITS
        ? new Element(title, OptionalInt.empty())
        : new Element(name, OptionalInt.of(Integer.parseInt(index)));
  }

  private static List<Integer> inOrder(String name, Map<Integer, Integer> places)
      throws WrongFormat {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Integer column = places.get(i);
      if (column == null) {
        throw new WrongFormat(
            "there is no column for `" + name + "[" + i + "]`",
            "there are " + places.size() + " columns for `" + name + "`, counted from 0");
      }
      columns.add(column);
    }
    return columns;
  }

  /** By the order of the columns. */
  static CsvColumns inOrder(int count, Declarations known) throws WrongFormat {
    List<Declared> inputs = byRows(known);
    Map<String, OptionalInt> widths = new LinkedHashMap<>();
    inputs.forEach(input -> widths.put(input.name(), width(input, known)));
    int sum = widths.values().stream().mapToInt(width -> width.orElse(0)).sum();
    List<String> open =
        widths.keySet().stream().filter(name -> widths.get(name).isEmpty()).toList();
    if (open.size() > 1) {
      throw new WrongFormat(
          "without a header it is open how many columns `"
              + open.get(0)
              + "` has and how many `"
              + open.get(1)
              + "`",
          "name the columns in a first row, or give the sizes: --dim NAME=SIZE");
    }
    int rest = count - sum;
    if (open.isEmpty() ? rest != 0 : rest < 1) {
      throw new WrongFormat(
          "the rows have " + count + " cells, but the inputs take " + description(inputs, widths),
          "without a header, columns are for the inputs in the order of their declarations");
    }
    Map<String, List<Integer>> columns = new LinkedHashMap<>();
    List<String> single = new ArrayList<>();
    int next = 0;
    for (Declared input : inputs) {
      List<Integer> places = new ArrayList<>();
      for (int i = widths.get(input.name()).orElse(rest); i > 0; i--) {
        places.add(next++);
      }
      columns.put(input.name(), places);
      if (input.shape().rank() == 1) {
        single.add(input.name());
      }
    }
    return new CsvColumns(columns, single);
  }

  /** The inputs that must be given and have the leading size of the first of them. */
  private static List<Declared> byRows(Declarations known) throws WrongFormat {
    List<Declared> arrays =
        known.inOrder().stream()
            .filter(input -> input.fromRows() && input.shape().rank() > 0)
            .toList();
    if (arrays.isEmpty()) {
      throw new WrongFormat(
          "without a header, columns are for inputs that are arrays: there is none to be given",
          "name the columns in a first row");
    }
    Size rows = known.rows().orElseThrow();
    return arrays.stream().filter(input -> input.shape().size(0).equals(rows)).toList();
  }

  private static OptionalInt width(Declared input, Declarations known) {
    return known.size(input.width());
  }

  private static String description(List<Declared> inputs, Map<String, OptionalInt> widths) {
    List<String> parts = new ArrayList<>();
    for (Declared input : inputs) {
      OptionalInt width = widths.get(input.name());
      String shape = input.name() + input.shape();
      parts.add(width.isPresent() ? width.getAsInt() + " for " + shape : "some for " + shape);
    }
    return String.join(", ", parts);
  }

  /**
   * The shape of what a name's columns hold.
   *
   * @param rows how many rows the table has
   */
  List<Integer> sizes(String name, int rows, Declarations known) {
    int width = columns.get(name).size();
    Optional<Declared> declared = known.get(name);
    int rank = declared.map(input -> input.shape().rank()).orElse(1);
    if (rank == 0 && rows == 1 && single.contains(name)) {
      return List.of();
    }
    if (rank == 1 && rows == 1 && !single.contains(name)) {
      return List.of(width);
    }
    if (rank > 2) {
      return known.sizes(declared.orElseThrow(), rows, width);
    }
    return rank < 2 && single.contains(name) ? List.of(rows) : List.of(rows, width);
  }
}
