package org.flatprop.cli.data;

import java.util.List;
import java.util.Optional;

/**
 * How the cells of a column become numbers.
 *
 * @param title empty in a table without header
 * @param categories of a column that becomes one column each, which is 1 or 0; else empty
 * @param fill what stands for a cell that is missing; empty where there must be none
 */
record PreparedColumn(Optional<String> title, List<String> categories, List<Double> fill) {

  PreparedColumn {
    categories = List.copyOf(categories);
    fill = List.copyOf(fill);
  }

  boolean isOneHot() {
    return !categories.isEmpty();
  }

  /** Its title and, in brackets, how many categories it has; empty in a table without header. */
  Optional<String> shown() {
    return title.map(name -> isOneHot() ? name + " (" + categories.size() + ")" : name);
  }

  /** How many numbers a cell becomes. */
  int width() {
    return isOneHot() ? categories.size() : 1;
  }

  PreparedColumn filledWith(List<Double> numbers) {
    return new PreparedColumn(title, categories, numbers);
  }

  /** The means of what the cells of some rows become; NaN where none of them has a value. */
  List<Double> means(CsvColumn column, int[] rows) {
    Double[] means = new Double[width()];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int count = 0;
      for (int row : rows) {
        boolean text = !isOneHot() && column.text(row).isPresent();
        if (!column.isMissing(row) && !text) {
          sum += isOneHot() ? indicator(column, row, i) : column.number(row);
          count++;
        }
      }
      means[i] = sum / count;
    }
    return List.of(means);
  }

  private int indicator(CsvColumn column, int row, int category) {
    return column.category(row).equals(categories.get(category)) ? 1 : 0;
  }
}
