package org.flatprop.passes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Access;
import org.flatprop.loops.Affine;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;

/**
 * A sum along the rows' order where it is written along the columns': element by element of each
 * row in memory, every element of the result adds the same terms in the same order. Such a sum can
 * join the nest that computes the rows.
 */
final class Interchange {

  private Interchange() {}

  /** A nest, the other way round where that follows memory. */
  static Step of(Step step) {
    if (!(step instanceof Step.Nest nest)
        || nest.body().size() != 1
        || !(nest.body().get(0) instanceof Step.For outer)
        || outer.body().size() != 3) {
      return step;
    }
    return interchanged(nest, outer).orElse(step);
  }

  private static Optional<Step> interchanged(Step.Nest nest, Step.For outer) {
    boolean sums =
        outer.body().get(0) instanceof Step.Assign first
            && first.value() instanceof Formula.Literal
            && outer.body().get(1) instanceof Step.For inner
            && inner.body().size() == 1
            && inner.body().get(0) instanceof Step.Assign more
            && more.continues()
            && more.target().equals(first.target())
            && more.value() instanceof Formula.Apply apply
            && apply.operation() == Operations.ADD
            && apply.operands().size() == 2
            && apply.operands().get(0).equals(new Formula.Ref(first.target(), false))
            && outer.body().get(2) instanceof Step.Put put
            && !put.adds()
            && put.value().equals(new Formula.Ref(first.target(), false));
    if (!sums) {
      return Optional.empty();
    }
    Step.For inner = (Step.For) outer.body().get(1);
    Formula term = ((Formula.Apply) ((Step.Assign) inner.body().get(0)).value()).operands().get(1);
    Step.Put put = (Step.Put) outer.body().get(2);
    double start = ((Formula.Literal) ((Step.Assign) outer.body().get(0)).value()).value();
    boolean whole = put.place().equals(Size.of(new Atom.Index(outer.index())));
    if (!whole || Affine.hasIndex(inner.count()) || !followsMemory(term, outer, inner)) {
      return Optional.empty();
    }
    Step adding = new Step.Put(put.array(), put.place(), term, true);
    Renaming swapped =
        new Renaming(Map.of(outer.index(), inner.index(), inner.index(), outer.index()));
    Step loops =
        new Step.For(
            outer.index(),
            inner.count(),
            List.of(new Step.For(inner.index(), outer.count(), List.of(swapped.step(adding)))));
    Step fill = new Step.Fill(put.array(), outer.count(), start);
    return Optional.of(new Step.Nest(nest.headings(), List.of(fill, loops)));
  }

  /** Whether the outer index makes the small steps in memory, and the inner one the large ones. */
  private static boolean followsMemory(Formula term, Step.For outer, Step.For inner) {
    List<Access> accesses = Access.of(List.of(new Step.Whole("", term)));
    boolean rows = false;
    for (Access access : accesses) {
      Optional<Affine> place = Affine.of(access.place(), List.of(outer, inner));
      if (place.isEmpty()) {
        return false;
      }
      Size step = place.get().steps().get(0);
      Size other = place.get().steps().get(1);
      rows |= step.is(1) && other.equals(outer.count());
      if (other.is(1) && !step.is(0)) {
        return false;
      }
    }
    return rows;
  }
}
