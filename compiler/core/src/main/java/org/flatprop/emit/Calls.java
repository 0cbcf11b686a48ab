package org.flatprop.emit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.graph.Operation.Code;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import org.flatprop.loops.Tables;

/** The methods that code calls, by where they come from. */
record Calls(Set<String> math, Set<String> functions, Set<String> products, Set<String> blocks) {

  private Calls() {
    this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  /** Those of some code. */
  static Calls of(Lowered lowered) {
    Calls calls = new Calls();
    Program program = lowered.frame();
    program.passes().forEach(pass -> Program.formulas(pass, calls::add));
    program.inputs().forEach(port -> port.numbers().forEach(calls::add));
    if (lowered instanceof Tables tables) {
      tables.kinds().forEach(kind -> calls.add(kind.formula()));
    }
    program.passes().forEach(pass -> Program.steps(pass, calls::add));
    return calls;
  }

  /** Those of several classes. */
  static Calls of(List<Calls> classes) {
    Calls all = new Calls();
    for (Calls calls : classes) {
      all.math.addAll(calls.math);
      all.functions.addAll(calls.functions);
      all.products.addAll(calls.products);
      all.blocks.addAll(calls.blocks);
    }
    return all;
  }

  /** The runtime's. */
  Set<String> helped() {
    Set<String> helped = new TreeSet<>(functions);
    helped.addAll(products);
    helped.addAll(blocks);
    return helped;
  }

  private void add(Step step) {
    if (step instanceof Step.Map map) {
      blocks.add(map.method());
    } else if (step instanceof Step.Product product) {
      products.add("productScratch");
      products.add(product.method(false));
      if (product.updates().isPresent()) {
        products.add(product.method(true));
      }
      if (!product.isOfMatrices()) {
        products.add("productPlaces");
      }
    }
  }

  private void add(Formula formula) {
    if (formula instanceof Formula.Noise) {
      functions.add("noise");
      functions.add("noiseKey");
    } else if (formula instanceof Formula.Fold fold) {
      blocks.add(fold.method());
    } else if (formula instanceof Formula.Apply apply) {
      Code code = apply.operation().forward().code();
      if (code instanceof Code.MathCall call) {
        math.add(call.method());
      } else if (code instanceof Code.FunctionCall call) {
        functions.add(call.method());
      }
      apply.operands().forEach(this::add);
    }
  }
}
