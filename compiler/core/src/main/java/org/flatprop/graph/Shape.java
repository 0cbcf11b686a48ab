package org.flatprop.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sizes of an array, outermost first. A scalar has rank 0. */
public record Shape(List<Size> sizes) {

  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    sizes = List.copyOf(sizes);
  }

  public static Shape of(Size... sizes) {
    return new Shape(List.of(sizes));
  }

  public int rank() {
    return sizes.size();
  }

  public boolean isScalar() {
    return sizes.isEmpty();
  }

  public Size size(int axis) {
    return sizes.get(axis);
  }

  /** How many elements there are. */
  public Size count() {
    return sizes.stream().reduce(Size.ONE, Size::times);
  }

  /** Whether every size is a number. */
  public boolean isLiteral() {
    return sizes.stream().allMatch(Size::isConstant);
  }

  /** The axes of both, one after the other. */
  public Shape followedBy(Shape other) {
    List<Size> both = new ArrayList<>(sizes);
    both.addAll(other.sizes);
    return new Shape(both);
  }

  /** The axes from one to another, which is left out. */
  public Shape axes(int from, int to) {
    return new Shape(sizes.subList(from, to));
  }

  /** The first axes, so many. */
  public Shape first(int count) {
    return axes(0, count);
  }

  /** The last axes, so many. */
  public Shape last(int count) {
    return axes(rank() - count, rank());
  }

  /** The place of an element in row-major order. */
  public Size linear(List<Size> places) {
    Size place = Size.ZERO;
    for (int axis = 0; axis < rank(); axis++) {
      place = place.times(sizes.get(axis)).plus(places.get(axis));
    }
    return place;
  }

  /** Each axis as the place on it. */
  public List<Size> identity() {
    return IntStream.range(0, rank()).mapToObj(Size::axis).toList();
  }

  /**
   * The sizes as numbers.
   *
   * @throws IllegalStateException if a dim is missing
   */
  public int[] values(Map<String, Integer> dims) {
    return sizes.stream().mapToInt(size -> Math.toIntExact(size.value(dims))).toArray();
  }

  /** {@code [N, 10]}, or {@code a scalar}, as an error calls it. */
  public String inWords() {
    return isScalar() ? "a scalar" : toString();
  }

  /** {@code [N, 10]}; {@code scalar} for rank 0. */
  @Override
  public String toString() {
    return isScalar() ? "scalar" : sizes.toString();
  }
}
