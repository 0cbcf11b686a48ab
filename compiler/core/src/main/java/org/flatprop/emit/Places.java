package org.flatprop.emit;

import org.flatprop.loops.Step;

/** Where a method's values stand that it does not keep for itself. */
interface Places {

  /** Whether a value must be stored when it has been computed. */
  boolean stored(String target);

  /** The index, in the array of values, of what is read or stored. */
  String index(String name);

  /** The index of a result in its array. */
  String index(Step.Store store);
}
