package org.flatprop.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * What holds of every program, whatever has been done to it: names are given before they are used,
 * places are on their arrays, each result is stored once, and no array overwrites one that is still
 * needed. Tests ask after each stage; nothing here is shared with what it checks.
 */
public final class ProgramCheck {

  private ProgramCheck() {}

  /**
   * Checks a program.
   *
   * @param after the stage that made it
   * @throws org.flatprop.source.CompilerBug if something does not hold, which names the stage, what
   *     it is, and the statement
   */
  public static void check(Program program, String after) {
    Fault fault = new Fault(after);
    ScopeCheck names = new ScopeCheck(program, fault);
    names.pass(program.forward());
    names.pass(program.backward());
    if (!program.together().isEmpty()) {
      new ScopeCheck(program, fault).pass(program.together());
    }
    for (Numbers numbers : Numbers.of(program)) {
      program.passes().forEach(pass -> new PlaceCheck(program, numbers, fault).pass(pass));
      ResultsCheck results = new ResultsCheck(program, numbers, fault);
      results.pass(program.forward(), program.memory().apart(), Step.Results.OUTPUTS);
      results.pass(program.backward(), program.memory().apart(), Step.Results.GRADIENTS);
      if (!program.together().isEmpty()) {
        results.pass(program.together(), program.memory().together(), Step.Results.values());
      }
    }
    MemoryCheck memory = new MemoryCheck(program, fault);
    memory.kept();
    List<Step> apart = new ArrayList<>(program.forward());
    apart.addAll(program.backward());
    memory.steps(apart, program.memory().apart());
    memory.steps(program.together(), program.memory().together());
  }

  /** The arrays that some statements come to. */
  static Set<String> arrays(List<Step> steps) {
    Set<String> arrays = new HashSet<>();
    Program.steps(
        steps,
        step -> {
          if (step instanceof Step.Put put) {
            arrays.add(put.array());
          } else if (step instanceof Step.Fill fill) {
            arrays.add(fill.array());
          } else if (step instanceof Step.Map map) {
            arrays.add(map.array());
          } else if (step instanceof Step.StoreAll all) {
            arrays.add(all.array());
          } else if (step instanceof Step.Product product) {
            Stream.of(product.target(), product.left(), product.right())
                .forEach(matrix -> arrays.add(matrix.array()));
          }
        });
    Program.formulas(steps, formula -> elements(formula, element -> arrays.add(element.array())));
    return arrays;
  }

  /** Shows all elements of arrays that a formula reads. */
  static void elements(Formula formula, Consumer<Formula.Element> consumer) {
    if (formula instanceof Formula.Element element) {
      consumer.accept(element);
    } else if (formula instanceof Formula.Apply apply) {
      apply.operands().forEach(operand -> elements(operand, consumer));
    }
  }

  /** Those that the program computes. */
  static Set<String> computed(Program program, List<Step> steps) {
    Set<String> computed = arrays(steps);
    computed.retainAll(program.arrays().stream().map(Program.Array::name).toList());
    return computed;
  }
}
