package org.flatprop.inspect;

import java.util.Optional;

/**
 * A part of a model that is drawn by itself: what one name of the file stands for, or one call of a
 * function.
 *
 * @param number tells parts apart
 * @param title what stands on it
 * @param outer the part that it belongs to
 */
record Part(int number, String title, Optional<Part> outer) {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return outer.map(part -> part + " › ").orElse("") + title;
  }
}
