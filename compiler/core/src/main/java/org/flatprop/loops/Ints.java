package org.flatprop.loops;

import java.util.Arrays;

/** A list of ints that are not objects. */
public final class Ints {

  private int[] numbers = new int[16];
  private int size;

  public void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size + (size >> 1));
    }
    numbers[size++] = number;
  }

  public void set(int place, int number) {
    numbers[place] = number;
  }

  public int get(int place) {
    return numbers[place];
  }

  public int size() {
    return size;
  }

  public int[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
