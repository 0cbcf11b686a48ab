package org.flatprop.routines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.flatprop.graph.Legend;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Routine;
import org.flatprop.loops.Step;

/**
 * The passes of a straight-line program, with routines for the lines that repeat.
 *
 * @param forward lines and calls; each result is stored right after it is computed
 * @param backward so too
 */
public record Outline(List<Routine> routines, List<Step> forward, List<Step> backward) {

  public Outline {
    routines = List.copyOf(routines);
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
  }

  /** A program all of whose lines stay where they are. */
  public static Outline flat(Program program) {
    return new Outline(
        List.of(),
        List.copyOf(inPlace(program.forward())),
        List.copyOf(inPlace(program.backward())));
  }

  /**
   * Makes routines where that is clearly less code.
   *
   * @param bytes how long a line's code is where its operands are not at hand
   */
  public static Outline of(Program program, ToIntFunction<Step.Line> bytes) {
    Map<String, Legend.Call> calls = new HashMap<>(program.code().calls());
    RunningSums sums = new RunningSums(names(program), calls);
    List<Step.Line> forward = sums.of(inPlace(program.forward()));
    List<Step.Line> backward = sums.of(inPlace(program.backward()));
    Aliases aliases = new Aliases(List.of(forward, backward));
    RoutineNames names = new RoutineNames();
    Outlining first =
        new Outlining(Grouping.of(forward, aliases, calls), aliases, calls, names.forward(), bytes);
    Outlining second =
        new Outlining(
            Grouping.of(backward, aliases, calls), aliases, calls, names.backward(), bytes);
    if (first.isEmpty() && second.isEmpty()) {
      return flat(program);
    }
    first.noteReads(second);
    second.noteReads(first);
    Outlining.Outlined f = first.outlined();
    Outlining.Outlined b = second.outlined();
    List<Routine> routines = new ArrayList<>(f.routines());
    routines.addAll(b.routines());
    return new Outline(routines, f.steps(), b.steps());
  }

  /** The aliases that stand between the calls. */
  public Aliases aliases() {
    return new Aliases(
        Stream.of(forward, backward)
            .map(pass -> Program.lines(pass.stream().filter(Step.Line.class::isInstance).toList()))
            .toList());
  }

  private static Set<String> names(Program program) {
    Set<String> names = new HashSet<>(program.inputNames());
    names.addAll(program.special().names());
    for (List<Step> pass : List.of(program.forward(), program.backward())) {
      Program.lines(pass).forEach(line -> names.add(Sequence.name(line)));
    }
    return names;
  }

  /** With each result stored right after it is computed, not at the end of the pass. */
  private static List<Step.Line> inPlace(List<Step> steps) {
    List<Step.Line> pass = Program.lines(steps);
    Map<String, List<Step.Line>> stores = new HashMap<>();
    Map<String, Step.Line> last = new HashMap<>();
    for (Step.Line step : pass) {
      if (step instanceof Step.Assign assign) {
        last.put(assign.target(), step);
      } else if (step.value() instanceof Formula.Ref ref) {
        stores.computeIfAbsent(ref.name(), n -> new ArrayList<>()).add(step);
      }
    }
    List<Step.Line> sorted = new ArrayList<>();
    for (Step.Line step : pass) {
      boolean moved =
          step instanceof Step.Store
              && step.value() instanceof Formula.Ref ref
              && last.containsKey(ref.name());
      if (!moved) {
        sorted.add(step);
      }
      if (step instanceof Step.Assign assign && last.get(assign.target()) == step) {
        sorted.addAll(stores.getOrDefault(assign.target(), List.of()));
      }
    }
    return sorted;
  }
}
