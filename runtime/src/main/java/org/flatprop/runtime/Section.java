package org.flatprop.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * Where a value stands in a flat vector: its elements follow one another in row-major order.
 *
 * @param sizes outermost first; empty for a scalar, which takes one element
 * @param offset of its first element
 */
public record Section(String name, List<Integer> sizes, int offset) {

  /**
   * A section of the given place.
   *
   * @throws IllegalArgumentException if a size is negative, or the elements are too many for a
   *     vector
   */
  public Section {
    sizes = List.copyOf(sizes);
    Sizes.count(name, sizes);
  }

  /** A section at the start of a vector. */
  public static Section of(String name, List<Integer> sizes) {
    return new Section(name, sizes, 0);
  }

  /** Reads the form that {@link #toString} writes, as a section at the start of a vector. */
  static Section parse(String text) {
    int bracket = text.indexOf('[');
    return bracket < 0
        ? of(text, List.of())
        : of(text.substring(0, bracket), Sizes.parse(text.substring(bracket)));
  }

  /** The same value at another place. */
  public Section at(int offset) {
    return new Section(name, sizes, offset);
  }

  /** How many elements there are. */
  public int length() {
    return Sizes.count(name, sizes);
  }

  /** Whether it has no axes; it is one element then. */
  public boolean isScalar() {
    return sizes.isEmpty();
  }

  /** The elements of the value, out of a vector. */
  public double[] of(double[] vector) {
    return Arrays.copyOfRange(vector, offset, offset + length());
  }

  /** {@code h[64,100]}, or {@code f} for a scalar. */
  @Override
  public String toString() {
    return name + Sizes.print(sizes);
  }
}
