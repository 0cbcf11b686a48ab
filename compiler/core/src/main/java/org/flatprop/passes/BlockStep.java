package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.flatprop.loops.Access;
import org.flatprop.loops.Effects;
import org.flatprop.loops.Step;

/**
 * A statement of a loop over blocks.
 *
 * @param inside for each element; empty where a block is there already
 * @param after for the whole block, afterwards
 * @param effects of both
 * @param accesses of both
 */
record BlockStep(
    Optional<Step> inside, Optional<Step> after, Effects effects, List<Access> accesses) {

  static BlockStep of(Optional<Step> inside, Optional<Step> after) {
    List<Step> steps = new ArrayList<>();
    inside.ifPresent(steps::add);
    after.ifPresent(steps::add);
    Effects all = new Effects(new HashSet<>(), new HashSet<>());
    for (Step step : steps) {
      Effects effects = Effects.of(step);
      all.reads().addAll(effects.reads());
      all.writes().addAll(effects.writes());
    }
    return new BlockStep(inside, after, all, Access.of(steps));
  }

  /** The variable that is given its value here. */
  Optional<Step.Assign> variable() {
    return inside
        .filter(step -> step instanceof Step.Assign assign && !assign.continues())
        .map(Step.Assign.class::cast);
  }

  /**
   * The variable from outside the loop that is changed here, other than by adding a block to it.
   */
  Optional<String> changing() {
    return inside
        .filter(step -> step instanceof Step.Assign assign && assign.continues())
        .map(step -> ((Step.Assign) step).target());
  }

  /** Whether a later statement needs the values of a function that is computed here. */
  boolean givesValuesTo(BlockStep later) {
    return after.filter(step -> step instanceof Step.Map m && later.reads(m.array())).isPresent();
  }

  /** The variable or array that a block is added to. */
  Optional<String> sum() {
    return after
        .filter(step -> !(step instanceof Step.Map))
        .map(step -> step instanceof Step.Put put ? put.array() : ((Step.Assign) step).target());
  }

  boolean reads(String name) {
    return effects.reads().contains(name);
  }

  boolean touches(String name) {
    return reads(name) || effects.writes().contains(name);
  }
}
