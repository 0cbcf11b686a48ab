package org.flatprop.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/** Where values that cross from one method to another stand in the array of values. */
final class Slots {

  private final Map<String, Integer> slots = new HashMap<>();

  /** What an alias stands for; an alias has no place of its own. */
  private final Map<String, String> roots = new HashMap<>();

  /**
   * @param inputs take the first places
   * @param parts of both passes
   */
  Slots(List<String> inputs, List<Part> parts) {
    inputs.forEach(input -> slots.put(input, slots.size()));
    for (Part part : parts) {
      part.steps().forEach(this::noteAlias);
    }
    for (Part part : parts) {
      Set<String> declared = new HashSet<>();
      for (Step.Line step : part.steps()) {
        Part.references(
            step.value(),
            ref -> {
              if (!declared.contains(ref.name())) {
                slots.computeIfAbsent(root(ref.name()), name -> slots.size());
              }
            });
        if (step instanceof Step.Assign assign) {
          declared.add(assign.target());
        }
      }
    }
  }

  private void noteAlias(Step step) {
    if (step instanceof Step.Assign assign
        && assign.value() instanceof Formula.Ref ref
        && ref.truth() == assign.truth()) {
      roots.put(assign.target(), root(ref.name()));
    }
  }

  private String root(String name) {
    return roots.getOrDefault(name, name);
  }

  int size() {
    return slots.size();
  }

  /** Whether a value must be stored when it has been computed. */
  boolean stored(String target) {
    return slots.containsKey(target) && !roots.containsKey(target);
  }

  boolean has(String name) {
    return slots.containsKey(root(name));
  }

  int of(String name) {
    return slots.get(root(name));
  }
}
