package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/**
 * A place as a sum over loops: where it begins, and the step that each loop's index makes.
 *
 * @param loops those it is in terms of
 * @param steps one for each of the loops; none holds an index
 * @param start what is left
 */
public record Affine(List<Step.For> loops, List<Size> steps, Size start) {

  public Affine {
    loops = List.copyOf(loops);
    steps = List.copyOf(steps);
  }

  /** A place in terms of the indices of some loops; empty if it is not of that form. */
  public static Optional<Affine> of(Size place, List<Step.For> loops) {
    List<Size> steps = new ArrayList<>();
    Size start = place;
    for (Step.For loop : loops) {
      Atom index = new Atom.Index(loop.index());
      Optional<Size> step = place.coefficient(index);
      if (step.isEmpty() || hasIndex(step.get())) {
        return Optional.empty();
      }
      steps.add(step.get());
      start = start.minus(Size.of(index).times(step.get()));
    }
    return Optional.of(new Affine(loops, steps, start));
  }

  /** The step that the index of a loop makes. */
  public Size step(Step.For loop) {
    return steps.get(loops.stream().map(Step.For::index).toList().indexOf(loop.index()));
  }

  /** Whether a formula holds an index of any loop, or a whole number from data. */
  public static boolean hasIndex(Size formula) {
    return formula.atoms().stream().anyMatch(Atom.Index.class::isInstance);
  }
}
