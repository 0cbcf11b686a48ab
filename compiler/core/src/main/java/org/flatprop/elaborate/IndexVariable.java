package org.flatprop.elaborate;

import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/**
 * An index of a definition or reduction: it runs from 0 to its range, which is left out.
 *
 * @param number tells it from others of the same name; a smaller one is further outside
 */
record IndexVariable(String name, int number, Size range) {

  /** How formulas refer to it. */
  Atom atom() {
    return new Atom.Index(name + "'" + number);
  }
}
