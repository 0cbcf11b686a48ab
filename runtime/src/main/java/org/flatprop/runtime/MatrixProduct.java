package org.flatprop.runtime;

/**
 * Products of matrices that stand anywhere in arrays: transposed, as parts of larger ones, or, as
 * in a convolution, as sums over several axes at once.
 *
 * <p>Every element is added up in ascending order of the inner index, each product rounded, so the
 * bits are those of the plain three loops. The fast way adds eight inner indices at a time to whole
 * rows: the rows of the right matrix, or the columns of the left one where these are longer, are
 * copied to arrays of their own first, because HotSpot turns a loop into vector code only if its
 * arrays begin at the same index.
 *
 * <p>The source is plain Java 8, and the methods can be copied out.
 */
public final class MatrixProduct {

  /** How many rows the scratch memory of a product holds. */
  private static final int SCRATCH_ROWS = 9;

  /** Columns worked on at a time: eight rows of so many stay in the first-level cache. */
  private static final int SCRATCH_COLUMNS = 256;

  /** Below so many multiplications copying rows does not pay. */
  private static final long SMALL_PRODUCT = 1000;

  /** Fewer rows than this do not pay for copying the other matrix. */
  private static final int FEW_ROWS = 4;

  /** Rows shorter than this are better taken the other way. */
  private static final int SHORT_ROW = 32;

  private MatrixProduct() {}

  /** Memory that products need; one of them at a time. */
  public static double[][] productScratch() {
    return new double[SCRATCH_ROWS][SCRATCH_COLUMNS];
  }

  /**
   * The places that some axes run over, the last axis fastest.
   *
   * @param counts how many places each axis has
   * @param steps how far one place of an axis is from the next
   */
  public static int[] productPlaces(int[] counts, int[] steps) {
    int count = 1;
    for (int i = 0; i < counts.length; i++) {
      count = Math.multiplyExact(count, counts[i]);
    }
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int axis = counts.length - 1; axis >= 0; axis--) {
        places[i] += rest % counts[axis] * steps[axis];
        rest /= counts[axis];
      }
    }
    return places;
  }

  /**
   * c = start + a b. A matrix is given by its array, the place of its first element, and the steps
   * from one row and from one column to the next.
   *
   * @param a of m rows and k columns
   * @param b of k rows and n columns
   * @param c of m rows and n columns, no part of a or b
   * @param start what each sum begins with
   * @param scratch {@link #productScratch}
   */
  public static void matrixProduct(
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
      double[][] scratch) {
    boolean narrow = m < FEW_ROWS || n < FEW_ROWS;
    boolean tall = n < m && n < SHORT_ROW;
    boolean inRows = tall ? aRow == 1 : bColumn == 1;
    if ((long) m * n * k < SMALL_PRODUCT || narrow && !inRows) {
      if (n > m) {
        dots(b, bAt, bColumn, bRow, a, aAt, aColumn, aRow, c, cAt, cColumn, cRow, n, k, m, start);
      } else {
        dots(a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start);
      }
      return;
    }
    for (int i = 0; i < m; i++) {
      int at = cAt + i * cRow;
      for (int j = 0; j < n; j++) {
        c[at + j * cColumn] = start;
      }
    }
    if (tall) {
      addRows(
          b, bAt, bColumn, bRow, a, aAt, aColumn, aRow, c, cAt, cColumn, cRow, n, k, m, scratch);
    } else {
      addRows(
          a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, scratch);
    }
  }

  /**
   * c = start + a b, of matrices whose rows and columns stand at {@linkplain #productPlaces
   * places}.
   *
   * @param aTerms the places of a's columns, as many as b has rows
   * @param bTerms the places of b's rows
   */
  public static void contraction(
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
      double[][] scratch) {
    for (int i = 0; i < cRows.length; i++) {
      int at = cAt + cRows[i];
      for (int j = 0; j < cColumns.length; j++) {
        c[at + cColumns[j]] = start;
      }
    }
    if (cColumns.length < cRows.length && cColumns.length < SHORT_ROW) {
      addRowsAt(b, bAt, bColumns, bTerms, a, aAt, aTerms, aRows, c, cAt, cColumns, cRows, scratch);
    } else {
      addRowsAt(a, aAt, aRows, aTerms, b, bAt, bTerms, bColumns, c, cAt, cRows, cColumns, scratch);
    }
  }

  /** Element by element, of four rows at a time. */
  private static void dots(
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
      double start) {
    for (int j = 0; j < n; j++) {
      int right = bAt + j * bColumn;
      int target = cAt + j * cColumn;
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        double c0 = start;
        double c1 = start;
        double c2 = start;
        double c3 = start;
        int left = aAt + i * aRow;
        int from = right;
        for (int p = 0; p < k; p++) {
          double factor = b[from];
          c0 += a[left] * factor;
          c1 += a[left + aRow] * factor;
          c2 += a[left + 2 * aRow] * factor;
          c3 += a[left + 3 * aRow] * factor;
          left += aColumn;
          from += bRow;
        }
        int at = target + i * cRow;
        c[at] = c0;
        c[at + cRow] = c1;
        c[at + 2 * cRow] = c2;
        c[at + 3 * cRow] = c3;
      }
      for (; i < m; i++) {
        double sum = start;
        int left = aAt + i * aRow;
        int from = right;
        for (int p = 0; p < k; p++) {
          sum += a[left] * b[from];
          left += aColumn;
          from += bRow;
        }
        c[target + i * cRow] = sum;
      }
    }
  }

  /** How many of the terms left are added at a time. */
  private static int termsAtOnce(int left) {
    return left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /** Row by row. */
  private static void addRows(
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
      double[][] scratch) {
    double[] sums = scratch[8];
    for (int first = 0; first < n; first += sums.length) {
      int width = n - first < sums.length ? n - first : sums.length;
      int terms;
      for (int p = 0; p < k; p += terms) {
        terms = termsAtOnce(k - p);
        for (int t = 0; t < terms; t++) {
          loadRow(b, bAt + (p + t) * bRow + first * bColumn, bColumn, scratch[t], width);
        }
        for (int i = 0; i < m; i++) {
          int at = cAt + i * cRow + first * cColumn;
          loadRow(c, at, cColumn, sums, width);
          addTerms(a, aAt + i * aRow + p * aColumn, aColumn, terms, scratch, width);
          storeRow(sums, c, at, cColumn, width);
        }
      }
    }
  }

  private static void addRowsAt(
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
      double[][] scratch) {
    double[] sums = scratch[8];
    for (int first = 0; first < cColumns.length; first += sums.length) {
      int left = cColumns.length - first;
      int width = left < sums.length ? left : sums.length;
      boolean bInRow = inRow(bColumns, first, width);
      boolean cInRow = inRow(cColumns, first, width);
      int terms;
      for (int p = 0; p < aTerms.length; p += terms) {
        terms = termsAtOnce(aTerms.length - p);
        for (int t = 0; t < terms; t++) {
          loadPlaces(b, bAt + bTerms[p + t], bColumns, first, bInRow, scratch[t], width);
        }
        for (int i = 0; i < cRows.length; i++) {
          loadPlaces(c, cAt + cRows[i], cColumns, first, cInRow, sums, width);
          addTermsAt(a, aAt + aRows[i], aTerms, p, terms, scratch, width);
          storePlaces(sums, c, cAt + cRows[i], cColumns, first, cInRow, width);
        }
      }
    }
  }

  private static void loadRow(double[] from, int at, int step, double[] row, int width) {
    if (step == 1) {
      System.arraycopy(from, at, row, 0, width);
    } else {
      for (int j = 0; j < width; j++) {
        row[j] = from[at + j * step];
      }
    }
  }

  private static void storeRow(double[] row, double[] to, int at, int step, int width) {
    if (step == 1) {
      System.arraycopy(row, 0, to, at, width);
    } else {
      for (int j = 0; j < width; j++) {
        to[at + j * step] = row[j];
      }
    }
  }

  private static void loadPlaces(
      double[] from, int at, int[] places, int first, boolean inRow, double[] row, int width) {
    if (inRow) {
      System.arraycopy(from, at + places[first], row, 0, width);
    } else {
      for (int j = 0; j < width; j++) {
        row[j] = from[at + places[first + j]];
      }
    }
  }

  private static void storePlaces(
      double[] row, double[] to, int at, int[] places, int first, boolean inRow, int width) {
    if (inRow) {
      System.arraycopy(row, 0, to, at + places[first], width);
    } else {
      for (int j = 0; j < width; j++) {
        to[at + places[first + j]] = row[j];
      }
    }
  }

  /** Whether some places follow one another. */
  private static boolean inRow(int[] places, int first, int width) {
    for (int j = 1; j < width; j++) {
      if (places[first + j] != places[first] + j) {
        return false;
      }
    }
    return true;
  }

  /** Adds so many rows, each times its factor, to the row of sums. */
  private static void addTerms(
      double[] a, int at, int step, int terms, double[][] rows, int width) {
    if (terms == 8) {
      add8(
          a[at],
          a[at + step],
          a[at + 2 * step],
          a[at + 3 * step],
          a[at + 4 * step],
          a[at + 5 * step],
          a[at + 6 * step],
          a[at + 7 * step],
          rows,
          width);
    } else if (terms == 4) {
      add4(a[at], a[at + step], a[at + 2 * step], a[at + 3 * step], rows, width);
    } else if (terms == 2) {
      add2(a[at], a[at + step], rows, width);
    } else {
      add1(a[at], rows, width);
    }
  }

  /** The same, with factors at places. */
  private static void addTermsAt(
      double[] a, int at, int[] places, int p, int terms, double[][] rows, int width) {
    if (terms == 8) {
      add8(
          a[at + places[p]],
          a[at + places[p + 1]],
          a[at + places[p + 2]],
          a[at + places[p + 3]],
          a[at + places[p + 4]],
          a[at + places[p + 5]],
          a[at + places[p + 6]],
          a[at + places[p + 7]],
          rows,
          width);
    } else if (terms == 4) {
      add4(
          a[at + places[p]],
          a[at + places[p + 1]],
          a[at + places[p + 2]],
          a[at + places[p + 3]],
          rows,
          width);
    } else if (terms == 2) {
      add2(a[at + places[p]], a[at + places[p + 1]], rows, width);
    } else {
      add1(a[at + places[p]], rows, width);
    }
  }

  private static void add8(
      double a0,
      double a1,
      double a2,
      double a3,
      double a4,
      double a5,
      double a6,
      double a7,
      double[][] rows,
      int width) {
    double[] b0 = rows[0];
    double[] b1 = rows[1];
    double[] b2 = rows[2];
    double[] b3 = rows[3];
    double[] b4 = rows[4];
    double[] b5 = rows[5];
    double[] b6 = rows[6];
    double[] b7 = rows[7];
    double[] sums = rows[8];
    for (int j = 0; j < width; j++) {
      sums[j] =
          sums[j]
              + a0 * b0[j]
              + a1 * b1[j]
              + a2 * b2[j]
              + a3 * b3[j]
              + a4 * b4[j]
              + a5 * b5[j]
              + a6 * b6[j]
              + a7 * b7[j];
    }
  }

  private static void add4(double a0, double a1, double a2, double a3, double[][] rows, int width) {
    double[] b0 = rows[0];
    double[] b1 = rows[1];
    double[] b2 = rows[2];
    double[] b3 = rows[3];
    double[] sums = rows[8];
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }

  private static void add2(double a0, double a1, double[][] rows, int width) {
    double[] b0 = rows[0];
    double[] b1 = rows[1];
    double[] sums = rows[8];
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a0 * b0[j] + a1 * b1[j];
    }
  }

  private static void add1(double a0, double[][] rows, int width) {
    double[] b0 = rows[0];
    double[] sums = rows[8];
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a0 * b0[j];
    }
  }
}
