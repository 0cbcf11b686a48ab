package org.flatprop.loops;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/** The variables and arrays that a statement reads and writes, with all that is in it. */
public record Effects(Set<String> reads, Set<String> writes) {

  public static Effects of(Step step) {
    Effects effects = new Effects(new HashSet<>(), new HashSet<>());
    Program.steps(List.of(step), effects::add);
    return effects;
  }

  /** Whether a statement with these effects must come before one with others. */
  public boolean precede(Effects later) {
    return !Collections.disjoint(writes, later.reads)
        || !Collections.disjoint(reads, later.writes)
        || !Collections.disjoint(writes, later.writes);
  }

  private void add(Step step) {
    if (step instanceof Step.Assign assign) {
      writes.add(assign.target());
      read(assign.value());
    } else if (step instanceof Step.Whole whole) {
      writes.add(whole.name());
      read(whole.value());
    } else if (step instanceof Step.Put put) {
      writes.add(put.array());
      read(put.place());
      read(put.value());
    } else if (step instanceof Step.Fill fill) {
      writes.add(fill.array());
    } else if (step instanceof Step.Map map) {
      reads.add(map.array());
      writes.add(map.array());
    } else if (step instanceof Step.Product product) {
      writes.add(product.target().array());
      reads.add(product.left().array());
      reads.add(product.right().array());
      product.updates().ifPresent(writes::add);
    } else if (step instanceof Step.If choice) {
      read(choice.condition());
    } else if (step instanceof Step.Store store) {
      read(store.value());
    } else if (step instanceof Step.StoreAll all) {
      reads.add(all.array());
    }
  }

  /** Whole numbers from data are variables too. */
  private void read(Size size) {
    for (Atom atom : size.atoms()) {
      if (atom instanceof Atom.Index index) {
        reads.add(index.name());
      }
    }
  }

  private void read(Formula formula) {
    if (formula instanceof Formula.Ref ref) {
      reads.add(ref.name());
    } else if (formula instanceof Formula.Element element) {
      reads.add(element.array());
      read(element.place());
    } else if (formula instanceof Formula.Fold fold) {
      reads.add(fold.array());
    } else if (formula instanceof Formula.Whole whole) {
      read(whole.formula());
    } else if (formula instanceof Formula.Noise noise) {
      reads.add(noise.key());
      read(noise.element());
    } else if (formula instanceof Formula.Apply apply) {
      apply.operands().forEach(this::read);
    }
  }
}
