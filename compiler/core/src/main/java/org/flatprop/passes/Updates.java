package org.flatprop.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.loops.Code;
import org.flatprop.loops.Effects;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Marks the gradients that a step of gradient descent need not hold: a matrix product can be added
 * to the parameter itself, once nothing reads that any more.
 */
public final class Updates {

  private final Program program;
  private final List<Step> pass;

  private Updates(Program program, List<Step> pass) {
    this.program = program;
    this.pass = new ArrayList<>(pass);
  }

  /** The same program, such gradients marked and computed after the last use of the parameter. */
  public static Program mark(Program program) {
    if (program.isStraightLine()) {
      return program;
    }
    boolean apart = program.together().isEmpty();
    Updates updates = new Updates(program, apart ? program.backward() : program.together());
    updates.mark();
    return program.with(
        Code.of(
            program.arrays(),
            program.forward(),
            apart ? updates.pass : program.backward(),
            apart ? List.of() : updates.pass));
  }

  private void mark() {
    Size place = Size.ZERO;
    for (Port gradient : program.gradients()) {
      Size from = place;
      place = place.plus(gradient.count());
      boolean ofInput =
          program.inputs().stream()
              .anyMatch(in -> in.name().equals(gradient.name()) && !in.shape().isScalar());
      if (ofInput) {
        array(from).ifPresent(array -> mark(array, gradient.name()));
      }
    }
  }

  /** The array that is stored among the gradients, from a place on. */
  private Optional<String> array(Size from) {
    return pass.stream()
        .filter(Step.StoreAll.class::isInstance)
        .map(Step.StoreAll.class::cast)
        .filter(all -> all.results() == Step.Results.GRADIENTS && all.index().equals(from))
        .map(Step.StoreAll::array)
        .findFirst();
  }

  private void mark(String array, String input) {
    int computed = -1;
    int last = -1;
    int uses = 0;
    for (int i = 0; i < pass.size(); i++) {
      Effects effects = Effects.of(pass.get(i));
      uses += effects.reads().contains(array) ? 1 : 0;
      if (effects.reads().contains(input)) {
        last = i;
      }
      if (effects.writes().contains(array)) {
        computed = computed < 0 ? i : pass.size();
      }
    }
    // it is stored, and read by nothing else
    if (computed < 0
        || computed == pass.size()
        || uses != 1
        || product(pass.get(computed)) == null) {
      return;
    }
    Step.Nest nest = (Step.Nest) pass.get(computed);
    if (last == computed || !canMove(computed, last)) {
      return;
    }
    Step.Product product = product(nest).updates(input);
    pass.remove(computed);
    pass.add(Math.max(computed, last), new Step.Nest(nest.headings(), List.of(product)));
  }

  /** The matrix product that is all that a statement does. */
  private static Step.Product product(Step step) {
    return step instanceof Step.Nest nest
            && nest.body().size() == 1
            && nest.body().get(0) instanceof Step.Product product
        ? product
        : null;
  }

  /** Whether what a statement needs and computes is as it is until after another. */
  private boolean canMove(int from, int to) {
    Effects effects = Effects.of(pass.get(from));
    for (int i = from + 1; i <= to; i++) {
      if (effects.precede(Effects.of(pass.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
