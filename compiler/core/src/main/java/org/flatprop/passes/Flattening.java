package org.flatprop.passes;

import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Affine;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/**
 * One loop of two, one directly in the other, that come to elements which follow one another:
 * HotSpot makes vector code of a loop over whole arrays, not of one over their rows.
 */
final class Flattening {

  private Flattening() {}

  static List<Step> of(List<Step> steps) {
    return steps.stream().map(Flattening::of).toList();
  }

  private static Step of(Step step) {
    if (step instanceof Step.Nest nest) {
      return new Step.Nest(nest.headings(), of(nest.body()));
    }
    if (!(step instanceof Step.For loop)) {
      return step;
    }
    List<Step> body = of(loop.body());
    if (body.size() == 1
        && body.get(0) instanceof Step.For inner
        && !Affine.hasIndex(inner.count())) {
      Joining joining = new Joining(loop, inner);
      List<Step> joined = joining.steps(inner.body());
      Size count = loop.count().times(inner.count());
      if (joining.possible && (joining.walks || isSmall(count))) {
        return new Step.For(loop.index(), count, joined);
      }
    }
    return new Step.For(loop.index(), loop.count(), body);
  }

  /** Whether a loop can count to it; to the elements of an array there is, it can. */
  private static boolean isSmall(Size count) {
    return count.isConstant() && count.constant() <= Integer.MAX_VALUE;
  }

  /** Writes places in terms of the outer index alone, which then runs over both. */
  private static final class Joining extends Rewriter {

    private final Atom outer;
    private final Atom inner;
    private final Size count;
    private boolean possible = true;

    /** Whether some array is walked through by both loops. */
    private boolean walks;

    Joining(Step.For outer, Step.For inner) {
      this.outer = new Atom.Index(outer.index());
      this.inner = new Atom.Index(inner.index());
      this.count = inner.count();
    }

    /** By a step that is a number: one that is a dim may be 0. */
    private boolean walks(Size place) {
      return place.coefficient(inner).filter(step -> step.isConstant() && !step.is(0)).isPresent();
    }

    @Override
    Step step(Step step) {
      walks |= step instanceof Step.Put put && walks(put.place());
      return super.step(step);
    }

    @Override
    Formula formula(Formula formula) {
      walks |= formula instanceof Formula.Element e && walks(e.place());
      return super.formula(formula);
    }

    @Override
    Size size(Size size) {
      Optional<Size> far = size.coefficient(outer);
      Optional<Size> near = size.coefficient(inner);
      if (far.isEmpty() || near.isEmpty() || !far.get().equals(near.get().times(count))) {
        possible = false;
        return size;
      }
      return size.substitute(
          atom ->
              atom.equals(outer)
                  ? Optional.of(Size.ZERO)
                  : atom.equals(inner) ? Optional.of(Size.of(outer)) : Optional.empty());
    }
  }
}
