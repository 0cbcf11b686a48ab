package org.flatprop.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * The steps of a pass that go into one method.
 *
 * @param bytes how long it is, at most
 */
record Part(List<Step> steps, int bytes) {

  /** Cuts a pass into parts, each small enough for one method in either compiler's output. */
  static List<Part> split(List<Step> pass) {
    List<Part> parts = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    Set<String> local = new HashSet<>();
    int bytes = 0;
    for (Step step : pass) {
      int cost = cost(step, local);
      if (bytes + cost > Cost.MAX_METHOD && !steps.isEmpty()) {
        parts.add(new Part(steps, bytes));
        steps = new ArrayList<>();
        local.clear();
        bytes = 0;
        cost = cost(step, local);
      }
      bytes += cost;
      steps.add(step);
      if (step instanceof Step.Line line) {
        references(line.value(), ref -> local.add(ref.name()));
      }
      if (step instanceof Step.Assign assign) {
        local.add(assign.target());
      }
    }
    if (!steps.isEmpty()) {
      parts.add(new Part(steps, bytes));
    }
    return parts;
  }

  /** What a step costs in a method of many: its values are loaded first and stored afterwards. */
  private static int cost(Step step, Set<String> local) {
    return step instanceof Step.Line line ? cost(line, local) : Cost.of(step);
  }

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

  /** What a line costs where none of its operands is at hand. */
  static int alone(Step.Line line) {
    return cost(line, Set.of());
  }

  /**
   * Bytes of the longest method where every value is a local variable: of both passes in one, or of
   * the forward pass, which keeps its values in fields.
   */
  static int costInOneMethod(Program program) {
    int fields = Cost.FIELD * (program.inputNames().size() + program.forward().size());
    int forward = costInOneMethod(Program.lines(program.forward()));
    int loads =
        OneMethodForm.takesVectors(program) ? Cost.fetch(false) * program.inputNames().size() : 0;
    return loads + forward + Math.max(fields, costInOneMethod(Program.lines(program.backward())));
  }

  private static int costInOneMethod(List<Step.Line> pass) {
    return pass.stream()
        .mapToInt(s -> Cost.of(s.value()) + Math.max(Cost.STORE, Cost.result()))
        .sum();
  }

  static void references(Formula formula, Consumer<Formula.Ref> consumer) {
    if (formula instanceof Formula.Ref ref) {
      consumer.accept(ref);
    } else if (formula instanceof Formula.Apply apply) {
      apply.operands().forEach(operand -> references(operand, consumer));
    }
  }
}
