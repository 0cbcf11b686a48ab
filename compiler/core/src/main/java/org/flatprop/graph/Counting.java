package org.flatprop.graph;

/**
 * Whole numbers that depend on nothing but dims and the place of the element: sizes and indices.
 */
public record Counting(Shape shape, Size formula) {

  @Override
  public String toString() {
    return shape.isScalar() ? formula.toString() : shape + " " + formula;
  }
}
