package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Numbers that were given: a scalar, or an array in row-major order. */
public final class ArrayData {

  private final List<Integer> sizes;
  private final double[] elements;

  /**
   * An array.
   *
   * @param sizes outermost first; empty for a scalar
   * @param elements as many as the sizes say; not copied
   */
  public ArrayData(List<Integer> sizes, double... elements) {
    this.sizes = List.copyOf(sizes);
    this.elements = elements;
  }

  public static ArrayData scalar(double value) {
    return new ArrayData(List.of(), value);
  }

  public List<Integer> sizes() {
    return sizes;
  }

  public int rank() {
    return sizes.size();
  }

  /** The elements in row-major order; not a copy. */
  public double[] elements() {
    return elements;
  }

  /** The same elements in another shape. */
  public ArrayData reshaped(List<Integer> others) {
    return new ArrayData(others, elements);
  }

  /** The number of elements of an array; empty where a vector cannot hold so many. */
  public static Optional<Integer> count(List<Integer> sizes) {
    long count = sizes.contains(0) ? 0 : 1;
    for (int size : sizes) {
      count *= size;
      if (count > Integer.MAX_VALUE) {
        return Optional.empty();
      }
    }
    return Optional.of((int) count);
  }

  /** The place of an element as a subscript: {@code [3, 2]}; nothing for a scalar. */
  public static String place(List<Integer> sizes, int element) {
    List<String> places = new ArrayList<>();
    int rest = element;
    for (int axis = sizes.size() - 1; axis >= 0; axis--) {
      places.add(0, String.valueOf(rest % sizes.get(axis)));
      rest /= sizes.get(axis);
    }
    return places.isEmpty() ? "" : brackets(places);
  }

  /** {@code [64, 1000]}, or {@code a scalar}. */
  public static String shape(List<Integer> sizes) {
    return sizes.isEmpty() ? "a scalar" : brackets(sizes);
  }

  private static String brackets(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
