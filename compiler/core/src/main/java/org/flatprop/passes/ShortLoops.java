package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** Writes out the short loops within a loop, turn by turn, so that it has none within it. */
final class ShortLoops {

  /** Longer ones fill blocks of their own. */
  private static final long SHORT = 8;

  private static final int MAX_STATEMENTS = 64;

  /** Together, so that a method holds them. */
  private static final int MAX_OPERATIONS = 200;

  private final NewNames names;
  private final List<Step> body = new ArrayList<>();
  private boolean possible = true;

  private ShortLoops(NewNames names) {
    this.names = names;
  }

  /** Whether a loop is known to have few turns. */
  static boolean isShort(Step.For loop) {
    return loop.count().isConstant() && loop.count().constant() < SHORT;
  }

  /** The loop without others in it, if these are short. */
  static Optional<Step.For> writtenOut(Step.For loop, NewNames names) {
    ShortLoops inner = new ShortLoops(names);
    loop.body().forEach(inner::add);
    int[] operations = {0};
    Program.formulas(inner.body, formula -> operations[0] += 1 + formula.operations());
    boolean written = inner.body.size() > loop.body().size();
    return inner.possible && (!written || operations[0] <= MAX_OPERATIONS)
        ? Optional.of(new Step.For(loop.index(), loop.count(), inner.body))
        : Optional.empty();
  }

  private void add(Step step) {
    if (step instanceof Step.For loop && isShort(loop) && possible) {
      for (long turn = 0; turn < loop.count().constant(); turn++) {
        Turn written = new Turn(loop.index(), turn);
        loop.body().forEach(inner -> add(written.step(inner)));
      }
    } else {
      body.add(step);
      possible &= step.body().isEmpty() && body.size() <= MAX_STATEMENTS;
    }
  }

  /** One turn of a loop, with variables of its own. */
  private final class Turn extends Rewriter {

    private final Atom index;
    private final Size turn;
    private final Map<String, String> own = new HashMap<>();

    Turn(String index, long turn) {
      this.index = new Atom.Index(index);
      this.turn = Size.of(turn);
    }

    @Override
    Step step(Step step) {
      if (step instanceof Step.Assign assign && !assign.continues()) {
        own.computeIfAbsent(assign.target(), names::unique);
      }
      return super.step(step);
    }

    @Override
    String name(String name) {
      return own.getOrDefault(name, name);
    }

    @Override
    Size size(Size size) {
      return size.substitute(atom -> atom.equals(index) ? Optional.of(turn) : Optional.empty());
    }
  }
}
