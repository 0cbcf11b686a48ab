package org.flatprop.runtime;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes of an array, outermost first; none for a scalar. Written {@code [64,100]}. */
final class Sizes {

  private Sizes() {}

  /**
   * How many elements an array has.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException if a size is negative, or the elements are too many for a
   *     vector
   */
  static int count(String name, List<Integer> sizes) {
    boolean none = false;
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException(name + print(sizes) + " has a negative size");
      }
      none |= size == 0;
    }
    long count = none ? 0 : 1;
    for (int size : sizes) {
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw tooLarge(name + print(sizes), exact(sizes));
      }
    }
    return (int) count;
  }

  private static BigInteger exact(List<Integer> sizes) {
    BigInteger count = BigInteger.ONE;
    for (int size : sizes) {
      count = count.multiply(BigInteger.valueOf(size));
    }
    return count;
  }

  static IllegalArgumentException tooLarge(String what, Object count) {
    return new IllegalArgumentException(
        what + " would have " + count + " elements: at most " + Integer.MAX_VALUE + " fit");
  }

  /** {@code [64,100]}; nothing for a scalar. */
  static String print(List<Integer> sizes) {
    return sizes.isEmpty()
        ? ""
        : sizes.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  /** Reads the form that {@link #print} writes. */
  static List<Integer> parse(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new IllegalArgumentException("no sizes: " + text);
    }
    return Arrays.stream(text.substring(1, text.length() - 1).split(",", -1))
        .map(Integer::valueOf)
        .toList();
  }
}
