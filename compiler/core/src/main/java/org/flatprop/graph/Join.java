package org.flatprop.graph;

import java.util.List;

/**
 * How arrays follow one another.
 *
 * @param axis the one along which they do
 * @param offsets where on it each begins
 */
public record Join(int axis, List<Size> offsets) {

  public Join {
    offsets = List.copyOf(offsets);
  }

  @Override
  public String toString() {
    return "axis " + axis;
  }
}
