package org.flatprop.cli.data;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How the data of an input is prepared.
 *
 * @param columns what a table holds of it, in order; empty where no table was learnt from
 * @param classes of an index: the names of 0, 1, …; else empty
 */
record PreparedInput(
    List<PreparedColumn> columns, List<String> classes, Optional<Normalisation> normalisation) {

  static final PreparedInput AS_IT_IS = new PreparedInput(List.of(), List.of(), Optional.empty());

  PreparedInput {
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
  }

  PreparedInput with(Normalisation other) {
    return new PreparedInput(columns, classes, Optional.of(other));
  }

  /** How many numbers a row has. */
  int width() {
    return columns.stream().mapToInt(PreparedColumn::width).sum();
  }

  /** The elements of an example that are 1 or 0, for a category. */
  BitSet oneHot() {
    BitSet elements = new BitSet();
    int at = 0;
    for (PreparedColumn column : columns) {
      elements.set(at, at + column.width(), column.isOneHot());
      at += column.width();
    }
    return elements;
  }
}
