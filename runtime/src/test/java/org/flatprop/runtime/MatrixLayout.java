package org.flatprop.runtime;

import java.util.Random;

/** How a matrix stands in its array: where it begins, and the steps. */
record MatrixLayout(int at, int row, int column) {

  static MatrixLayout of(Random random, int rows, int columns) {
    int gap = random.nextInt(3);
    int at = random.nextInt(5);
    return random.nextBoolean()
        ? new MatrixLayout(at, columns + gap, 1)
        : new MatrixLayout(at, 1, rows + gap);
  }

  int place(int i, int j) {
    return at + i * row + j * column;
  }

  int[] rows(int count) {
    return MatrixProduct.productPlaces(new int[] {count}, new int[] {row});
  }

  int[] columns(int count) {
    return MatrixProduct.productPlaces(new int[] {count}, new int[] {column});
  }

  double[] array(Random random, int rows, int columns) {
    double[] array = new double[place(rows, columns) + 1];
    for (int i = 0; i < array.length; i++) {
      array[i] = random.nextInt(20) == 0 ? -0.0 : random.nextGaussian();
    }
    return array;
  }
}
