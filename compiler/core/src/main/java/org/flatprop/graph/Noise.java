package org.flatprop.graph;

/**
 * Random numbers from [0, 1), each keyed by seed, step and place.
 *
 * @param place tells one use in a model's text from another
 */
public record Noise(Shape shape, int place) {

  @Override
  public String toString() {
    return shape + " place " + place;
  }
}
