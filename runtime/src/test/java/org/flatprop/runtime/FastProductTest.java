package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every size and layout gives the bits of three loops, fused where there are vectors. */
class FastProductTest {

  private final ProductScratch scratch = FastProduct.productScratch();

  @AfterEach
  void useOneThread() {
    Threads.use(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "4, 4, 4",
    "7, 3, 5",
    "1, 100, 100",
    "100, 100, 1",
    "99, 100, 1",
    "3, 40, 50",
    "50, 40, 3",
    "5, 37, 2000",
    "64, 100, 10",
    "33, 17, 300",
    "300, 17, 33",
    "40, 64, 600",
    "130, 520, 70",
    "20, 1, 90",
    "20, 0, 90",
    "0, 5, 5",
    "5, 5, 0",
    "12, 15, 31",
    "48, 48, 48"
  })
  void givesTheBitsOfThreeLoops(int m, int k, int n) {
    Random random = new Random(m * 31 + k * 17 + n);
    for (int trial = 0; trial < 16; trial++) {
      check(new ProductCall(random, m, k, n));
    }
  }

  @Test
  void givesThemForRandomSizes() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      int m = 1 + random.nextInt(1 << random.nextInt(8));
      int k = 1 + random.nextInt(1 << random.nextInt(10));
      int n = 1 + random.nextInt(1 << random.nextInt(8));
      check(new ProductCall(random, m, k, n));
    }
  }

  private void check(ProductCall call) {
    for (boolean adds : new boolean[] {false, true}) {
      double[] expected = call.expected(adds, Vectors.PRESENT);
      assertThat(call.fast(adds, false, scratch)).as("%s", call).isEqualTo(expected);
      assertThat(call.fast(adds, true, scratch)).as("places %s", call).isEqualTo(expected);
    }
  }

  @Test
  void multipliesInfinityByZero() {
    Random random = new Random(2);
    for (int[] size : new int[][] {{2, 3, 4}, {3, 50, 90}, {90, 50, 1}, {30, 40, 50}}) {
      ProductCall call = new ProductCall(random, size[0], size[1], size[2]);
      call.multiplyInfinityByZero();
      double[] expected = call.expected(false, Vectors.PRESENT);
      assertThat(Arrays.stream(expected).anyMatch(Double::isNaN)).isTrue();
      assertThat(call.fast(false, false, scratch)).as("%s", call).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void givesTheSameBitsWithAnyNumberOfThreads(int threads) {
    Random random = new Random(3);
    Threads.use(threads);
    int[][] sizes = {
      {64, 400, 100}, {1000, 40, 100}, {3, 400, 1001}, {1001, 400, 3}, {150, 151, 152}, {7, 9, 9000}
    };
    for (int[] size : sizes) {
      check(new ProductCall(random, size[0], size[1], size[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void allocatesNothingOnceCompiled(int threads) {
    Threads.use(threads);
    Random random = new Random(4);
    ProductCall[] calls = {
      new ProductCall(random, 6, 8, 10),
      new ProductCall(random, 40, 60, 130),
      new ProductCall(random, 2, 40, 130),
      new ProductCall(random, 130, 40, 1)
    };
    double[][] results = new double[calls.length][];
    for (int i = 0; i < calls.length; i++) {
      results[i] = calls[i].before();
    }
    // Vectors are objects until HotSpot has compiled what works with them.
    long allocated = 1;
    for (int round = 0; round < 20_000 && allocated > 0; round++) {
      allocated = allocatedBy(calls, results);
    }
    assertThat(allocated).isZero();
  }

  private long allocatedBy(ProductCall[] calls, double[][] results) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls.length; i++) {
      calls[i].fastSteps(false, results[i], scratch);
      calls[i].fastSteps(true, results[i], scratch);
    }
    return thread.getCurrentThreadAllocatedBytes() - before;
  }
}
