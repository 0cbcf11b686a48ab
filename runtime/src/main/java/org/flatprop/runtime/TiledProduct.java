package org.flatprop.runtime;

import java.util.Arrays;

/**
 * Computes a part of a product in tiles of sums. The right matrix is copied to panels, as wide as
 * the kernel's rows of sums; the left one is used where it stands if its rows do, and else copied
 * to rows: so there is one kernel for all layouts. A tile is complete before it is stored, and what
 * it is added to is touched once.
 */
final class TiledProduct {

  /** Terms added before the next are copied: a panel of so many stays in the first-level cache. */
  private static final int TERMS = 256;

  /** Rows of the left matrix copied at a time, a multiple of the kernel's. */
  private static final int COPIED_ROWS = 8 * VectorProduct.ROWS;

  /** Columns of a tile of few terms: more would leave it few rows to use the panels for. */
  private static final int MOST_COLUMNS = 256;

  /** Elements of the panels together, and of the sums: they stay in the second-level cache. */
  private static final int TILE = 1 << 14;

  /** Between rows, so that they do not share the same few places of a cache. */
  private static final int APART = 8;

  /** Rows shorter than this are not worth a call each. */
  private static final int SHORT_ROW = 16;

  /** From one copied row to the next. */
  private static final int ROW_STEP = TERMS + APART;

  private static final int LANES = VectorProduct.COLUMNS;

  private static final int WIDE = 2 * LANES;

  private final double[] panels = new double[TILE];
  private final double[] rows = new double[COPIED_ROWS * ROW_STEP];
  private final double[] sums = new double[TILE];

  /** Computes some rows and columns of the result. */
  void compute(Product product, int top, int bottom, int left, int right) {
    int k = product.k();
    int terms = even(k, TERMS, 1);
    int width = even(right - left, Math.min(MOST_COLUMNS, TILE / terms / WIDE * WIDE), WIDE);
    int step = width + APART;
    int height =
        even(
            bottom - top,
            TILE / step / VectorProduct.ROWS * VectorProduct.ROWS,
            VectorProduct.ROWS);
    for (int j = left; j < right; j += width) {
      int columns = Math.min(width, right - j);
      for (int i = top; i < bottom; i += height) {
        int rows = Math.min(height, bottom - i);
        Arrays.fill(sums, 0, rounded(rows, VectorProduct.ROWS) * step, product.start);
        for (int p = 0; p < k; p += terms) {
          int count = Math.min(terms, k - p);
          if (i == top || terms < k) {
            copyPanels(product.b, p, count, j, columns);
          }
          multiply(product.a, p, count, i, rows, columns, step);
        }
        store(product, i, rows, j, columns, step);
      }
    }
  }

  /** Computes some columns of a result of few rows, from the right matrix's rows as they stand. */
  void computeRows(Product product, int left, int right) {
    Matrix a = product.a;
    Matrix b = product.b;
    int m = product.m();
    int k = product.k();
    int step = TILE / VectorProduct.ROWS / WIDE * WIDE;
    for (int j = left; j < right; j += step) {
      int columns = Math.min(step, right - j);
      int from = b.at + b.columns.at(j);
      Arrays.fill(sums, 0, m * step, product.start);
      int p = 0;
      for (; p + 4 <= k; p += 4) {
        int b0 = from + b.rows.at(p);
        int b1 = from + b.rows.at(p + 1);
        int b2 = from + b.rows.at(p + 2);
        int b3 = from + b.rows.at(p + 3);
        int last = Math.max(Math.max(b0, b1), Math.max(b2, b3));
        int whole = rounded(columns, LANES);
        int width = last + whole <= b.array.length ? whole : columns;
        for (int i = 0; i < m; i++) {
          int at = a.at + a.rows.at(i);
          double a0 = a.array[at + a.columns.at(p)];
          double a1 = a.array[at + a.columns.at(p + 1)];
          double a2 = a.array[at + a.columns.at(p + 2)];
          double a3 = a.array[at + a.columns.at(p + 3)];
          VectorProduct.addFour(a0, a1, a2, a3, b.array, b0, b1, b2, b3, sums, i * step, width);
        }
      }
      for (; p < k; p++) {
        for (int i = 0; i < m; i++) {
          double factor = a.array[a.at + a.rows.at(i) + a.columns.at(p)];
          VectorProduct.addOne(factor, b.array, from + b.rows.at(p), sums, i * step, columns);
        }
      }
      store(product, 0, m, j, columns, step);
    }
  }

  /** The size of the fewest parts of a count that are not larger than they may be, about equal. */
  private static int even(int count, int most, int unit) {
    int parts = Math.max(1, (count + most - 1) / most);
    return Math.max(unit, rounded((count + parts - 1) / parts, unit));
  }

  private static int rounded(int count, int unit) {
    return (count + unit - 1) / unit * unit;
  }

  private void copyPanels(Matrix b, int first, int terms, int left, int width) {
    for (int j = 0; j < width; j += WIDE) {
      int columns = Math.min(WIDE, width - j);
      int lanes = columns > LANES ? WIDE : LANES;
      if (b.columns.follow()) {
        copyRows(b, first, terms, left + j, columns, j * terms, lanes);
      } else {
        if (columns < lanes) {
          Arrays.fill(panels, j * terms, (j + lanes) * terms, 0.0);
        }
        copyElements(b, first, terms, left + j, columns, j * terms, lanes);
      }
    }
  }

  /** Copies whole vectors, although what stands behind the matrix is of no use, if there is any. */
  private void copyRows(
      Matrix b, int first, int terms, int left, int columns, int panel, int lanes) {
    int from = b.at + b.columns.at(left);
    int end = b.array.length - lanes;
    int run;
    for (int p = 0; p < terms; p += run) {
      int at = from + b.rows.at(first + p);
      int to = panel + p * lanes;
      run = 1;
      if (at > end) {
        System.arraycopy(b.array, at, panels, to, columns);
        Arrays.fill(panels, to + columns, to + lanes, 0.0);
      } else {
        run = b.rows.even() ? terms - p : 1;
        while (from + b.rows.at(first + p + run - 1) > end) {
          run--;
        }
        VectorProduct.copyRows(b.array, at, b.rows.step(), run, panels, to, lanes);
      }
    }
  }

  private void copyElements(
      Matrix b, int first, int terms, int left, int columns, int panel, int lanes) {
    for (int j = 0; j < columns; j++) {
      int from = b.at + b.columns.at(left + j);
      for (int p = 0; p < terms; p++) {
        panels[panel + p * lanes + j] = b.array[from + b.rows.at(first + p)];
      }
    }
  }

  private void multiply(Matrix a, int first, int terms, int top, int height, int width, int step) {
    boolean inPlace = a.columns.follow() && a.rows.even();
    int standing = inPlace ? height / VectorProduct.ROWS * VectorProduct.ROWS : 0;
    if (standing > 0) {
      int from = a.at + a.rows.at(top) + a.columns.at(first);
      multiply(a.array, from, a.rows.step(), terms, 0, standing, width, step);
    }
    for (int i = standing; i < height; i += COPIED_ROWS) {
      int some = Math.min(COPIED_ROWS, height - i);
      copyLeft(a, first, terms, top + i, some);
      multiply(rows, 0, ROW_STEP, terms, i, some, width, step);
    }
  }

  private void copyLeft(Matrix a, int first, int terms, int top, int height) {
    if (a.columns.follow()) {
      for (int i = 0; i < height; i++) {
        int from = a.at + a.rows.at(top + i) + a.columns.at(first);
        System.arraycopy(a.array, from, rows, i * ROW_STEP, terms);
      }
    } else {
      for (int p = 0; p < terms; p++) {
        int from = a.at + a.columns.at(first + p);
        for (int i = 0; i < height; i++) {
          rows[i * ROW_STEP + p] = a.array[from + a.rows.at(top + i)];
        }
      }
    }
  }

  private void multiply(
      double[] a, int from, int aStep, int terms, int top, int height, int width, int step) {
    for (int j = 0; j < width; j += WIDE) {
      for (int i = 0; i < height; i += VectorProduct.ROWS) {
        int row = from + i * aStep;
        int at = (top + i) * step + j;
        if (width - j > LANES) {
          VectorProduct.addWide(a, row, aStep, terms, panels, j * terms, sums, at, step);
        } else {
          VectorProduct.addNarrow(a, row, aStep, terms, panels, j * terms, sums, at, step);
        }
      }
    }
  }

  private void store(Product product, int top, int height, int left, int width, int step) {
    Matrix c = product.c;
    if (c.columns.follow() && width >= SHORT_ROW) {
      for (int i = 0; i < height; i++) {
        int to = c.at + c.rows.at(top + i) + c.columns.at(left);
        if (product.adds) {
          VectorProduct.addOne(product.scale, sums, i * step, c.array, to, width);
        } else {
          System.arraycopy(sums, i * step, c.array, to, width);
        }
      }
    } else if (width < height) {
      for (int j = 0; j < width; j++) {
        int to = c.at + c.columns.at(left + j);
        for (int i = 0; i < height; i++) {
          storeOne(product, sums[i * step + j], to + c.rows.at(top + i));
        }
      }
    } else {
      for (int i = 0; i < height; i++) {
        int to = c.at + c.rows.at(top + i);
        for (int j = 0; j < width; j++) {
          storeOne(product, sums[i * step + j], to + c.columns.at(left + j));
        }
      }
    }
  }

  private static void storeOne(Product product, double sum, int at) {
    double[] c = product.c.array;
    c[at] = product.adds ? Math.fma(product.scale, sum, c[at]) : sum;
  }
}
