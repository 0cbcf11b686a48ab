package org.flatprop.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** An array in a line: {@code [2, 3] = 0.1, 0.25, -1.0, … -1.0 to 3.5, norm 3.8}. */
final class ArrayLine {

  /** So many elements are shown, */
  private static final int MAX_SHOWN = 4;

  /** or, of more, so many of them. */
  private static final int SHOWN = 3;

  private static final int DIGITS = 4;

  private ArrayLine() {}

  /**
   * Sums up an array.
   *
   * @param elements row-major; one, if all are the same
   */
  static String of(int[] sizes, double[] elements) {
    String text = Arrays.toString(sizes) + " = ";
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      return text + "[]";
    }
    if (elements.length == 1 && Arrays.stream(sizes).anyMatch(size -> size > 1)) {
      return text + "all " + number(elements[0]);
    }
    if (elements.length <= MAX_SHOWN) {
      return text + first(elements, elements.length);
    }
    return text + first(elements, SHOWN) + ", …   " + range(elements);
  }

  private static String first(double[] elements, int count) {
    return Arrays.stream(elements, 0, count)
        .mapToObj(ArrayLine::number)
        .collect(Collectors.joining(", "));
  }

  /** A number that is none is counted, as it would hide all others. */
  private static String range(double[] elements) {
    double[] numbers = numbers(elements).toArray();
    int others = elements.length - numbers.length;
    String count = others == 0 ? "" : ", " + others + " NaN";
    if (numbers.length == 0) {
      return "all NaN";
    }
    String from = number(numbers(elements).min().orElseThrow());
    String to = number(numbers(elements).max().orElseThrow());
    return from + " to " + to + ", norm " + number(norm(numbers)) + count;
  }

  private static DoubleStream numbers(double[] elements) {
    return Arrays.stream(elements).filter(element -> !Double.isNaN(element));
  }

  private static double norm(double[] elements) {
    double sum = 0;
    for (double element : elements) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }

  private static String number(double value) {
    return Rounded.of(value, DIGITS);
  }
}
