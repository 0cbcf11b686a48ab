package org.flatprop.runtime;

import java.util.Random;

/** A product of random matrices in random layouts, and what it gives by three loops. */
final class ProductCall {

  private final int m;
  private final int k;
  private final int n;
  private final MatrixLayout a;
  private final MatrixLayout b;
  private final MatrixLayout c;
  private final double[] left;
  private final double[] right;
  private final double[] before;
  private final double start;
  private final double scale;

  ProductCall(Random random, int m, int k, int n) {
    this.m = m;
    this.k = k;
    this.n = n;
    a = MatrixLayout.of(random, m, k);
    b = MatrixLayout.of(random, k, n);
    c = MatrixLayout.of(random, m, n);
    left = a.array(random, m, k);
    right = b.array(random, k, n);
    before = c.array(random, m, n);
    start = random.nextBoolean() ? 0.0 : -0.0;
    scale = random.nextGaussian();
  }

  /** One of the terms of an element becomes NaN. */
  void multiplyInfinityByZero() {
    left[a.place(m - 1, k / 2)] = 0.0;
    right[b.place(k / 2, n - 1)] = Double.POSITIVE_INFINITY;
  }

  /** The result's array after three loops. */
  double[] expected(boolean adds, boolean fused) {
    double[] result = before.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = start;
        for (int p = 0; p < k; p++) {
          sum = multiplyAdd(left[a.place(i, p)], right[b.place(p, j)], sum, fused);
        }
        int at = c.place(i, j);
        result[at] = adds ? multiplyAdd(scale, sum, result[at], fused) : sum;
      }
    }
    return result;
  }

  private static double multiplyAdd(double x, double y, double sum, boolean fused) {
    return fused ? Math.fma(x, y, sum) : sum + x * y;
  }

  /** The result's array after {@link MatrixProduct}. */
  double[] plain(boolean adds, boolean places, double[][] scratch) {
    double[] result = before.clone();
    if (places && adds) {
      MatrixProduct.addContraction(
          left,
          a.at(),
          a.rows(m),
          a.columns(k),
          right,
          b.at(),
          b.rows(k),
          b.columns(n),
          result,
          c.at(),
          c.rows(m),
          c.columns(n),
          start,
          scale,
          scratch);
    } else if (places) {
      MatrixProduct.contraction(
          left,
          a.at(),
          a.rows(m),
          a.columns(k),
          right,
          b.at(),
          b.rows(k),
          b.columns(n),
          result,
          c.at(),
          c.rows(m),
          c.columns(n),
          start,
          scratch);
    } else if (adds) {
      MatrixProduct.addProduct(
          left,
          a.at(),
          a.row(),
          a.column(),
          right,
          b.at(),
          b.row(),
          b.column(),
          result,
          c.at(),
          c.row(),
          c.column(),
          m,
          k,
          n,
          start,
          scale,
          scratch);
    } else {
      MatrixProduct.matrixProduct(
          left,
          a.at(),
          a.row(),
          a.column(),
          right,
          b.at(),
          b.row(),
          b.column(),
          result,
          c.at(),
          c.row(),
          c.column(),
          m,
          k,
          n,
          start,
          scratch);
    }
    return result;
  }

  /** The result's array after {@link FastProduct}. */
  double[] fast(boolean adds, boolean places, ProductScratch scratch) {
    double[] result = before.clone();
    if (places && adds) {
      FastProduct.addContraction(
          left,
          a.at(),
          a.rows(m),
          a.columns(k),
          right,
          b.at(),
          b.rows(k),
          b.columns(n),
          result,
          c.at(),
          c.rows(m),
          c.columns(n),
          start,
          scale,
          scratch);
    } else if (places) {
      FastProduct.contraction(
          left,
          a.at(),
          a.rows(m),
          a.columns(k),
          right,
          b.at(),
          b.rows(k),
          b.columns(n),
          result,
          c.at(),
          c.rows(m),
          c.columns(n),
          start,
          scratch);
    } else {
      fastSteps(adds, result, scratch);
    }
    return result;
  }

  /** The same by steps, into an array, allocating nothing of its own. */
  void fastSteps(boolean adds, double[] result, ProductScratch scratch) {
    if (adds) {
      FastProduct.addProduct(
          left,
          a.at(),
          a.row(),
          a.column(),
          right,
          b.at(),
          b.row(),
          b.column(),
          result,
          c.at(),
          c.row(),
          c.column(),
          m,
          k,
          n,
          start,
          scale,
          scratch);
    } else {
      FastProduct.matrixProduct(
          left,
          a.at(),
          a.row(),
          a.column(),
          right,
          b.at(),
          b.row(),
          b.column(),
          result,
          c.at(),
          c.row(),
          c.column(),
          m,
          k,
          n,
          start,
          scratch);
    }
  }

  double[] before() {
    return before.clone();
  }

  @Override
  public String toString() {
    return "%d x %d x %d, %s %s %s".formatted(m, k, n, a, b, c);
  }
}
