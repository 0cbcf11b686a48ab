package org.flatprop.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.loops.Step;
import org.flatprop.routines.Aliases;

/** Where values that cross from one method to another stand in the array of values. */
final class Slots implements Places {

  private final Map<String, Integer> slots = new HashMap<>();

  /** An alias has no place of its own. */
  private final Aliases aliases;

  /**
   * @param inputs take the first places
   * @param parts of both passes
   */
  Slots(List<String> inputs, List<Part> parts, Aliases aliases) {
    this.aliases = aliases;
    inputs.forEach(this::add);
    for (Part part : parts) {
      Set<String> declared = new HashSet<>();
      for (Step step : part.steps()) {
        if (step instanceof Step.Call call) {
          // One after another, so that where the first is tells where all are.
          call.routine().shared().forEach(ref -> add(ref.name()));
          call.arguments().forEach(this::add);
          call.results().forEach(this::add);
          continue;
        }
        Part.references(
            ((Step.Line) step).value(),
            ref -> {
              if (!declared.contains(ref.name())) {
                add(ref.name());
              }
            });
        if (step instanceof Step.Assign assign) {
          declared.add(assign.target());
        }
      }
    }
  }

  private void add(String name) {
    slots.computeIfAbsent(aliases.root(name), n -> slots.size());
  }

  int size() {
    return slots.size();
  }

  @Override
  public boolean stored(String target) {
    return slots.containsKey(target) && !aliases.isAlias(target);
  }

  boolean has(String name) {
    return slots.containsKey(aliases.root(name));
  }

  int of(String name) {
    return slots.get(aliases.root(name));
  }

  @Override
  public String index(String name) {
    return String.valueOf(of(name));
  }

  @Override
  public String index(Step.Store store) {
    return String.valueOf(store.place());
  }
}
