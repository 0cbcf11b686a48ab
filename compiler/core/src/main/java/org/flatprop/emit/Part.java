package org.flatprop.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** The steps of a pass that go into one method. */
record Part(List<Step.Line> steps) {

  /** Cuts a pass into parts, each small enough for one method in either compiler's output. */
  static List<Part> split(List<Step.Line> pass) {
    List<Part> parts = new ArrayList<>();
    List<Step.Line> steps = new ArrayList<>();
    Set<String> local = new HashSet<>();
    int bytes = 0;
    for (Step.Line step : storesInPlace(pass)) {
      int cost = cost(step, local);
      if (bytes + cost > Cost.MAX_METHOD && !steps.isEmpty()) {
        parts.add(new Part(steps));
        steps = new ArrayList<>();
        local.clear();
        bytes = 0;
        cost = cost(step, local);
      }
      bytes += cost;
      steps.add(step);
      references(step.value(), ref -> local.add(ref.name()));
      if (step instanceof Step.Assign assign) {
        local.add(assign.target());
      }
    }
    if (!steps.isEmpty()) {
      parts.add(new Part(steps));
    }
    return parts;
  }

  /** What a step costs in a method of many: its values are loaded first and stored afterwards. */
  private static int cost(Step.Line step, Set<String> local) {
    int[] bytes = {Cost.of(step.value())};
    bytes[0] +=
        step instanceof Step.Assign assign ? Cost.STORE + Cost.keep(assign.truth()) : Cost.result();
    references(
        step.value(),
        ref -> {
          if (!local.contains(ref.name())) {
            bytes[0] += Cost.fetch(ref.truth());
          }
        });
    return bytes[0];
  }

  /**
   * Bytes of the longest method where every value is a local variable: of both passes in one, or of
   * the forward pass, which keeps its values in fields.
   */
  static int costInOneMethod(Program program) {
    int fields = Cost.FIELD * (program.inputNames().size() + program.forward().size());
    int forward = costInOneMethod(Program.lines(program.forward()));
    return forward + Math.max(fields, costInOneMethod(Program.lines(program.backward())));
  }

  private static int costInOneMethod(List<Step.Line> pass) {
    return pass.stream()
        .mapToInt(s -> Cost.of(s.value()) + Math.max(Cost.STORE, Cost.result()))
        .sum();
  }

  /** With each result stored right after it is computed, not at the end of the pass. */
  private static List<Step.Line> storesInPlace(List<Step.Line> pass) {
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

  static void references(Formula formula, Consumer<Formula.Ref> consumer) {
    if (formula instanceof Formula.Ref ref) {
      consumer.accept(ref);
    } else if (formula instanceof Formula.Apply apply) {
      apply.operands().forEach(operand -> references(operand, consumer));
    }
  }
}
