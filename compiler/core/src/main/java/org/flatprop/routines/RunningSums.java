package org.flatprop.routines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Legend;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;

/**
 * Long sums of what calls give, as {@code sum_2 = sum_1 + term}: each such line can stand where its
 * term is computed, and be part of a routine. So a weight that many calls share receives its
 * gradient. The terms are added in the same order, to the same bits.
 */
final class RunningSums {

  /** Shorter sums are no longer than their parts. */
  private static final int MIN_TERMS = 8;

  private final Set<String> taken;
  private final Map<String, Legend.Call> calls;
  private final Map<String, List<Formula>> terms = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Boolean> running = new HashMap<>();
  private final Set<String> computed = new HashSet<>();

  /** The target of the line before. */
  private String last = "";

  /**
   * @param taken all names of the program; receives those of the sums
   * @param calls by which each value was inlined; receives the sums'
   */
  RunningSums(Set<String> taken, Map<String, Legend.Call> calls) {
    this.taken = taken;
    this.calls = calls;
  }

  /** A pass with long sums as running ones. */
  List<Step.Line> of(List<Step.Line> pass) {
    terms.clear();
    lines.clear();
    pass.forEach(this::collect);
    List<Step.Line> split = new ArrayList<>();
    Formula.Ref start = null;
    for (Step.Line line : pass) {
      String name = Sequence.name(line);
      if (!(line instanceof Step.Assign) || !isRunning(name)) {
        split.add(line);
      } else if (lines.merge(name, -1, Integer::sum) == 0) {
        start = start == null ? new Formula.Ref(RoutineNames.unique("none", taken), false) : start;
        add(name, start, split);
      }
      if (line instanceof Step.Assign) {
        computed.add(name);
      }
    }
    if (start != null) {
      // What is added to -0.0 keeps its bits.
      Formula zero = new Formula.Literal(-0.0);
      split.add(0, new Step.Assign(start.name(), zero, false, false, List.of()));
    }
    return split;
  }

  private void collect(Step.Line line) {
    if (!(line instanceof Step.Assign assign)) {
      return;
    }
    String name = assign.target();
    boolean follows = name.equals(last);
    last = name;
    lines.merge(name, 1, Integer::sum);
    boolean sum =
        assign.value() instanceof Formula.Apply apply && apply.operation() == Operations.ADD;
    if (!sum) {
      // No sum, whatever its other lines are.
      terms.put(name, List.of());
      return;
    }
    List<Formula> operands = ((Formula.Apply) assign.value()).operands();
    if (!assign.continues()) {
      terms.put(name, new ArrayList<>(operands));
    } else if (!terms.get(name).isEmpty() && operands.get(0).equals(new Formula.Ref(name, false))) {
      terms.get(name).addAll(operands.subList(1, operands.size()));
    } else {
      terms.put(name, List.of());
    }
  }

  private boolean isRunning(String name) {
    return running.computeIfAbsent(
        name,
        n ->
            terms.get(n).size() >= MIN_TERMS
                && terms.get(n).stream().filter(t -> call(t).isPresent()).count() > 1);
  }

  private void add(String name, Formula.Ref start, List<Step.Line> split) {
    List<Formula> all = terms.get(name);
    Formula.Ref sum = start;
    for (int i = 0; i < all.size(); i++) {
      Formula term = all.get(i);
      boolean last = i == all.size() - 1;
      String next = last ? name : RoutineNames.unique(name + "_" + (i + 1), taken);
      Formula value = new Formula.Apply(Operations.ADD, List.of(sum, term));
      split.add(new Step.Assign(next, value, false, false, List.of()));
      calls.remove(next);
      call(term).ifPresent(call -> calls.put(next, call));
      sum = new Formula.Ref(next, false);
    }
  }

  /** The call that computes a term. */
  private Optional<Legend.Call> call(Formula term) {
    List<Legend.Call> found = new ArrayList<>();
    Sequence.replaced(
        term,
        ref -> {
          Legend.Call call = calls.get(ref.name());
          if (call != null && computed.contains(ref.name())) {
            found.add(call);
          }
          return ref;
        });
    return found.stream().findFirst();
  }
}
