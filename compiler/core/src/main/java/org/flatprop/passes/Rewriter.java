package org.flatprop.passes;

import java.util.List;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/** Writes statements anew; what is to change is overridden, all else stays. */
class Rewriter {

  /** A variable, scalar, index or array. */
  String name(String name) {
    return name;
  }

  /** A place, a count, or another whole number. */
  Size size(Size size) {
    return size;
  }

  List<Step> steps(List<Step> steps) {
    return steps.stream().map(this::step).toList();
  }

  Step step(Step step) {
    if (step instanceof Step.Assign a) {
      return new Step.Assign(
          name(a.target()), formula(a.value()), a.truth(), a.continues(), a.remarks());
    }
    if (step instanceof Step.Store store) {
      return new Step.Store(store.results(), size(store.index()), formula(store.value()));
    }
    if (step instanceof Step.StoreAll all) {
      return new Step.StoreAll(
          all.results(), size(all.index()), name(all.array()), size(all.count()));
    }
    if (step instanceof Step.Whole whole) {
      return new Step.Whole(name(whole.name()), formula(whole.value()));
    }
    if (step instanceof Step.Put put) {
      return new Step.Put(name(put.array()), size(put.place()), formula(put.value()), put.adds());
    }
    if (step instanceof Step.Fill fill) {
      return new Step.Fill(name(fill.array()), size(fill.count()), fill.value());
    }
    if (step instanceof Step.Product p) {
      return new Step.Product(
          part(p.target()),
          part(p.left()),
          part(p.right()),
          p.rows().stream().map(this::axis).toList(),
          p.inner().stream().map(this::axis).toList(),
          p.columns().stream().map(this::axis).toList(),
          p.start(),
          p.updates().map(this::name));
    }
    if (step instanceof Step.For loop) {
      return new Step.For(name(loop.index()), size(loop.count()), steps(loop.body()));
    }
    if (step instanceof Step.Blocks b) {
      return new Step.Blocks(name(b.index()), name(b.width()), size(b.count()), steps(b.body()));
    }
    if (step instanceof Step.Map map) {
      return new Step.Map(map.function(), name(map.array()), size(map.count()));
    }
    if (step instanceof Step.If choice) {
      return new Step.If(formula(choice.condition()), choice.rare(), steps(choice.body()));
    }
    Step.Nest nest = (Step.Nest) step;
    List<Step.Heading> headings =
        nest.headings().stream().map(h -> new Step.Heading(name(h.target()), h.remarks())).toList();
    return new Step.Nest(headings, steps(nest.body()));
  }

  private Step.Part part(Step.Part part) {
    return new Step.Part(name(part.array()), size(part.at()));
  }

  private Step.Axis axis(Step.Axis axis) {
    return new Step.Axis(
        size(axis.count()), size(axis.target()), size(axis.left()), size(axis.right()));
  }

  Formula formula(Formula formula) {
    if (formula instanceof Formula.Apply apply) {
      return new Formula.Apply(
          apply.operation(), apply.operands().stream().map(this::formula).toList());
    }
    if (formula instanceof Formula.Ref ref) {
      return new Formula.Ref(name(ref.name()), ref.truth());
    }
    if (formula instanceof Formula.Element element) {
      return new Formula.Element(name(element.array()), size(element.place()));
    }
    if (formula instanceof Formula.Fold fold) {
      return new Formula.Fold(fold.operation(), name(fold.array()), size(fold.count()));
    }
    if (formula instanceof Formula.Whole whole) {
      return new Formula.Whole(size(whole.formula()));
    }
    if (formula instanceof Formula.Noise noise) {
      return new Formula.Noise(name(noise.key()), noise.place(), size(noise.element()));
    }
    return formula;
  }
}
