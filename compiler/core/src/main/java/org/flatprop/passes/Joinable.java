package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.loops.Access;
import org.flatprop.loops.Affine;
import org.flatprop.loops.Effects;
import org.flatprop.loops.Step;

/**
 * Whether two loops can be one: what the second needs of an array that the first writes is in the
 * block that one turn of the first has written.
 */
final class Joinable {

  private Joinable() {}

  /**
   * Whether a loop that follows another of the same index and count can join it.
   *
   * @param around the loops that both are in already
   */
  static boolean allow(Step.For first, Step.For second, List<Step.For> around) {
    Effects before = Effects.of(first);
    Effects after = Effects.of(second);
    List<Step.For> outer = new ArrayList<>(around);
    outer.add(first);
    List<Access> firsts = Access.of(first.body());
    List<Access> seconds = Access.of(second.body());
    if (sharesVariables(before, after, firsts, seconds)) {
      return false;
    }
    for (Access a : firsts) {
      for (Access b : seconds) {
        boolean harmless = a.kind() == Access.Kind.READ && b.kind() == Access.Kind.READ;
        if (!harmless && a.array().equals(b.array()) && !inBlock(a, b, outer)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the second needs a variable that the first computes: that is complete at its end. */
  private static boolean sharesVariables(
      Effects before, Effects after, List<Access> firsts, List<Access> seconds) {
    Effects a = withoutArrays(before, firsts);
    Effects b = withoutArrays(after, seconds);
    return a.precede(b);
  }

  private static Effects withoutArrays(Effects effects, List<Access> accesses) {
    Effects variables =
        new Effects(new HashSet<>(effects.reads()), new HashSet<>(effects.writes()));
    for (Access access : accesses) {
      variables.reads().remove(access.array());
      variables.writes().remove(access.array());
    }
    return variables;
  }

  /** Whether the second comes only to elements that the same turn of the loops has written. */
  private static boolean inBlock(Access first, Access second, List<Step.For> outer) {
    if (first.kind() != Access.Kind.WRITE) {
      return false;
    }
    Optional<Affine> written = Affine.of(first.place(), outer);
    Optional<Affine> used = Affine.of(second.place(), outer);
    if (written.isEmpty() || used.isEmpty() || !written.get().steps().equals(used.get().steps())) {
      return false;
    }
    Size from = written.get().start();
    Size to = used.get().start();
    if (first.loops().isEmpty() || second.kind() != Access.Kind.READ) {
      return first.loops().isEmpty() && second.loops().isEmpty() && from.equals(to);
    }
    return covers(from, first.loops(), to, second.loops());
  }

  /** Whether loops write a block from its first to its last element, and others stay in it. */
  private static boolean covers(
      Size written, List<Step.For> writing, Size used, List<Step.For> using) {
    Optional<Affine> target = Affine.of(written, writing);
    Optional<Affine> source = Affine.of(used, using);
    if (target.isEmpty() || source.isEmpty() || Affine.hasIndex(source.get().start())) {
      return false;
    }
    Size block = Size.ONE;
    for (int i = writing.size() - 1; i >= 0; i--) {
      if (!target.get().steps().get(i).equals(block)) {
        return false;
      }
      block = block.times(writing.get(i).count());
    }
    Size first = source.get().start().minus(target.get().start());
    Size last = first;
    for (int i = 0; i < using.size(); i++) {
      Size step = source.get().steps().get(i);
      if (!step.isNeverNegative()) {
        return false;
      }
      last = last.plus(step.times(using.get(i).count().plus(-1)));
    }
    return first.isNeverNegative() && block.plus(-1).minus(last).isNeverNegative();
  }
}
