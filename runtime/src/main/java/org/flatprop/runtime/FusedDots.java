package org.flatprop.runtime;

/**
 * Products too small or too narrow for tiles, element by element: as tiles are, each a chain of
 * fused multiply-adds.
 */
final class FusedDots {

  private FusedDots() {}

  /** Of any layout: four rows at a time. */
  static void compute(
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
          c0 = Math.fma(a[left], factor, c0);
          c1 = Math.fma(a[left + aRow], factor, c1);
          c2 = Math.fma(a[left + 2 * aRow], factor, c2);
          c3 = Math.fma(a[left + 3 * aRow], factor, c3);
          left += aColumn;
          from += bRow;
        }
        int at = target + i * cRow;
        store(c, at, c0, adds, scale);
        store(c, at + cRow, c1, adds, scale);
        store(c, at + 2 * cRow, c2, adds, scale);
        store(c, at + 3 * cRow, c3, adds, scale);
      }
      for (; i < m; i++) {
        double sum = start;
        int left = aAt + i * aRow;
        int from = right;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[left], b[from], sum);
          left += aColumn;
          from += bRow;
        }
        store(c, target + i * cRow, sum, adds, scale);
      }
    }
  }

  /**
   * Of rows that stand in their array, and one column that does: six rows at a time, which need few
   * registers.
   */
  static void computeColumn(
      double[] a,
      int aAt,
      int aRow,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int cRow,
      int m,
      int k,
      double start,
      boolean adds,
      double scale) {
    int i = 0;
    for (; i + 6 <= m; i += 6) {
      int a0 = aAt + i * aRow;
      int a1 = a0 + aRow;
      int a2 = a1 + aRow;
      int a3 = a2 + aRow;
      int a4 = a3 + aRow;
      int a5 = a4 + aRow;
      double c0 = start;
      double c1 = start;
      double c2 = start;
      double c3 = start;
      double c4 = start;
      double c5 = start;
      for (int p = 0; p < k; p++) {
        double factor = b[bAt + p];
        c0 = Math.fma(a[a0 + p], factor, c0);
        c1 = Math.fma(a[a1 + p], factor, c1);
        c2 = Math.fma(a[a2 + p], factor, c2);
        c3 = Math.fma(a[a3 + p], factor, c3);
        c4 = Math.fma(a[a4 + p], factor, c4);
        c5 = Math.fma(a[a5 + p], factor, c5);
      }
      int at = cAt + i * cRow;
      store(c, at, c0, adds, scale);
      store(c, at + cRow, c1, adds, scale);
      store(c, at + 2 * cRow, c2, adds, scale);
      store(c, at + 3 * cRow, c3, adds, scale);
      store(c, at + 4 * cRow, c4, adds, scale);
      store(c, at + 5 * cRow, c5, adds, scale);
    }
    int left = aAt + i * aRow;
    compute(
        a,
        left,
        aRow,
        1,
        b,
        bAt,
        1,
        0,
        c,
        cAt + i * cRow,
        cRow,
        0,
        m - i,
        k,
        1,
        start,
        adds,
        scale);
  }

  private static void store(double[] c, int at, double sum, boolean adds, double scale) {
    c[at] = adds ? Math.fma(scale, sum, c[at]) : sum;
  }
}
