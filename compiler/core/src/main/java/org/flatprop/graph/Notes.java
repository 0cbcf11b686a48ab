package org.flatprop.graph;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * For each node some things, each once, first added first. Most nodes of a large graph have one,
 * which then takes a few bytes.
 */
final class Notes<T> {

  private final NodeMap<Set<T>> notes = new NodeMap<>();

  Set<T> of(Node node) {
    Set<T> known = notes.get(node);
    return known == null ? Set.of() : known;
  }

  void add(Node node, T note) {
    Set<T> known = of(node);
    if (known.isEmpty()) {
      notes.put(node, Set.of(note));
    } else if (known.size() > 1) {
      known.add(note);
    } else if (!known.contains(note)) {
      Set<T> both = new LinkedHashSet<>(known);
      both.add(note);
      notes.put(node, both);
    }
  }
}
