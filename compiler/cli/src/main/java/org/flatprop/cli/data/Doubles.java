package org.flatprop.cli.data;

import java.util.Arrays;

/** A row of numbers that grows. */
final class Doubles {

  private double[] numbers = new double[16];
  private int count;

  void add(double number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, larger(count));
    }
    numbers[count++] = number;
  }

  private static int larger(int length) {
    if (length == Integer.MAX_VALUE) {
      throw new OutOfMemoryError("an array of more than 2^31 - 1 elements");
    }
    return (int) Math.min(2L * length, Integer.MAX_VALUE);
  }

  int count() {
    return count;
  }

  double get(int i) {
    return numbers[i];
  }

  double[] toArray() {
    return Arrays.copyOf(numbers, count);
  }
}
