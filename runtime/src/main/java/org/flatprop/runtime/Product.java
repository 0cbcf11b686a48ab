package org.flatprop.runtime;

/** What is to be computed: {@code c = start + a b}, or {@code c = c + scale (start + a b)}. */
final class Product {

  Matrix a = new Matrix();
  Matrix b = new Matrix();
  final Matrix c = new Matrix();
  double start;
  boolean adds;
  double scale;

  /** Of matrices given by steps. */
  void set(
      double[] a,
      int aAt,
      int aRow,
      int aColumn,
      double[] b,
      int bAt,
      int bRow,
      int bColumn,
      double[] c,
      int cAt,
      int cRow,
      int cColumn,
      int m,
      int k,
      int n,
      double start,
      boolean adds,
      double scale) {
    this.a.set(a, aAt, aRow, m, aColumn, k);
    this.b.set(b, bAt, bRow, k, bColumn, n);
    this.c.set(c, cAt, cRow, m, cColumn, n);
    this.start = start;
    this.adds = adds;
    this.scale = scale;
  }

  /** Of matrices given by places. */
  void set(
      double[] a,
      int aAt,
      int[] aRows,
      int[] aTerms,
      double[] b,
      int bAt,
      int[] bTerms,
      int[] bColumns,
      double[] c,
      int cAt,
      int[] cRows,
      int[] cColumns,
      double start,
      boolean adds,
      double scale) {
    this.a.set(a, aAt, aRows, aTerms);
    this.b.set(b, bAt, bTerms, bColumns);
    this.c.set(c, cAt, cRows, cColumns);
    this.start = start;
    this.adds = adds;
    this.scale = scale;
  }

  int m() {
    return c.rows.count();
  }

  int k() {
    return a.columns.count();
  }

  int n() {
    return c.columns.count();
  }

  /** How many multiplications that takes. */
  long work() {
    return (long) m() * k() * n();
  }

  /** The same product with rows and columns exchanged: the right matrix is the left one then. */
  void transpose() {
    Matrix left = a;
    a = b;
    b = left;
    a.transpose();
    b.transpose();
    c.transpose();
  }

  /**
   * Takes the product or its transpose, whichever copies and computes less.
   *
   * @return whether the result has so few rows that the right matrix is best used as it stands
   */
  boolean takeBestSide() {
    if (hasFewRows()) {
      return true;
    }
    double cycles = cycles();
    transpose();
    if (hasFewRows()) {
      return true;
    }
    if (cycles <= cycles()) {
      transpose();
    }
    return false;
  }

  private boolean hasFewRows() {
    return m() < VectorProduct.ROWS && b.columns.follow();
  }

  /** About what the product takes; an element copied in rows is cheaper than one on its own. */
  private double cycles() {
    double m = Math.ceil((double) m() / VectorProduct.ROWS) * VectorProduct.ROWS;
    double n = Math.ceil((double) n() / VectorProduct.COLUMNS) * VectorProduct.COLUMNS;
    double k = k();
    return m * n * k / (2 * VectorProduct.COLUMNS)
        + k * n * (b.columns.follow() ? 0.3 : 1.2)
        + m * k * (a.columns.follow() ? 0.0 : 1.2)
        + m * n * (c.columns.follow() ? 0.3 : 1.2);
  }

  /** Keeps no array alive. */
  void clear() {
    a.clear();
    b.clear();
    c.clear();
  }
}
