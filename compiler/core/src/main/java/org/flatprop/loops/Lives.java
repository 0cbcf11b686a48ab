package org.flatprop.loops;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** At which of some statements each array is come to for the first and the last time. */
public final class Lives {

  private final List<Step> steps;
  private final Map<String, Integer> first = new LinkedHashMap<>();
  private final Map<String, Integer> last = new HashMap<>();
  private final Map<Integer, Set<String>> born = new HashMap<>();
  private final Map<Integer, Set<String>> ending = new HashMap<>();

  public Lives(List<Step> steps) {
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      for (Access access : Access.of(List.of(steps.get(i)))) {
        last.put(access.array(), i);
        if (first.putIfAbsent(access.array(), i) == null) {
          born.computeIfAbsent(i, n -> new LinkedHashSet<>()).add(access.array());
        }
      }
    }
    last.forEach((array, i) -> ending.computeIfAbsent(i, n -> new LinkedHashSet<>()).add(array));
  }

  /**
   * The arrays that end with a statement in which another takes their place, element by element.
   */
  public List<String> replaced(int statement, String array) {
    if (!(steps.get(statement) instanceof Step.Nest nest)) {
      return List.of();
    }
    return ending(statement).stream().filter(old -> replaces(nest, array, old)).toList();
  }

  /** Whether every element is written where the same of the other was read for the last time. */
  private static boolean replaces(Step.Nest nest, String array, String old) {
    List<Access> accesses = Access.of(nest.body());
    List<Access> writes =
        accesses.stream()
            .filter(a -> a.array().equals(array) && a.kind() != Access.Kind.READ)
            .toList();
    if (writes.size() != 1 || writes.get(0).kind() != Access.Kind.WRITE) {
      return false;
    }
    Access write = writes.get(0);
    Optional<Affine> place = Affine.of(write.place(), write.loops());
    // What is written anew by every turn of a loop would be read again by the next.
    if (place.isEmpty() || place.get().steps().stream().anyMatch(step -> step.is(0))) {
      return false;
    }
    boolean written = false;
    for (Access access : accesses) {
      written |= access == write;
      boolean same =
          !written
              && access.kind() == Access.Kind.READ
              && access.place().equals(write.place())
              && sameLoops(access, write);
      if (access.array().equals(old) && !same) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameLoops(Access a, Access b) {
    if (a.loops().size() != b.loops().size()) {
      return false;
    }
    for (int i = 0; i < a.loops().size(); i++) {
      if (a.loops().get(i) != b.loops().get(i)) {
        return false;
      }
    }
    return true;
  }

  /** All arrays, in the order in which they are first come to. */
  public Set<String> arrays() {
    return first.keySet();
  }

  /** The statement that is the first to come to an array. */
  public int begins(String array) {
    return first.get(array);
  }

  /** The statement that is the last to come to an array. */
  public int ends(String array) {
    return last.get(array);
  }

  /** The arrays that a statement is the first to come to. */
  Set<String> born(int statement) {
    return born.getOrDefault(statement, Set.of());
  }

  /** The arrays that a statement is the last to come to. */
  Set<String> ending(int statement) {
    return ending.getOrDefault(statement, Set.of());
  }
}
