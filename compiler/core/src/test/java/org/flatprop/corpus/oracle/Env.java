package org.flatprop.corpus.oracle;

import java.util.Optional;

/**
 * The index variables that have a value, the innermost first.
 *
 * @param range how many values it goes through; -1 while that is being found out
 * @param outer null at the end
 */
record Env(String name, int value, int range, Env outer) {

  /** No index variables. */
  static final Env NONE = null;

  static Env with(Env outer, String name, int value, int range) {
    return new Env(name, value, range, outer);
  }

  /** The innermost variable of a name. */
  static Optional<Env> find(Env env, String name) {
    for (Env at = env; at != null; at = at.outer) {
      if (at.name.equals(name)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
