package org.flatprop.elaborate;

import java.util.Collection;
import java.util.Optional;

/** Did you mean …? */
public final class Suggestion {

  private Suggestion() {}

  /** The known name nearest to one that is not known, if any is near. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return org.flatprop.source.Suggestion.nearest(name, known);
  }
}
