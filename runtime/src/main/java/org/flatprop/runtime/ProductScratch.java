package org.flatprop.runtime;

import java.util.Arrays;

/**
 * Memory that products need; one of them at a time. It is allocated when a product first needs it,
 * once for each thread that computes a part.
 */
public final class ProductScratch {

  /** A part of a product, for another thread to compute, has at least so many multiplications. */
  private static final long PART_WORK = 1 << 17;

  /** Rows, or columns, that are not divided between threads, without vectors. */
  private static final int PLAIN_UNIT = 8;

  /** What is to be computed next. */
  final Product product = new Product();

  private final Task task = this::computePart;
  private int parts;
  private boolean inRows;
  private TiledProduct[] tiles = {};
  private double[][][] plain = {};

  ProductScratch() {}

  /** The memory of {@link MatrixProduct}. */
  double[][] plain() {
    allocatePlain(1);
    return plain[0];
  }

  void compute() {
    parts = (int) Math.min(Threads.count(), 1 + product.work() / PART_WORK);
    if (Vectors.PRESENT) {
      inRows = product.takeBestSide();
      allocateTiles(parts);
    } else {
      allocatePlain(parts);
    }
    try {
      Workers.run(task, parts);
    } finally {
      product.clear();
    }
  }

  private void allocateTiles(int count) {
    int ready = tiles.length;
    if (ready < count) {
      tiles = Arrays.copyOf(tiles, count);
      for (int i = ready; i < count; i++) {
        tiles[i] = new TiledProduct();
      }
    }
  }

  private void allocatePlain(int count) {
    int ready = plain.length;
    if (ready < count) {
      plain = Arrays.copyOf(plain, count);
      for (int i = ready; i < count; i++) {
        plain[i] = MatrixProduct.productScratch();
      }
    }
  }

  /** Computes some of the rows, or of the columns where there are more of them. */
  private void computePart(int part) {
    boolean byRows = !inRows && product.m() >= product.n();
    int count = byRows ? product.m() : product.n();
    int unit =
        !Vectors.PRESENT ? PLAIN_UNIT : byRows ? VectorProduct.ROWS : 2 * VectorProduct.COLUMNS;
    int first = bound(count, unit, part);
    int last = bound(count, unit, part + 1);
    int top = byRows ? first : 0;
    int bottom = byRows ? last : product.m();
    int left = byRows ? 0 : first;
    int right = byRows ? product.n() : last;
    if (!Vectors.PRESENT) {
      computePlain(plain[part], top, bottom, left, right);
    } else if (inRows) {
      tiles[part].computeRows(product, left, right);
    } else {
      tiles[part].compute(product, top, bottom, left, right);
    }
  }

  /** Where a part begins: parts are about equal, of whole units but for the last. */
  private int bound(int count, int unit, int part) {
    long units = ((long) count + unit - 1) / unit;
    return (int) Math.min(count, units * part / parts * unit);
  }

  private void computePlain(double[][] scratch, int top, int bottom, int left, int right) {
    Matrix a = product.a;
    Matrix b = product.b;
    Matrix c = product.c;
    int aAt = a.at + a.rows.at(top);
    int bAt = b.at + b.columns.at(left);
    int cAt = c.at + c.rows.at(top) + c.columns.at(left);
    int m = bottom - top;
    int k = product.k();
    int n = right - left;
    int aRow = a.rows.step();
    int aColumn = a.columns.step();
    int bRow = b.rows.step();
    int bColumn = b.columns.step();
    int cRow = c.rows.step();
    int cColumn = c.columns.step();
    if (product.adds) {
      MatrixProduct.addProduct(
          a.array,
          aAt,
          aRow,
          aColumn,
          b.array,
          bAt,
          bRow,
          bColumn,
          c.array,
          cAt,
          cRow,
          cColumn,
          m,
          k,
          n,
          product.start,
          product.scale,
          scratch);
    } else {
      MatrixProduct.matrixProduct(
          a.array,
          aAt,
          aRow,
          aColumn,
          b.array,
          bAt,
          bRow,
          bColumn,
          c.array,
          cAt,
          cRow,
          cColumn,
          m,
          k,
          n,
          product.start,
          scratch);
    }
  }
}
