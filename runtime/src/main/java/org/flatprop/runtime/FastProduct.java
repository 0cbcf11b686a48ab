package org.flatprop.runtime;

/**
 * The products of {@link MatrixProduct}, faster: with vectors, where there are any, and with as
 * many {@linkplain Threads threads} as are used. The methods and their parameters are the same but
 * for the scratch memory.
 *
 * <p>With vectors every element is one chain of fused multiply-adds, from its start and in
 * ascending order of the inner index; what is added to is added to by one more. So its bits depend
 * on what is multiplied alone, not on the matrices' sizes and layouts, its place in them, or the
 * threads. Without vectors they are those of {@link MatrixProduct}.
 */
public final class FastProduct {

  /** Below so many multiplications tiles do not pay. */
  private static final long SMALL_PRODUCT = 1000;

  /** As little work as this for each row, or each column, does not pay for tiles. */
  private static final long SMALL_ROW = 16;

  private FastProduct() {}

  /** Memory that products need; one of them at a time. */
  public static ProductScratch productScratch() {
    return new ProductScratch();
  }

  /** As {@link MatrixProduct#productPlaces}. */
  public static int[] productPlaces(int[] counts, int[] steps) {
    return MatrixProduct.productPlaces(counts, steps);
  }

  /**
   * c = start + a b, as {@link MatrixProduct#matrixProduct} has it.
   *
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
      ProductScratch scratch) {
    product(
        a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start, false,
        1.0, scratch);
  }

  /**
   * c = c + scale (start + a b), as {@link MatrixProduct#addProduct} has it.
   *
   * @param scratch {@link #productScratch}
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
      ProductScratch scratch) {
    product(
        a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start, true,
        scale, scratch);
  }

  /**
   * c = start + a b, as {@link MatrixProduct#contraction} has it.
   *
   * @param scratch {@link #productScratch}
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
      ProductScratch scratch) {
    if (Vectors.PRESENT) {
      scratch.product.set(
          a, aAt, aRows, aTerms, b, bAt, bTerms, bColumns, c, cAt, cRows, cColumns, start, false,
          1.0);
      scratch.compute();
    } else {
      MatrixProduct.contraction(
          a,
          aAt,
          aRows,
          aTerms,
          b,
          bAt,
          bTerms,
          bColumns,
          c,
          cAt,
          cRows,
          cColumns,
          start,
          scratch.plain());
    }
  }

  /**
   * c = c + scale (start + a b), as {@link MatrixProduct#addContraction} has it.
   *
   * @param scratch {@link #productScratch}
   */
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
      ProductScratch scratch) {
    if (Vectors.PRESENT) {
      scratch.product.set(
          a, aAt, aRows, aTerms, b, bAt, bTerms, bColumns, c, cAt, cRows, cColumns, start, true,
          scale);
      scratch.compute();
    } else {
      MatrixProduct.addContraction(
          a,
          aAt,
          aRows,
          aTerms,
          b,
          bAt,
          bTerms,
          bColumns,
          c,
          cAt,
          cRows,
          cColumns,
          start,
          scale,
          scratch.plain());
    }
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
      ProductScratch scratch) {
    if (Vectors.PRESENT) {
      boolean small = (long) m * k * n < SMALL_PRODUCT || (long) Math.min(m, n) * k < SMALL_ROW;
      if (small && n > m) {
        FusedDots.compute(
            b, bAt, bColumn, bRow, a, aAt, aColumn, aRow, c, cAt, cColumn, cRow, n, k, m, start,
            adds, scale);
        return;
      } else if (small) {
        FusedDots.compute(
            a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start,
            adds, scale);
        return;
      } else if (n == 1 && aColumn == 1 && bRow == 1) {
        FusedDots.computeColumn(a, aAt, aRow, b, bAt, c, cAt, cRow, m, k, start, adds, scale);
        return;
      }
    }
    scratch.product.set(
        a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, c, cAt, cRow, cColumn, m, k, n, start, adds,
        scale);
    scratch.compute();
  }
}
