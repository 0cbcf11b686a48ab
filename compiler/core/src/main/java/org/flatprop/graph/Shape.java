package org.flatprop.graph;

import java.util.List;

/** The sizes of an array, outermost first. A scalar has rank 0. */
public record Shape(List<Integer> sizes) {

  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    sizes = List.copyOf(sizes);
  }

  public int rank() {
    return sizes.size();
  }

  /** {@code [2, 3]}; {@code scalar} for rank 0. */
  @Override
  public String toString() {
    return rank() == 0 ? "scalar" : sizes.toString();
  }
}
