package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every size and layout gives the bits of three plain loops. */
class MatrixProductTest {

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
    "12, 15, 31",
    "70, 9, 513"
  })
  void givesTheBitsOfThreeLoops(int m, int k, int n) {
    Random random = new Random(m * 31 + k * 17 + n);
    double[][] scratch = MatrixProduct.productScratch();
    for (int trial = 0; trial < 16; trial++) {
      ProductCall call = new ProductCall(random, m, k, n);
      for (boolean adds : new boolean[] {false, true}) {
        double[] expected = call.expected(adds, false);
        assertThat(call.plain(adds, false, scratch)).as("%s", call).isEqualTo(expected);
        assertThat(call.plain(adds, true, scratch)).as("places %s", call).isEqualTo(expected);
      }
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
    assertThat(result).isEqualTo(expected);
  }
}
