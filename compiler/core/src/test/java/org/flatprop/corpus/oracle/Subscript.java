package org.flatprop.corpus.oracle;

import java.util.Optional;

/** What stands between the brackets of a subscript, evaluated. */
sealed interface Subscript {

  /** One place of an axis. */
  record Place(int index) implements Subscript {}

  /** The places from one up to another, which is not among them. */
  record Slice(int from, int to) implements Subscript {}

  /** An array of places. */
  record Places(NdArray indices) implements Subscript {}

  default Optional<NdArray> list() {
    return this instanceof Places places ? Optional.of(places.indices()) : Optional.empty();
  }
}
