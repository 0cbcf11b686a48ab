package org.flatprop.cli.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.runtime.Decimal;

/** The cells of a table's column: numbers, or texts as they were written. */
final class CsvColumn {

  /** How data says that a value is not known, in small letters. */
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "?", "nan", "null");

  /** From here on not every integer is a double. */
  private static final double MAX_INTEGER = 0x1p53;

  /** Numbers by their values, then texts. */
  private static final Comparator<String> BY_VALUE =
      Comparator.comparing((String name) -> number(name).orElse(Double.POSITIVE_INFINITY))
          .thenComparing(Comparator.naturalOrder());

  private final Doubles numbers = new Doubles();

  /** The text of each cell that is no number, else null; null where all are numbers. */
  private String[] texts;

  /** Equal texts are kept once. */
  private final Map<String, String> pool = new HashMap<>();

  private int firstText = -1;

  /** Adds a cell. */
  void add(String cell) {
    int row = numbers.count();
    Optional<Double> number = number(cell);
    numbers.add(number.orElse(Double.NaN));
    if (number.isEmpty()) {
      firstText = texts == null ? row : firstText;
      texts = texts == null ? new String[row + 1] : texts;
      if (texts.length <= row) {
        texts = Arrays.copyOf(texts, row + row / 2 + 1);
      }
      texts[row] = pool.computeIfAbsent(cell, text -> text);
    }
  }

  /** A number, also {@code nan} and {@code inf} as NumPy writes them. */
  static Optional<Double> number(String cell) {
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

  /** The number of a cell; NaN where it is none. */
  double number(int row) {
    return numbers.get(row);
  }

  /** The text of a cell that is no number. */
  Optional<String> text(int row) {
    return texts == null || row >= texts.length
        ? Optional.empty()
        : Optional.ofNullable(texts[row]);
  }

  /** The first row whose cell is no number. */
  OptionalInt firstText() {
    return firstText < 0 ? OptionalInt.empty() : OptionalInt.of(firstText);
  }

  /** Whether the cell says that its value is not known. */
  boolean isMissing(int row) {
    return Double.isNaN(numbers.get(row))
        && text(row).map(text -> MISSING.contains(text.toLowerCase(Locale.ROOT))).orElse(true);
  }

  /** Whether a cell is there that is neither a number nor missing. */
  boolean hasText() {
    return pool.keySet().stream()
        .anyMatch(text -> !MISSING.contains(text.toLowerCase(Locale.ROOT)));
  }

  /** What a cell that is not missing is called as a category: 1 and 1.0 are the same. */
  String category(int row) {
    double number = numbers.get(row);
    return text(row)
        .orElseGet(
            () ->
                number == Math.rint(number) && Math.abs(number) < MAX_INTEGER
                    ? String.valueOf((long) number)
                    : Decimal.print(number));
  }

  /** All categories of columns, sorted: numbers by their values, then texts. */
  static List<String> categories(List<CsvColumn> columns) {
    Set<String> all = new TreeSet<>(BY_VALUE);
    for (CsvColumn column : columns) {
      for (int row = 0; row < column.numbers.count(); row++) {
        if (!column.isMissing(row)) {
          all.add(column.category(row));
        }
      }
    }
    return List.copyOf(all);
  }

  /** The same without some rows. */
  CsvColumn without(BitSet rows) {
    CsvColumn rest = new CsvColumn();
    for (int row = 0; row < numbers.count(); row++) {
      if (!rows.get(row)) {
        rest.addFrom(this, row);
      }
    }
    return rest;
  }

  private void addFrom(CsvColumn other, int row) {
    Optional<String> text = other.text(row);
    if (text.isPresent()) {
      add(text.get());
    } else {
      numbers.add(other.numbers.get(row));
    }
  }
}
