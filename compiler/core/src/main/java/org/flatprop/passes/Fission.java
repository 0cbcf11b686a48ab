package org.flatprop.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Access;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;

/**
 * A loop cut into several that run one after the other over a block: in one the arguments of
 * functions, in the next what is made of their values.
 *
 * <p>A statement comes as early as it can: after the functions whose values it needs, and not
 * before an earlier statement that comes to the same memory.
 */
final class Fission {

  private final Step.For loop;
  private final BlockArrays arrays;
  private final List<BlockStep> steps;
  private final int[] levels;

  /** The blocks for the variables of one of the loops that others need. */
  private final Map<String, String> crossing = new HashMap<>();

  private boolean possible;

  private Fission(Step.For loop, BlockArrays arrays, Extraction extraction) {
    this.loop = loop;
    this.arrays = arrays;
    this.steps = extraction.steps();
    this.levels = new int[steps.size()];
    this.possible = true;
    for (int i = 0; i < levels.length; i++) {
      levels[i] = level(i);
      possible &= canStand(i);
    }
    for (int i = 0; i < levels.length; i++) {
      int level = levels[i];
      Optional<Step.Assign> variable = steps.get(i).variable();
      if (variable.isPresent() && isNeeded(variable.get().target(), level)) {
        crossing.put(variable.get().target(), extraction.block());
      }
    }
    // it may have run out of blocks
    possible &= extraction.isPossible();
  }

  /**
   * The loop over blocks; empty where that is not possible, or does not pay.
   *
   * @param sumsPay whether sums are reason enough
   */
  static Optional<Step> of(Step.For loop, boolean sumsPay, BlockArrays arrays) {
    Extraction extraction = new Extraction(loop, arrays);
    boolean pays = extraction.functions() > 0 || sumsPay && extraction.folds() > 0;
    if (!pays || !extraction.isPossible()) {
      return Optional.empty();
    }
    Fission fission = new Fission(loop, arrays, extraction);
    if (!fission.possible) {
      return Optional.empty();
    }
    arrays.use(extraction.blockCount());
    return Optional.of(fission.cut());
  }

  /** The level of a statement, those before it being known. */
  private int level(int number) {
    BlockStep step = steps.get(number);
    int level = 0;
    for (int i = 0; i < number; i++) {
      BlockStep earlier = steps.get(i);
      if (earlier.givesValuesTo(step)) {
        level = Math.max(level, levels[i] + 1);
      } else if (mustPrecede(earlier, step)) {
        level = Math.max(level, levels[i]);
      }
    }
    return level;
  }

  /** Whether a statement and those before it may be where their levels put them. */
  private boolean canStand(int number) {
    BlockStep step = steps.get(number);
    for (int i = 0; i < number; i++) {
      BlockStep earlier = steps.get(i);
      boolean together = levels[i] == levels[number];
      if (!leavesSum(earlier, step)
          || !leavesSum(step, earlier)
          || !together && shareChanging(earlier, step)
          || !together && !comeTogetherInOneTurn(earlier, step)) {
        return false;
      }
    }
    return true;
  }

  private boolean mustPrecede(BlockStep earlier, BlockStep later) {
    return earlier.effects().precede(later.effects())
        || earlier.accesses().stream()
            .anyMatch(a -> later.accesses().stream().anyMatch(b -> meet(a, b)));
  }

  /** Whether they come to the same memory, and one changes it. */
  private boolean meet(Access a, Access b) {
    return (a.kind() != Access.Kind.READ || b.kind() != Access.Kind.READ)
        && arrays.memory(a.array()).equals(arrays.memory(b.array()))
        && !stayApart(a.place(), b.place());
  }

  /** Whether no turn comes to a place where another comes to the other: columns 0 and 1 of rows. */
  private boolean stayApart(Size one, Size other) {
    Optional<Size> step = one.coefficient(new Atom.Index(loop.index()));
    Size distance = one.minus(other);
    return step.isPresent()
        && step.get().isConstant()
        && distance.isConstant()
        && step.get().constant() != 0
        && distance.constant() % step.get().constant() != 0;
  }

  /** Whether a statement does not come to what is added up after another: a sum is made late. */
  private boolean leavesSum(BlockStep summing, BlockStep other) {
    Optional<String> sum = summing.sum();
    return sum.isEmpty()
        || sum.equals(other.sum())
        || !other.touches(sum.get())
            && other.accesses().stream()
                .noneMatch(a -> arrays.memory(a.array()).equals(arrays.memory(sum.get())));
  }

  /** Whether two statements come to a variable that goes on from turn to turn. */
  private static boolean shareChanging(BlockStep one, BlockStep other) {
    return one.changing().filter(other::touches).isPresent()
        || other.changing().filter(one::touches).isPresent();
  }

  /** Whether where two statements meet, it is at the element of their turn of the loop. */
  private boolean comeTogetherInOneTurn(BlockStep one, BlockStep other) {
    Atom index = new Atom.Index(loop.index());
    return one.accesses().stream()
        .filter(a -> !arrays.isBlock(a.array()))
        .allMatch(
            a ->
                other.accesses().stream()
                    .filter(b -> meet(a, b))
                    .allMatch(
                        b -> a.place().equals(b.place()) && a.place().atoms().contains(index)));
  }

  /** Whether a later loop reads a variable. */
  private boolean isNeeded(String variable, int level) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] > level && steps.get(i).reads(variable)) {
        return true;
      }
    }
    return false;
  }

  private Step cut() {
    List<Step> body = new ArrayList<>();
    int last = Arrays.stream(levels).max().orElse(0);
    Rewriter elements = new InBlocks();
    for (int level = 0; level <= last; level++) {
      List<Step> inside = new ArrayList<>();
      List<Step> after = new ArrayList<>();
      for (int i = 0; i < levels.length; i++) {
        if (levels[i] == level) {
          steps.get(i).inside().map(elements::step).ifPresent(inside::add);
          steps.get(i).after().map(elements::step).ifPresent(after::add);
        }
      }
      if (!inside.isEmpty()) {
        body.add(new Step.For(loop.index(), arrays.width(), inside));
      }
      body.addAll(after);
    }
    String width = arrays.width().single().map(Atom.Index.class::cast).orElseThrow().name();
    return new Step.Blocks(arrays.first(loop.index()), width, loop.count(), body);
  }

  /** A block holds a truth as 1 or 0. */
  private static Formula truth(Formula number) {
    return new Formula.Apply(Operations.named("!="), List.of(number, new Formula.Literal(0)));
  }

  /** Writes places from where the block begins, and variables that cross loops as blocks. */
  private final class InBlocks extends Rewriter {

    private final Size here = Size.of(new Atom.Index(loop.index()));
    private final Size place = here.plus(Size.of(new Atom.Index(arrays.first(loop.index()))));

    @Override
    Size size(Size size) {
      return size.substitute(
          atom ->
              atom instanceof Atom.Index i && i.name().equals(loop.index())
                  ? Optional.of(place)
                  : Optional.empty());
    }

    @Override
    Step step(Step step) {
      if (step instanceof Step.Assign assign && crossing.containsKey(assign.target())) {
        return new Step.Put(crossing.get(assign.target()), here, formula(assign.value()), false);
      }
      return step instanceof Step.Put put && arrays.isBlock(put.array())
          ? new Step.Put(put.array(), put.place(), formula(put.value()), put.adds())
          : super.step(step);
    }

    @Override
    Formula formula(Formula formula) {
      if (formula instanceof Formula.Ref ref && crossing.containsKey(ref.name())) {
        Formula element = new Formula.Element(crossing.get(ref.name()), here);
        return ref.truth() ? truth(element) : element;
      }
      return formula instanceof Formula.Element element && arrays.isBlock(element.array())
          ? formula
          : super.formula(formula);
    }
  }
}
