package org.flatprop.cli.data;

import java.util.SortedMap;
import java.util.TreeMap;
import org.flatprop.source.Diagnostics;

/**
 * The cells of a table that are wrong for one reason: the first are reported one by one, of the
 * others the number.
 */
final class WrongCells {

  private static final int SHOWN = 5;

  /** No more of a cell is shown. */
  private static final int MAX_CELL = 60;

  private final CsvTable table;
  private final SortedMap<Long, Cell> first = new TreeMap<>();
  private int count;

  private record Cell(int row, int column, String reason, String[] notes) {}

  WrongCells(CsvTable table) {
    this.table = table;
  }

  /** Another one. */
  void add(int row, int column, String reason, String... notes) {
    first.put((long) row * table.width() + column, new Cell(row, column, reason, notes));
    if (first.size() > SHOWN) {
      first.remove(first.lastKey());
    }
    count++;
  }

  /** The cell as an error shows it. */
  String shown(int row, int column) {
    String cell = table.column(column).category(row);
    return "`" + (cell.length() > MAX_CELL ? cell.substring(0, MAX_CELL) + "…" : cell) + "`";
  }

  /**
   * Reports them.
   *
   * @param what they are, in the plural
   * @param notes what to do about them
   */
  void report(String what, Diagnostics diagnostics, String... notes) {
    for (Cell cell : first.values()) {
      diagnostics.add(
          DataErrors.badCell(
              table.place(cell.row()),
              table.name(cell.column()),
              cell.reason(),
              count == 1 && notes.length > 0 ? notes : cell.notes()));
    }
    if (count > 1) {
      diagnostics.add(DataErrors.badCells(table.file(), what, count, notes));
    }
  }
}
