package org.flatprop.routines;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/** Second names of values, as straight-line code gives them by {@code grad_a = grad_b}. */
public final class Aliases {

  private final Map<String, String> roots = new HashMap<>();
  private final Set<String> continued = new HashSet<>();

  /**
   * @param passes in the order of their computation
   */
  public Aliases(List<List<Step.Line>> passes) {
    passes.forEach(pass -> pass.forEach(this::noteContinued));
    passes.forEach(pass -> pass.forEach(this::note));
  }

  private void noteContinued(Step.Line line) {
    if (line instanceof Step.Assign assign && assign.continues()) {
      continued.add(assign.target());
    }
  }

  private void note(Step.Line line) {
    if (line instanceof Step.Assign assign
        && assign.value() instanceof Formula.Ref ref
        && ref.truth() == assign.truth()
        && !continued.contains(assign.target())
        && !continued.contains(ref.name())) {
      roots.put(assign.target(), root(ref.name()));
    }
  }

  /** Whether a line only gives a value a second name. */
  public boolean isAlias(Step.Line line) {
    return line instanceof Step.Assign assign && isAlias(assign.target());
  }

  /** Whether a name is the second of a value. */
  public boolean isAlias(String name) {
    return roots.containsKey(name);
  }

  /** The first name of a value. */
  public String root(String name) {
    return roots.getOrDefault(name, name);
  }

  /** Whether several lines compute a value. */
  boolean isContinued(String name) {
    return continued.contains(name);
  }
}
