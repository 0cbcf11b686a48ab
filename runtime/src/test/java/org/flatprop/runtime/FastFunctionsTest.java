package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the functions with vectors and without. Their accuracy is tested elsewhere. */
class FastFunctionsTest {

  private static final MethodType EACH =
      MethodType.methodType(void.class, double[].class, int.class);

  /** Around them functions change their way, or have no value, or one that is not usual. */
  private static final double[] SPECIAL = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1.0,
    -1.0,
    0x1p26,
    -0x1p26
  };

  static Stream<String> functions() {
    return Arrays.stream(BlockFunctions.class.getDeclaredMethods())
        .filter(method -> method.getReturnType() == void.class)
        .map(method -> method.getName())
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void specialValuesAreThoseOfThePlainLoops(String function) throws Throwable {
    double[] plain = Arrays.copyOf(SPECIAL, 16);
    double[] fast = plain.clone();
    handle(BlockFunctions.class, function).invokeExact(plain, SPECIAL.length);
    handle(FastFunctions.class, function).invokeExact(fast, SPECIAL.length);
    for (int i = 0; i < SPECIAL.length; i++) {
      double scale = Double.isFinite(plain[i]) ? 4 * Math.ulp(plain[i]) : 0;
      boolean exact = plain[i] == 0 || !Double.isFinite(plain[i]);
      if (exact) {
        assertThat(bits(fast[i])).as("%s(%s)", function, SPECIAL[i]).isEqualTo(bits(plain[i]));
      } else {
        assertThat(Math.abs(fast[i] - plain[i]))
            .as("%s(%s)", function, SPECIAL[i])
            .isLessThanOrEqualTo(scale);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aValueHasTheSameBitsWhereverItStands(String function) throws Throwable {
    MethodHandle handle = handle(FastFunctions.class, function);
    double[] values = sample(new Random(3), 64);
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double[] alone = new double[8];
      alone[0] = values[i];
      handle.invokeExact(alone, 1);
      expected[i] = alone[0];
    }
    for (int from = 0; from < 9; from++) {
      for (int count = 0; count <= values.length - from; count++) {
        double[] block = Arrays.copyOf(Arrays.copyOfRange(values, from, from + count), 72);
        Arrays.fill(block, (count + 7) / 8 * 8, block.length, 0.75);
        handle.invokeExact(block, count);
        assertThat(Arrays.copyOf(block, count))
            .isEqualTo(Arrays.copyOfRange(expected, from, from + count));
        for (int i = (count + 7) / 8 * 8; i < block.length; i++) {
          assertThat(block[i]).isEqualTo(0.75);
        }
      }
    }
  }

  /** The method is compiled meanwhile, and values that take another way turn up late. */
  @ParameterizedTest
  @MethodSource("functions")
  void bitsStayTheSameOnceTheLoopIsCompiled(String function) throws Throwable {
    MethodHandle handle = handle(FastFunctions.class, function);
    Random random = new Random(5);
    double[] values = sample(random, 256);
    double[] first = values.clone();
    handle.invokeExact(first, first.length);
    double[] usual = random.doubles(256, 0.1, 0.9).toArray();
    for (int i = 0; i < 20_000; i++) {
      handle.invokeExact(usual.clone(), 256);
    }
    double[] last = values.clone();
    handle.invokeExact(last, last.length);
    assertThat(last).isEqualTo(first);
  }

  @Test
  void sumsAddEightPartsInTheirOrder() {
    Random random = new Random(7);
    for (int count = 0; count < 300; count++) {
      double[] values = new double[(count + 7) / 8 * 8];
      Arrays.fill(values, Double.NaN);
      double[] parts = new double[8];
      for (int i = 0; i < count; i++) {
        values[i] = random.nextGaussian() * Math.exp(random.nextInt(20));
        parts[i % 8] += values[i];
      }
      double expected =
          ((parts[0] + parts[4]) + (parts[2] + parts[6]))
              + ((parts[1] + parts[5]) + (parts[3] + parts[7]));
      assertThat(BlockFunctions.sumBlock(values, count)).isEqualTo(expected);
      assertThat(FastFunctions.sumBlock(values, count)).isEqualTo(expected);
    }
  }

  @Test
  void theLargestIsThatOfMathMax() {
    Random random = new Random(11);
    for (int count = 0; count < 300; count++) {
      double[] values = new double[(count + 7) / 8 * 8];
      Arrays.fill(values, Double.POSITIVE_INFINITY);
      double expected = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        double[] some = {-0.0, 0.0, -random.nextInt(3), -1 - random.nextDouble()};
        values[i] = random.nextInt(500) == 0 ? Double.NaN : some[random.nextInt(count % 4 + 1)];
        expected = Math.max(expected, values[i]);
      }
      assertThat(bits(BlockFunctions.maxBlock(values, count))).isEqualTo(bits(expected));
      assertThat(bits(FastFunctions.maxBlock(values, count))).isEqualTo(bits(expected));
    }
  }

  /** Of all magnitudes, with special ones between. */
  private static double[] sample(Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (random.nextInt(6)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> 1000 * random.nextGaussian();
            default -> random.nextGaussian();
          };
    }
    return values;
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  private static MethodHandle handle(Class<?> type, String function) throws Exception {
    return MethodHandles.lookup().findStatic(type, function, EACH);
  }
}
