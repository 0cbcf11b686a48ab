package org.flatprop.corpus.oracle;

import java.util.HashMap;
import java.util.Map;

/** Inputs have values, and some names are shifted from what they mean. */
final class World {

  private final Map<String, NdArray> inputs;
  private final Map<Place, double[]> shifts;
  private final Map<Place, NdArray> known = new HashMap<>();
  private final boolean onlyShapes;
  private World unshifted;

  private World(Map<String, NdArray> inputs, Map<Place, double[]> shifts, boolean onlyShapes) {
    this.inputs = inputs;
    this.shifts = shifts;
    this.onlyShapes = onlyShapes;
  }

  static World of(Map<String, NdArray> inputs) {
    return new World(inputs, Map.of(), false);
  }

  /** A world asked for shapes, where nothing is wrong with reading outside of an array. */
  static World ofShapes() {
    return new World(Map.of(), Map.of(), true);
  }

  /** The same but for one element of a named value. */
  World shifted(Place place, int element, int length, double by) {
    Map<Place, double[]> more = new HashMap<>(shifts);
    double[] shift = more.containsKey(place) ? more.get(place).clone() : new double[length];
    shift[element] += by;
    more.put(place, shift);
    return new World(inputs, more, onlyShapes);
  }

  /** The same without any shifts. */
  World unshifted() {
    if (unshifted == null) {
      unshifted = shifts.isEmpty() ? this : new World(inputs, Map.of(), onlyShapes);
    }
    return unshifted;
  }

  boolean onlyShapes() {
    return onlyShapes;
  }

  /** The value of an input; null if it has none. */
  NdArray input(String name) {
    return inputs.get(name);
  }

  /** What is known of a name, null if nothing. */
  NdArray known(Place place) {
    return known.get(place);
  }

  /** Takes note of what a name means, and gives what it is here. */
  NdArray learn(Place place, NdArray meant) {
    double[] shift = shifts.get(place);
    NdArray value = shift == null ? meant : meant.plus(shift);
    known.put(place, value);
    return value;
  }
}
