package org.flatprop.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Size;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * What the methods of a class with loops share: where each input stands in the vector of inputs,
 * and the scalars that one method computes and another needs, in fields or, if they are many, in an
 * array.
 */
final class LoopState {

  /** More scalars than this stand in an array. */
  private static final int MAX_SCALARS = 100;

  private final JavaNames names;
  private final Map<String, Size> inputs = new LinkedHashMap<>();
  private final Map<String, Boolean> scalarInputs = new HashMap<>();

  /** The scalars that cross from one method to another, each with whether it is a truth. */
  private final Map<String, Boolean> kept = new LinkedHashMap<>();

  private final Map<String, Integer> slots = new HashMap<>();

  /** Axes by their counts and steps. */
  record Places(List<Size> counts, List<Size> steps) {}

  private final Map<Places, String> places = new LinkedHashMap<>();
  private final boolean manyScalars;

  LoopState(Program program, JavaNames names, List<List<List<Step>>> methods) {
    this.names = names;
    Size place = Size.ZERO;
    int scalars = 0;
    for (Port input : program.inputs()) {
      inputs.put(input.name(), place);
      boolean scalar = input.shape().isScalar();
      scalarInputs.put(input.name(), scalar);
      scalars += scalar ? 1 : 0;
      place = place.plus(input.count());
    }
    this.manyScalars = scalars > MAX_SCALARS;
    methods.forEach(this::findKept);
    if (kept.size() > MAX_SCALARS) {
      kept.forEach(
          (name, truth) -> {
            if (!truth) {
              slots.put(name, slots.size());
            }
          });
    }
  }

  /** Finds what crosses between methods of which each runs after the one before. */
  private void findKept(List<List<Step>> methods) {
    Map<String, Integer> computed = new HashMap<>();
    Map<String, Boolean> truths = new HashMap<>();
    for (int i = 0; i < methods.size(); i++) {
      int method = i;
      Set<String> own = new HashSet<>();
      Program.steps(
          methods.get(i),
          step -> {
            if (step instanceof Step.Assign assign) {
              computed.putIfAbsent(assign.target(), method);
              if (!assign.continues()) {
                own.add(assign.target());
              }
              truths.put(assign.target(), assign.truth());
            }
          });
      Program.formulas(
          methods.get(i),
          formula ->
              Part.references(
                  formula,
                  ref -> {
                    boolean elsewhere = computed.getOrDefault(ref.name(), method) != method;
                    if (elsewhere && !own.contains(ref.name())) {
                      kept.put(ref.name(), truths.get(ref.name()));
                    }
                  }));
    }
  }

  /** The field for the places along axes of some counts and steps. */
  String places(List<Size> counts, List<Size> steps) {
    return places.computeIfAbsent(
        new Places(counts, steps), p -> names.own("places" + places.size()));
  }

  /** The fields for places, by what they hold. */
  Map<Places, String> places() {
    return places;
  }

  JavaNames names() {
    return names;
  }

  /** Where an input begins in the vector of inputs; empty for what is none. */
  Optional<Size> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }

  /** Whether an input is a scalar. */
  boolean isScalar(String input) {
    return scalarInputs.get(input);
  }

  /** Whether there are more scalars among the inputs than a method should have variables for. */
  boolean manyScalars() {
    return manyScalars;
  }

  /** How a scalar is written that another method has computed; empty if none has. */
  Optional<String> kept(String scalar) {
    if (!kept.containsKey(scalar)) {
      return Optional.empty();
    }
    Integer slot = slots.get(scalar);
    return Optional.of(
        slot == null ? "this." + names.variable(scalar) : names.own("values") + "[" + slot + "]");
  }

  /** The fields for scalars, each with whether it is a truth. */
  Map<String, Boolean> fields() {
    Map<String, Boolean> fields = new LinkedHashMap<>(kept);
    fields.keySet().removeAll(slots.keySet());
    return fields;
  }

  /** How many scalars stand in an array. */
  int slots() {
    return slots.size();
  }
}
