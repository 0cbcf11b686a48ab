package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every size and layout gives the bits of three plain loops. */
class MatrixProductTest {

  /** How a matrix stands in its array: where it begins, and the steps. */
  private record Layout(int at, int row, int column) {

    static Layout of(Random random, int rows, int columns) {
      int gap = random.nextInt(3);
      int at = random.nextInt(5);
      return random.nextBoolean()
          ? new Layout(at, columns + gap, 1)
          : new Layout(at, 1, rows + gap);
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

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "4, 4, 4",
    "7, 3, 5",
    "1, 100, 100",
    "100, 100, 1",
    "3, 40, 50",
    "50, 40, 3",
    "64, 100, 10",
    "33, 17, 300",
    "300, 17, 33",
    "40, 64, 600",
    "20, 1, 90",
    "20, 0, 90",
    "0, 5, 5",
    "12, 15, 31"
  })
  void givesTheBitsOfThreeLoops(int m, int k, int n) {
    Random random = new Random(m * 31 + k * 17 + n);
    double[][] scratch = MatrixProduct.productScratch();
    for (int trial = 0; trial < 16; trial++) {
      Layout a = Layout.of(random, m, k);
      Layout b = Layout.of(random, k, n);
      Layout c = Layout.of(random, m, n);
      double[] left = a.array(random, m, k);
      double[] right = b.array(random, k, n);
      double[] result = c.array(random, m, n);
      double[] expected = result.clone();
      double start = trial % 2 == 0 ? 0.0 : -0.0;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = start;
          for (int p = 0; p < k; p++) {
            sum += left[a.place(i, p)] * right[b.place(p, j)];
          }
          expected[c.place(i, j)] = sum;
        }
      }
      if (trial % 3 == 0) {
        MatrixProduct.contraction(
            left,
            a.at,
            a.rows(m),
            a.columns(k),
            right,
            b.at,
            b.rows(k),
            b.columns(n),
            result,
            c.at,
            c.rows(m),
            c.columns(n),
            start,
            scratch);
      } else {
        MatrixProduct.matrixProduct(
            left, a.at, a.row, a.column, right, b.at, b.row, b.column, result, c.at, c.row,
            c.column, m, k, n, start, scratch);
      }
      assertThat(result).as("%s %s %s", a, b, c).containsExactly(expected);
    }
  }

  @Test
  void takesPlacesOfSeveralAxes() {
    // A convolution of one channel: an image of 30 x 20 under two filters of 3 x 5.
    Random random = new Random(5);
    double[] image = random.doubles(30 * 20).toArray();
    double[] filters = random.doubles(2 * 15).toArray();
    double[] result = new double[2 * 28 * 16];
    double[] expected = new double[result.length];
    for (int f = 0; f < 2; f++) {
      for (int i = 0; i < 28; i++) {
        for (int j = 0; j < 16; j++) {
          double sum = 0.0;
          for (int p = 0; p < 3; p++) {
            for (int q = 0; q < 5; q++) {
              sum += filters[f * 15 + p * 5 + q] * image[(i + p) * 20 + j + q];
            }
          }
          expected[f * 448 + i * 16 + j] = sum;
        }
      }
    }
    MatrixProduct.contraction(
        filters,
        0,
        MatrixProduct.productPlaces(new int[] {2}, new int[] {15}),
        MatrixProduct.productPlaces(new int[] {3, 5}, new int[] {5, 1}),
        image,
        0,
        MatrixProduct.productPlaces(new int[] {3, 5}, new int[] {20, 1}),
        MatrixProduct.productPlaces(new int[] {28, 16}, new int[] {20, 1}),
        result,
        0,
        MatrixProduct.productPlaces(new int[] {2}, new int[] {448}),
        MatrixProduct.productPlaces(new int[] {28, 16}, new int[] {16, 1}),
        0.0,
        MatrixProduct.productScratch());
    assertThat(result).containsExactly(expected);
  }
}
