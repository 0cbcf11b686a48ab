package org.flatprop.passes;

import java.util.List;
import java.util.Optional;
import org.flatprop.loops.Code;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Lets loops run over a block of elements at a time, within which each costly function is a call of
 * the runtime for the whole block, which can be vector code. Sums are made of the sums of blocks.
 *
 * <p>This changes bits: sums are added in another order, and the runtime's functions of blocks are
 * not those of single numbers.
 */
public final class Blocks {

  private final NewNames names;
  private final BlockArrays arrays;

  private Blocks(Program program) {
    this.names = new NewNames(program);
    this.arrays = new BlockArrays(names);
  }

  /** The same program with loops over blocks. */
  public static Program of(Program program) {
    return program.isStraightLine() ? program : new Blocks(program).program(program);
  }

  private Program program(Program program) {
    Memory memory = program.memory();
    arrays.stand(memory.apart());
    List<Step> forward = steps(program.forward(), 0);
    List<Step> backward = steps(program.backward(), 0);
    arrays.stand(memory.together());
    List<Step> together = steps(program.together(), 0);
    Code code = Code.of(arrays.and(program.arrays()), forward, backward, together);
    return program.with(code.with(arrays.and(memory)));
  }

  /**
   * @param depth how many loops are around
   */
  private List<Step> steps(List<Step> steps, int depth) {
    return steps.stream().map(step -> step(step, depth)).toList();
  }

  private Step step(Step step, int depth) {
    if (step instanceof Step.Nest nest) {
      return new Step.Nest(nest.headings(), steps(nest.body(), depth));
    }
    if (!(step instanceof Step.For loop)) {
      return step;
    }
    return blocks(loop, depth)
        .orElseGet(() -> new Step.For(loop.index(), loop.count(), steps(loop.body(), depth + 1)));
  }

  private Optional<Step> blocks(Step.For loop, int depth) {
    if (ShortLoops.isShort(loop)) {
      return Optional.empty();
    }
    boolean within = loop.body().stream().anyMatch(step -> !step.body().isEmpty());
    // sums alone are not worth the text of loops written out, nor blocks within another loop
    boolean sumsPay = depth == 0 && !within;
    return ShortLoops.writtenOut(loop, names).flatMap(flat -> Fission.of(flat, sumsPay, arrays));
  }
}
