package org.flatprop.runtime;

/**
 * Products of matrices that stand anywhere in arrays: transposed, as parts of larger ones, or, as
 * in a convolution, as sums over several axes at once.
 *
 * <p>Every element is added up in ascending order of the inner index, each product rounded, so the
 * bits are those of the plain three loops. A product that is added to what is there is added up
 * first, too, then scaled, then added: the bits are those of a product, and a loop after it.
 *
 * <p>The fast way adds four inner indices at a time to whole rows of a tile of sums: the rows of
 * the right matrix, or the columns of the left one where these are longer, are copied to arrays of
 * their own first, because HotSpot turns a loop into vector code only if its arrays begin at the
 * same index. With eight at a time HotSpot 17 finds the loop too long for that.
 *
 * <p>The source is plain Java 8, and the methods can be copied out.
 */
public final class MatrixProduct {

  /** How many inner indices are added at a time. */
  private static final int TERMS = 4;

  /** Rows of sums worked on at a time: copied rows are used as often. */
  private static final int TILE_ROWS = 32;

  /** Columns worked on at a time: the copied rows stay in the first-level cache. */
  private static final int TILE_COLUMNS = 256;

  /** Where, in scratch memory, the factors of the copied rows are. */
  private static final int FACTORS = 4;

  /** Where, in scratch memory, the rows of sums begin. */
  private static final int SUMS = 5;

  /** Below so many multiplications copying rows does not pay. */
  private static final long SMALL_PRODUCT = 1000;

  /** Fewer rows than this do not pay for copying the other matrix. */
  private static final int FEW_ROWS = 4;

  /** Rows shorter than this are better taken the other way. */
  private static final int SHORT_ROW = 32;

  private MatrixProduct() {}

  /** Memory that products need; one of them at a time. */
  public static double[][] productScratch() {
    return new double[SUMS + TILE_ROWS][TILE_COLUMNS];
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
    product(
        a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start, false,
        1.0, scratch);
  }

  /**
   * c = c + scale (start + a b), as a step of gradient descent is; otherwise as {@link
   * #matrixProduct}.
   *
   * @param scale what each sum is multiplied by before it is added
   */
  public static void addProduct(
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
      double scale,
      double[][] scratch) {
    product(
        a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start, true,
        scale, scratch);
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
    contract(
        a, aAt, aRows, aTerms, b, bAt, bTerms, bColumns, c, cAt, cRows, cColumns, start, false, 1.0,
        scratch);
  }

  /** c = c + scale (start + a b), of matrices as {@link #contraction} has them. */
  public static void addContraction(
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
      double scale,
      double[][] scratch) {
    contract(
        a, aAt, aRows, aTerms, b, bAt, bTerms, bColumns, c, cAt, cRows, cColumns, start, true,
        scale, scratch);
  }

  private static void product(
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
      double scale,
      double[][] scratch) {
    boolean narrow = m < FEW_ROWS || n < FEW_ROWS;
    boolean tall = n < m && n < SHORT_ROW;
    boolean inRows = tall ? aRow == 1 : bColumn == 1;
    if ((long) m * n * k < SMALL_PRODUCT || narrow && !inRows) {
      if (n > m) {
        dots(
            b, bAt, bColumn, bRow, a, aAt, aColumn, aRow, c, cAt, cColumn, cRow, n, k, m, start,
            adds, scale);
      } else {
        dots(
            a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start,
            adds, scale);
      }
    } else if (tall) {
      addRows(
          b, bAt, bColumn, bRow, a, aAt, aColumn, aRow, c, cAt, cColumn, cRow, n, k, m, start, adds,
          scale, scratch);
    } else {
      addRows(
          a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start, adds,
          scale, scratch);
    }
  }

  private static void contract(
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
      double scale,
      double[][] scratch) {
    if (cColumns.length < cRows.length && cColumns.length < SHORT_ROW) {
      addRowsAt(
          b, bAt, bColumns, bTerms, a, aAt, aTerms, aRows, c, cAt, cColumns, cRows, start, adds,
          scale, scratch);
    } else {
      addRowsAt(
          a, aAt, aRows, aTerms, b, bAt, bTerms, bColumns, c, cAt, cRows, cColumns, start, adds,
          scale, scratch);
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
      double start,
      boolean adds,
      double scale) {
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
        c[at] = adds ? c[at] + scale * c0 : c0;
        at += cRow;
        c[at] = adds ? c[at] + scale * c1 : c1;
        at += cRow;
        c[at] = adds ? c[at] + scale * c2 : c2;
        at += cRow;
        c[at] = adds ? c[at] + scale * c3 : c3;
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
        int at = target + i * cRow;
        c[at] = adds ? c[at] + scale * sum : sum;
      }
    }
  }

  /** How many of the terms left are added at a time. */
  private static int termsAtOnce(int left) {
    return left < TERMS ? 1 : TERMS;
  }

  /** Tile by tile, row by row. */
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
      double start,
      boolean adds,
      double scale,
      double[][] scratch) {
    double[] factors = scratch[FACTORS];
    for (int first = 0; first < n; first += TILE_COLUMNS) {
      int width = n - first < TILE_COLUMNS ? n - first : TILE_COLUMNS;
      for (int top = 0; top < m; top += TILE_ROWS) {
        int height = m - top < TILE_ROWS ? m - top : TILE_ROWS;
        startSums(start, scratch, height, width);
        int terms;
        for (int p = 0; p < k; p += terms) {
          terms = termsAtOnce(k - p);
          for (int t = 0; t < terms; t++) {
            loadRow(b, bAt + (p + t) * bRow + first * bColumn, bColumn, scratch[t], width);
            int at = aAt + top * aRow + (p + t) * aColumn;
            for (int i = 0; i < height; i++) {
              factors[TERMS * i + t] = a[at + i * aRow];
            }
          }
          addTerms(terms, scratch, height, width);
        }
        for (int i = 0; i < height; i++) {
          int at = cAt + (top + i) * cRow + first * cColumn;
          storeRow(scratch[SUMS + i], c, at, cColumn, width, adds, scale);
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
      double start,
      boolean adds,
      double scale,
      double[][] scratch) {
    double[] factors = scratch[FACTORS];
    for (int first = 0; first < cColumns.length; first += TILE_COLUMNS) {
      int columns = cColumns.length - first;
      int width = columns < TILE_COLUMNS ? columns : TILE_COLUMNS;
      boolean bInRow = inRow(bColumns, first, width);
      for (int top = 0; top < cRows.length; top += TILE_ROWS) {
        int rows = cRows.length - top;
        int height = rows < TILE_ROWS ? rows : TILE_ROWS;
        startSums(start, scratch, height, width);
        int terms;
        for (int p = 0; p < aTerms.length; p += terms) {
          terms = termsAtOnce(aTerms.length - p);
          for (int t = 0; t < terms; t++) {
            loadPlaces(b, bAt + bTerms[p + t], bColumns, first, bInRow, scratch[t], width);
            int at = aAt + aTerms[p + t];
            for (int i = 0; i < height; i++) {
              factors[TERMS * i + t] = a[at + aRows[top + i]];
            }
          }
          addTerms(terms, scratch, height, width);
        }
        for (int i = 0; i < height; i++) {
          int at = cAt + cRows[top + i];
          storePlaces(scratch[SUMS + i], c, at, cColumns, first, width, adds, scale);
        }
      }
    }
  }

  private static void startSums(double start, double[][] scratch, int height, int width) {
    for (int i = 0; i < height; i++) {
      java.util.Arrays.fill(scratch[SUMS + i], 0, width, start);
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

  /** Whether some places follow one another. */
  private static boolean inRow(int[] places, int first, int width) {
    for (int j = 1; j < width; j++) {
      if (places[first + j] != places[first] + j) {
        return false;
      }
    }
    return true;
  }

  private static void storeRow(
      double[] row, double[] to, int at, int step, int width, boolean adds, double scale) {
    if (adds) {
      for (int j = 0; j < width; j++) {
        to[at + j * step] += scale * row[j];
      }
    } else if (step == 1) {
      System.arraycopy(row, 0, to, at, width);
    } else {
      for (int j = 0; j < width; j++) {
        to[at + j * step] = row[j];
      }
    }
  }

  private static void storePlaces(
      double[] row,
      double[] to,
      int at,
      int[] places,
      int first,
      int width,
      boolean adds,
      double scale) {
    for (int j = 0; j < width; j++) {
      int place = at + places[first + j];
      to[place] = adds ? to[place] + scale * row[j] : row[j];
    }
  }

  /** Adds the rows, four or one, each times its factor, to the rows of sums. */
  private static void addTerms(int terms, double[][] scratch, int height, int width) {
    double[] factors = scratch[FACTORS];
    for (int i = 0; i < height; i++) {
      int at = TERMS * i;
      if (terms == TERMS) {
        addFour(
            factors[at],
            factors[at + 1],
            factors[at + 2],
            factors[at + 3],
            scratch,
            scratch[SUMS + i],
            width);
      } else {
        addOne(factors[at], scratch[0], scratch[SUMS + i], width);
      }
    }
  }

  private static void addFour(
      double a0, double a1, double a2, double a3, double[][] rows, double[] sums, int width) {
    double[] b0 = rows[0];
    double[] b1 = rows[1];
    double[] b2 = rows[2];
    double[] b3 = rows[3];
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }

  private static void addOne(double a0, double[] row, double[] sums, int width) {
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a0 * row[j];
    }
  }
}
