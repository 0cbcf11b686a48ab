package org.flatprop.loops;

import java.util.Arrays;

/** A list of ints that are not objects. */
final class Ints {

  private int[] numbers = new int[16];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size + (size >> 1));
    }
    numbers[size++] = number;
  }

  void set(int place, int number) {
    numbers[place] = number;
  }

  int get(int place) {
    return numbers[place];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
