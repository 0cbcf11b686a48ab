package org.flatprop.runtime;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of products. Sums go on from what they are, term after term, by fused
 * multiply-adds, so that every way to a product gives the same bits.
 *
 * <p>Six rows by two vectors of sums are what fits the sixteen registers of AVX2, beside two
 * vectors of the right matrix and a factor of the left one; where there are more, it is as fast as
 * larger shapes.
 */
final class VectorProduct {

  private static final VectorSpecies<Double> LANES = VectorLanes.SPECIES;

  private static final int COUNT = VectorLanes.COUNT;

  /** Rows of sums that are worked on at a time. */
  static final int ROWS = 6;

  /** Columns of a panel of one vector; most have two. */
  static final int COLUMNS = COUNT;

  private VectorProduct() {}

  /**
   * Adds the product of six rows and a panel two vectors wide, row after row in its array, to sums.
   * Where each row begins is computed here: HotSpot's code is a quarter slower if it is told.
   *
   * @param a0 where the first row of the left matrix begins
   * @param aStep from one of its rows to the next
   * @param row0 where the first row of sums begins
   * @param step from one row of sums to the next
   */
  static void addWide(
      double[] a,
      int a0,
      int aStep,
      int terms,
      double[] panel,
      int at,
      double[] sums,
      int row0,
      int step) {
    int a1 = a0 + aStep;
    int a2 = a1 + aStep;
    int a3 = a2 + aStep;
    int a4 = a3 + aStep;
    int a5 = a4 + aStep;
    int row1 = row0 + step;
    int row2 = row1 + step;
    int row3 = row2 + step;
    int row4 = row3 + step;
    int row5 = row4 + step;
    DoubleVector x0 = DoubleVector.fromArray(LANES, sums, row0);
    DoubleVector y0 = DoubleVector.fromArray(LANES, sums, row0 + COUNT);
    DoubleVector x1 = DoubleVector.fromArray(LANES, sums, row1);
    DoubleVector y1 = DoubleVector.fromArray(LANES, sums, row1 + COUNT);
    DoubleVector x2 = DoubleVector.fromArray(LANES, sums, row2);
    DoubleVector y2 = DoubleVector.fromArray(LANES, sums, row2 + COUNT);
    DoubleVector x3 = DoubleVector.fromArray(LANES, sums, row3);
    DoubleVector y3 = DoubleVector.fromArray(LANES, sums, row3 + COUNT);
    DoubleVector x4 = DoubleVector.fromArray(LANES, sums, row4);
    DoubleVector y4 = DoubleVector.fromArray(LANES, sums, row4 + COUNT);
    DoubleVector x5 = DoubleVector.fromArray(LANES, sums, row5);
    DoubleVector y5 = DoubleVector.fromArray(LANES, sums, row5 + COUNT);
    for (int p = 0; p < terms; p++) {
      DoubleVector left = DoubleVector.fromArray(LANES, panel, at + 2 * p * COUNT);
      DoubleVector right = DoubleVector.fromArray(LANES, panel, at + 2 * p * COUNT + COUNT);
      DoubleVector f0 = DoubleVector.broadcast(LANES, a[a0 + p]);
      x0 = f0.fma(left, x0);
      y0 = f0.fma(right, y0);
      DoubleVector f1 = DoubleVector.broadcast(LANES, a[a1 + p]);
      x1 = f1.fma(left, x1);
      y1 = f1.fma(right, y1);
      DoubleVector f2 = DoubleVector.broadcast(LANES, a[a2 + p]);
      x2 = f2.fma(left, x2);
      y2 = f2.fma(right, y2);
      DoubleVector f3 = DoubleVector.broadcast(LANES, a[a3 + p]);
      x3 = f3.fma(left, x3);
      y3 = f3.fma(right, y3);
      DoubleVector f4 = DoubleVector.broadcast(LANES, a[a4 + p]);
      x4 = f4.fma(left, x4);
      y4 = f4.fma(right, y4);
      DoubleVector f5 = DoubleVector.broadcast(LANES, a[a5 + p]);
      x5 = f5.fma(left, x5);
      y5 = f5.fma(right, y5);
    }
    x0.intoArray(sums, row0);
    y0.intoArray(sums, row0 + COUNT);
    x1.intoArray(sums, row1);
    y1.intoArray(sums, row1 + COUNT);
    x2.intoArray(sums, row2);
    y2.intoArray(sums, row2 + COUNT);
    x3.intoArray(sums, row3);
    y3.intoArray(sums, row3 + COUNT);
    x4.intoArray(sums, row4);
    y4.intoArray(sums, row4 + COUNT);
    x5.intoArray(sums, row5);
    y5.intoArray(sums, row5 + COUNT);
  }

  /** The same with a panel one vector wide. */
  static void addNarrow(
      double[] a,
      int a0,
      int aStep,
      int terms,
      double[] panel,
      int at,
      double[] sums,
      int row0,
      int step) {
    int a1 = a0 + aStep;
    int a2 = a1 + aStep;
    int a3 = a2 + aStep;
    int a4 = a3 + aStep;
    int a5 = a4 + aStep;
    int row1 = row0 + step;
    int row2 = row1 + step;
    int row3 = row2 + step;
    int row4 = row3 + step;
    int row5 = row4 + step;
    DoubleVector x0 = DoubleVector.fromArray(LANES, sums, row0);
    DoubleVector x1 = DoubleVector.fromArray(LANES, sums, row1);
    DoubleVector x2 = DoubleVector.fromArray(LANES, sums, row2);
    DoubleVector x3 = DoubleVector.fromArray(LANES, sums, row3);
    DoubleVector x4 = DoubleVector.fromArray(LANES, sums, row4);
    DoubleVector x5 = DoubleVector.fromArray(LANES, sums, row5);
    for (int p = 0; p < terms; p++) {
      DoubleVector b = DoubleVector.fromArray(LANES, panel, at + p * COUNT);
      x0 = DoubleVector.broadcast(LANES, a[a0 + p]).fma(b, x0);
      x1 = DoubleVector.broadcast(LANES, a[a1 + p]).fma(b, x1);
      x2 = DoubleVector.broadcast(LANES, a[a2 + p]).fma(b, x2);
      x3 = DoubleVector.broadcast(LANES, a[a3 + p]).fma(b, x3);
      x4 = DoubleVector.broadcast(LANES, a[a4 + p]).fma(b, x4);
      x5 = DoubleVector.broadcast(LANES, a[a5 + p]).fma(b, x5);
    }
    x0.intoArray(sums, row0);
    x1.intoArray(sums, row1);
    x2.intoArray(sums, row2);
    x3.intoArray(sums, row3);
    x4.intoArray(sums, row4);
    x5.intoArray(sums, row5);
  }

  /** Adds four rows, each times its factor, to a row of sums. */
  static void addFour(
      double f0,
      double f1,
      double f2,
      double f3,
      double[] b,
      int b0,
      int b1,
      int b2,
      int b3,
      double[] sums,
      int at,
      int width) {
    DoubleVector x0 = DoubleVector.broadcast(LANES, f0);
    DoubleVector x1 = DoubleVector.broadcast(LANES, f1);
    DoubleVector x2 = DoubleVector.broadcast(LANES, f2);
    DoubleVector x3 = DoubleVector.broadcast(LANES, f3);
    int whole = LANES.loopBound(width);
    for (int j = 0; j < whole; j += COUNT) {
      DoubleVector sum = DoubleVector.fromArray(LANES, sums, at + j);
      sum = x0.fma(DoubleVector.fromArray(LANES, b, b0 + j), sum);
      sum = x1.fma(DoubleVector.fromArray(LANES, b, b1 + j), sum);
      sum = x2.fma(DoubleVector.fromArray(LANES, b, b2 + j), sum);
      sum = x3.fma(DoubleVector.fromArray(LANES, b, b3 + j), sum);
      sum.intoArray(sums, at + j);
    }
    addRest(f0, b, b0, sums, at, whole, width);
    addRest(f1, b, b1, sums, at, whole, width);
    addRest(f2, b, b2, sums, at, whole, width);
    addRest(f3, b, b3, sums, at, whole, width);
  }

  /** Adds a row times its factor to another. */
  static void addOne(double f, double[] b, int from, double[] sums, int at, int width) {
    DoubleVector x = DoubleVector.broadcast(LANES, f);
    int whole = LANES.loopBound(width);
    for (int j = 0; j < whole; j += COUNT) {
      DoubleVector sum = DoubleVector.fromArray(LANES, sums, at + j);
      x.fma(DoubleVector.fromArray(LANES, b, from + j), sum).intoArray(sums, at + j);
    }
    addRest(f, b, from, sums, at, whole, width);
  }

  private static void addRest(
      double f, double[] b, int from, double[] sums, int at, int first, int width) {
    for (int j = first; j < width; j++) {
      sums[at + j] = Math.fma(f, b[from + j], sums[at + j]);
    }
  }

  /** Copies rows, evenly spaced, to a panel of one vector or two. */
  static void copyRows(
      double[] from, int at, int step, int rows, double[] panel, int to, int width) {
    if (width == COUNT) {
      for (int p = 0; p < rows; p++) {
        DoubleVector.fromArray(LANES, from, at + p * step).intoArray(panel, to + p * COUNT);
      }
    } else {
      for (int p = 0; p < rows; p++) {
        int next = to + 2 * p * COUNT;
        DoubleVector.fromArray(LANES, from, at + p * step).intoArray(panel, next);
        DoubleVector.fromArray(LANES, from, at + p * step + COUNT).intoArray(panel, next + COUNT);
      }
    }
  }
}
