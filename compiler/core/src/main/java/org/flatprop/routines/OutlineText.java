package org.flatprop.routines;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.ProgramText;
import org.flatprop.loops.Routine;
import org.flatprop.loops.Step;

/** Routines and their calls, as a reader sees them. */
public final class OutlineText {

  private OutlineText() {}

  /** The routines, and both passes with their stores. */
  public static String print(Program program, Outline outline) {
    StringBuilder text = new StringBuilder();
    outline.routines().forEach(routine -> text.append(print(routine)));
    text.append("forward(").append(String.join(", ", program.inputNames())).append(")\n");
    outline.forward().forEach(step -> text.append(print(step, "outputs")));
    text.append("backward\n");
    outline.backward().forEach(step -> text.append(print(step, "gradients")));
    return text.toString();
  }

  private static String print(Routine routine) {
    List<String> given = names(routine.results());
    given.addAll(routine.stores().stream().map(store -> ProgramText.print(store.value())).toList());
    return call(routine.name(), names(routine.parameters()), given)
        + "  # called "
        + routine.calls()
        + " times\n"
        + routine.lines().stream()
            .filter(Step.Assign.class::isInstance)
            .map(line -> print(line, ""))
            .collect(Collectors.joining());
  }

  private static List<String> names(List<Formula.Ref> refs) {
    return refs.stream().map(Formula.Ref::name).collect(Collectors.toCollection(ArrayList::new));
  }

  private static String print(Step step, String array) {
    if (step instanceof Step.Call call) {
      List<String> given = new ArrayList<>(call.results());
      call.places().forEach(place -> given.add(array + "[" + place + "]"));
      return "  " + call(call.routine().name(), call.arguments(), given) + "\n";
    }
    if (step instanceof Step.Store store) {
      String value = ProgramText.print(store.value());
      return "  " + array + "[" + store.place() + "] = " + value + "\n";
    }
    return "  " + ProgramText.print(List.of(step));
  }

  private static String call(String name, List<String> arguments, List<String> given) {
    return name + "(" + String.join(", ", arguments) + ") -> " + String.join(", ", given);
  }
}
