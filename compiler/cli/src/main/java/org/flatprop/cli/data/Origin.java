package org.flatprop.cli.data;

import org.flatprop.source.Diagnostic;

/** Where a value was given: an option, a data file, or a place in one. */
@FunctionalInterface
public interface Origin {

  /** An error about what was given there. */
  Diagnostic error(String message, String... notes);

  /** An option, or a file as a whole. */
  static Origin of(String place) {
    return (message, notes) -> Diagnostic.about(place, message, notes);
  }
}
