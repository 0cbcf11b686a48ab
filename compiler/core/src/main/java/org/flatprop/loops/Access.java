package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.graph.Size;

/**
 * Where a statement comes to an element of an array.
 *
 * @param loops those around it, outermost first
 */
public record Access(String array, Size place, Kind kind, List<Step.For> loops) {

  /** What is done to the element. */
  public enum Kind {
    READ,
    /** It is given its value. */
    WRITE,
    /** It is changed, or given its value under a condition. */
    CHANGE
  }

  public Access {
    loops = List.copyOf(loops);
  }

  /** All those within some statements, in their order. */
  public static List<Access> of(List<? extends Step> steps) {
    Collector collector = new Collector();
    steps.forEach(step -> collector.add(step, List.of(), false));
    return collector.accesses;
  }

  private static final class Collector {

    private final List<Access> accesses = new ArrayList<>();

    private void add(Step step, List<Step.For> loops, boolean conditional) {
      if (step instanceof Step.Put put) {
        read(put.value(), loops);
        Kind kind = put.adds() || conditional ? Kind.CHANGE : Kind.WRITE;
        accesses.add(new Access(put.array(), put.place(), kind, loops));
      } else if (step instanceof Step.Line line) {
        read(line.value(), loops);
      } else if (step instanceof Step.Whole whole) {
        read(whole.value(), loops);
      } else if (step instanceof Step.If choice) {
        read(choice.condition(), loops);
      } else if (step instanceof Step.Fill fill) {
        accesses.add(new Access(fill.array(), Size.ZERO, Kind.CHANGE, loops));
      } else if (step instanceof Step.Map map) {
        accesses.add(new Access(map.array(), Size.ZERO, Kind.CHANGE, loops));
      } else if (step instanceof Step.Product product) {
        add(product.left(), Kind.READ, loops);
        add(product.right(), Kind.READ, loops);
        add(product.target(), Kind.CHANGE, loops);
      } else if (step instanceof Step.StoreAll all) {
        accesses.add(new Access(all.array(), Size.ZERO, Kind.READ, loops));
      }
      List<Step.For> inside = loops;
      if (step instanceof Step.For loop) {
        inside = new ArrayList<>(loops);
        inside.add(loop);
      }
      for (Step inner : step.body()) {
        add(inner, inside, conditional || step instanceof Step.If);
      }
    }

    private void add(Step.Part matrix, Kind kind, List<Step.For> loops) {
      accesses.add(new Access(matrix.array(), matrix.at(), kind, loops));
    }

    private void read(Formula formula, List<Step.For> loops) {
      if (formula instanceof Formula.Element element) {
        accesses.add(new Access(element.array(), element.place(), Kind.READ, loops));
      } else if (formula instanceof Formula.Fold fold) {
        accesses.add(new Access(fold.array(), Size.ZERO, Kind.READ, loops));
      } else if (formula instanceof Formula.Apply apply) {
        apply.operands().forEach(operand -> read(operand, loops));
      }
    }
  }
}
