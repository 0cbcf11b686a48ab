package org.flatprop.cli.data;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a user says about a table's columns.
 *
 * @param columns the titles of the columns for an input, by its name
 * @param drop the titles of columns that are left out
 * @param oneHot the titles of columns whose categories become a column each, which is 1 or 0
 * @param missing what becomes of cells whose values are not known
 */
public record Roles(
    Map<String, List<String>> columns, Set<String> drop, Set<String> oneHot, Missing missing) {

  public Roles {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    drop = Collections.unmodifiableSet(new LinkedHashSet<>(drop));
    oneHot = Collections.unmodifiableSet(new LinkedHashSet<>(oneHot));
  }

  /** Titles say it all. */
  public static final Roles NONE = new Roles(Map.of(), Set.of(), Set.of(), Missing.ERROR);

  /**
   * What becomes of cells whose values are not known.
   *
   * @param number what they become, where it is a number that is given
   */
  public record Missing(Policy policy, double number) {

    /** The ways to go on without a value. */
    public enum Policy {
      ERROR,
      /** Without the row. */
      DROP,
      /** With the mean of the training rows. */
      MEAN,
      NUMBER
    }

    public static final Missing ERROR = new Missing(Policy.ERROR, Double.NaN);
    public static final Missing DROP = new Missing(Policy.DROP, Double.NaN);
    public static final Missing MEAN = new Missing(Policy.MEAN, Double.NaN);

    public static Missing number(double number) {
      return new Missing(Policy.NUMBER, number);
    }
  }

  /** Whether a column is named. */
  boolean hasTitles() {
    return !columns.isEmpty() || !drop.isEmpty() || !oneHot.isEmpty();
  }

  /**
   * The table without the rows that are to be left out for a missing value; to be asked for before
   * rows are shared out.
   */
  public CsvTable withoutMissing(CsvTable table) {
    if (missing.policy() != Missing.Policy.DROP) {
      return table;
    }
    BitSet rows = new BitSet();
    for (int column = 0; column < table.width(); column++) {
      if (table.header().isEmpty() || !drop.contains(table.header().get(column))) {
        for (int row = 0; row < table.rows(); row++) {
          rows.set(row, rows.get(row) || table.column(column).isMissing(row));
        }
      }
    }
    return rows.isEmpty() ? table : table.without(rows);
  }
}
