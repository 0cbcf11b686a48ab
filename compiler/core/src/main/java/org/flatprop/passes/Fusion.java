package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.loops.Access;
import org.flatprop.loops.Code;
import org.flatprop.loops.Effects;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Makes one nest of several that run over the same elements, and of both passes in one call.
 *
 * <p>A nest joins an earlier one if it comes to the same arrays, the same loops are around both,
 * and each element it needs has been computed by the same turn of the loops. What a sum adds up,
 * and in which order, stays. Then {@link Locals} and {@link Flattening} make the joined loops
 * simpler.
 */
public final class Fusion {

  /** Larger nests make no faster code. */
  private static final int MAX_OPERATIONS = 200;

  /** So many statements back a nest to join is looked for. */
  private static final int MAX_DISTANCE = 32;

  private final NewNames names;
  private final Map<Step, Effects> effects = new IdentityHashMap<>();

  private Fusion(NewNames names) {
    this.names = names;
  }

  /** The same program with fewer loops, and with a pass of both where that joins loops of both. */
  public static Program fuse(Program program) {
    if (program.isStraightLine()) {
      return program;
    }
    NewNames names = new NewNames(program);
    Set<String> needed = new HashSet<>();
    program.backward().forEach(step -> needed.addAll(Effects.of(step).reads()));
    List<Step> forward = new Fusion(names).pass(program.forward());
    List<Step> backward = new Fusion(names).pass(program.backward());
    List<Step> both = new ArrayList<>(program.forward());
    both.addAll(program.backward());
    List<Step> together = new Fusion(names).pass(both);
    boolean joined = nests(together) < nests(forward) + nests(backward);

    Locals locals = new Locals(program.arrays(), names);
    List<Step> first = locals.of(forward, needed);
    List<Step> second = locals.of(backward, Set.of());
    List<Step> one = joined ? locals.of(together, Set.of()) : List.of();
    return program.with(
        Code.of(
            locals.arrays(first, second, one),
            Flattening.of(first),
            Flattening.of(second),
            Flattening.of(one)));
  }

  private static long nests(List<Step> pass) {
    return pass.stream().filter(Step.Nest.class::isInstance).count();
  }

  private List<Step> pass(List<Step> steps) {
    List<Step> fused = new ArrayList<>();
    steps.forEach(step -> add(Interchange.of(step), fused));
    return fused;
  }

  private void add(Step step, List<Step> fused) {
    if (step instanceof Step.Nest nest && isOfLoops(nest)) {
      for (int i = fused.size() - 1; i >= Math.max(0, fused.size() - MAX_DISTANCE); i--) {
        Step earlier = fused.get(i);
        if (earlier instanceof Step.Nest other && isOfLoops(other) && sharesArrays(other, nest)) {
          Optional<Step.Nest> joined = joined(other, nest);
          if (joined.isPresent()) {
            fused.set(i, joined.get());
            return;
          }
        }
        if (effects(earlier).precede(effects(nest))) {
          break;
        }
      }
    }
    fused.add(step instanceof Step.Assign ? earliest(step, fused) : fused.size(), step);
  }

  /** Where a statement can stand first: a scalar shall not keep a nest from joining another. */
  private int earliest(Step step, List<Step> before) {
    if (effects(step).reads().isEmpty()) {
      return 0;
    }
    int place = before.size();
    int last = Math.max(0, place - MAX_DISTANCE);
    while (place > last && !effects(before.get(place - 1)).precede(effects(step))) {
      place--;
    }
    return place;
  }

  private Effects effects(Step step) {
    return effects.computeIfAbsent(step, Effects::of);
  }

  /** Matrix products are computed by themselves. */
  private static boolean isOfLoops(Step.Nest nest) {
    boolean[] loops = {true};
    Program.steps(nest.body(), step -> loops[0] &= !(step instanceof Step.Product));
    return loops[0];
  }

  private static boolean sharesArrays(Step.Nest a, Step.Nest b) {
    Set<String> arrays = new HashSet<>();
    Access.of(a.body()).forEach(access -> arrays.add(access.array()));
    return Access.of(b.body()).stream().anyMatch(access -> arrays.contains(access.array()));
  }

  private Optional<Step.Nest> joined(Step.Nest a, Step.Nest b) {
    if (operations(a) + operations(b) > MAX_OPERATIONS) {
      return Optional.empty();
    }
    List<Step> more = apart(b, a).body();
    List<Step> body = new ArrayList<>(a.body());
    int loops = loops(body) + loops(more);
    more.forEach(step -> place(step, body, List.of()));
    if (loops(body) == loops) {
      return Optional.empty();
    }
    List<Step.Heading> headings = new ArrayList<>(a.headings());
    headings.addAll(b.headings());
    return Optional.of(new Step.Nest(headings, body));
  }

  private static int operations(Step.Nest nest) {
    int[] count = {0};
    Program.formulas(nest.body(), formula -> count[0] += 1 + formula.operations());
    return count[0];
  }

  private static int loops(List<Step> steps) {
    return (int) steps.stream().filter(Step.For.class::isInstance).count();
  }

  /** A nest without the names of another one's inner variables. */
  private Step.Nest apart(Step.Nest nest, Step.Nest other) {
    Set<String> taken = variables(other);
    Map<String, String> renamed = new HashMap<>();
    for (String name : variables(nest)) {
      if (taken.contains(name)) {
        renamed.put(name, names.unique(name));
      }
    }
    if (renamed.isEmpty()) {
      return nest;
    }
    Step.Nest apart = (Step.Nest) new Renaming(renamed).step(nest);
    return new Step.Nest(nest.headings(), apart.body());
  }

  private static Set<String> variables(Step.Nest nest) {
    Set<String> variables = new LinkedHashSet<>();
    Program.steps(
        nest.body(),
        step -> {
          if (step instanceof Step.Assign assign && !assign.continues()) {
            variables.add(assign.target());
          } else if (step instanceof Step.Whole whole) {
            variables.add(whole.name());
          }
        });
    return variables;
  }

  /** Adds a statement to others: in a loop that is there, or at the end, or before later loops. */
  private void place(Step step, List<Step> body, List<Step.For> around) {
    int i = body.size() - 1;
    for (; i >= 0; i--) {
      if (body.get(i) instanceof Step.For earlier
          && step instanceof Step.For loop
          && earlier.index().equals(loop.index())
          && earlier.count().equals(loop.count())
          && Joinable.allow(earlier, loop, around)) {
        List<Step.For> inside = new ArrayList<>(around);
        inside.add(loop);
        List<Step> inner = new ArrayList<>(earlier.body());
        loop.body().forEach(s -> place(s, inner, inside));
        body.set(i, new Step.For(loop.index(), loop.count(), inner));
        return;
      }
      if (effects(body.get(i)).precede(effects(step))) {
        break;
      }
    }
    int place = i + 1;
    while (place < body.size()
        && (step instanceof Step.For || !(body.get(place) instanceof Step.For))) {
      place++;
    }
    body.add(place, step);
  }
}
