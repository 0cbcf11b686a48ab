package org.flatprop.runtime;

/** A matrix that stands in an array: an element's place is that of its row plus its column's. */
final class Matrix {

  double[] array;
  int at;
  Places rows = new Places();
  Places columns = new Places();

  void set(double[] array, int at, int row, int m, int column, int n) {
    this.array = array;
    this.at = at;
    rows.set(row, m);
    columns.set(column, n);
  }

  void set(double[] array, int at, int[] rows, int[] columns) {
    this.array = array;
    this.at = at;
    this.rows.set(rows);
    this.columns.set(columns);
  }

  void transpose() {
    Places places = rows;
    rows = columns;
    columns = places;
  }

  /** Keeps no array alive. */
  void clear() {
    array = null;
    rows.clear();
    columns.clear();
  }

  /** Places along one axis: evenly spaced, or listed. */
  static final class Places {

    private int[] list;
    private int first;
    private int step;
    private int count;

    private void set(int step, int count) {
      this.list = null;
      this.first = 0;
      this.step = count == 1 ? 1 : step;
      this.count = count;
    }

    private void set(int[] list) {
      int second = list.length < 2 ? 1 : list[1] - list[0];
      set(second, list.length);
      first = list.length == 0 ? 0 : list[0];
      for (int i = 0; i < count; i++) {
        if (list[i] != at(i)) {
          this.list = list;
          return;
        }
      }
    }

    private void clear() {
      list = null;
    }

    int count() {
      return count;
    }

    int at(int i) {
      return list == null ? first + i * step : list[i];
    }

    /** Whether each is as far from the one before. */
    boolean even() {
      return list == null;
    }

    /** How far each is from the one before, if they are {@link #even}. */
    int step() {
      return step;
    }

    /** Whether each is next to the one before. */
    boolean follow() {
      return list == null && step == 1;
    }
  }
}
