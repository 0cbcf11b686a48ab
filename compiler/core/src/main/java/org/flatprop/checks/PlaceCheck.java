package org.flatprop.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * That places are on their arrays, from the smallest to the largest that the loops around come to.
 * A place under a condition, from data or from a quotient is not judged.
 */
final class PlaceCheck {

  /** What a place can be: empty where it is not known. */
  private record Range(long low, long high) {

    Range plus(Range other) {
      return new Range(low + other.low, high + other.high);
    }

    Range times(long factor) {
      return factor < 0
          ? new Range(high * factor, low * factor)
          : new Range(low * factor, high * factor);
    }
  }

  private final Numbers numbers;
  private final Fault fault;
  private final Map<String, Long> counts = new HashMap<>();

  /** What a block around begins with, and how wide it is. */
  private final Map<String, Long> known = new HashMap<>();

  /** How often the loops around run. */
  private final Map<String, Long> loops = new HashMap<>();

  PlaceCheck(Program program, Numbers numbers, Fault fault) {
    this.numbers = numbers;
    this.fault = fault;
    program.inputs().forEach(port -> count(port.name(), port.count()));
    program.arrays().forEach(array -> count(array.name(), array.shape().count()));
    program.tables().forEach(table -> count(table.name(), table.shape().count()));
    program.special().seed().ifPresent(seed -> count(seed.name(), seed.shape().count()));
  }

  private void count(String array, Size count) {
    counts.put(array, numbers.number(count));
  }

  void pass(List<Step> steps) {
    steps.forEach(this::step);
  }

  private void step(Step step) {
    if (step instanceof Step.Line line) {
      formula(line.value(), step);
    } else if (step instanceof Step.Whole whole) {
      formula(whole.value(), step);
    } else if (step instanceof Step.Put put) {
      formula(put.value(), step);
      inside(put.array(), put.place(), step);
    } else if (step instanceof Step.Fill fill) {
      covers(fill.array(), fill.count(), step);
    } else if (step instanceof Step.StoreAll all) {
      covers(all.array(), all.count(), step);
    } else if (step instanceof Step.Product product) {
      matrix(product.target(), product.rows(), product.columns(), Step.Axis::target, step);
      matrix(product.left(), product.rows(), product.inner(), Step.Axis::left, step);
      matrix(product.right(), product.inner(), product.columns(), Step.Axis::right, step);
    } else if (step instanceof Step.If choice) {
      formula(choice.condition(), step);
    } else if (step instanceof Step.For loop) {
      loop(loop);
    } else if (step instanceof Step.Blocks blocks) {
      blocks(blocks);
    } else {
      pass(step.body());
    }
  }

  /** The first block and the last. */
  private void blocks(Step.Blocks blocks) {
    Size count = with(blocks.count());
    if (count.isConstant() && count.constant() > 0) {
      long length = Step.Blocks.LENGTH;
      long last = (count.constant() - 1) / length * length;
      for (long first : new long[] {0, last}) {
        known.put(blocks.index(), first);
        known.put(blocks.width(), Math.min(length, count.constant() - first));
        pass(blocks.body());
      }
      known.remove(blocks.index());
      known.remove(blocks.width());
    }
  }

  /** A formula with numbers for the dims and what else is known. */
  private Size with(Size size) {
    return numbers
        .with(size)
        .substitute(
            atom ->
                atom instanceof Atom.Index index && known.containsKey(index.name())
                    ? Optional.of(Size.of(known.get(index.name())))
                    : Optional.empty());
  }

  private void loop(Step.For loop) {
    Size count = with(loop.count());
    if (!count.isConstant()) {
      return;
    }
    if (count.constant() > 0) {
      loops.put(loop.index(), count.constant());
      pass(loop.body());
      loops.remove(loop.index());
    }
  }

  /** The operands of a truth, and of a choice, may not be looked at. */
  private void formula(Formula formula, Step step) {
    if (formula instanceof Formula.Element element) {
      inside(element.array(), element.place(), step);
    } else if (formula instanceof Formula.Apply apply) {
      boolean conditional = apply.operation().selector().isPresent() || apply.operation().truth();
      apply.operands().stream()
          .limit(conditional ? 1 : Integer.MAX_VALUE)
          .forEach(operand -> formula(operand, step));
    }
  }

  private void covers(String array, Size count, Step step) {
    fault.unless(
        counts.get(array) == numbers.number(count), "`" + array + "` has another size", step);
  }

  private void matrix(
      Step.Part matrix,
      List<Step.Axis> rows,
      List<Step.Axis> columns,
      Function<Step.Axis, Size> along,
      Step step) {
    List<Step.Axis> axes = new ArrayList<>(rows);
    axes.addAll(columns);
    Size first = matrix.at();
    Size last = matrix.at();
    for (Step.Axis axis : axes) {
      long end = numbers.number(axis.count()) - 1;
      if (end < 0) {
        return;
      }
      Size far = numbers.with(along.apply(axis)).times(end);
      if (far.isConstant() && far.constant() < 0) {
        first = first.plus(far);
      } else {
        last = last.plus(far);
      }
    }
    inside(matrix.array(), first, step);
    inside(matrix.array(), last, step);
  }

  private void inside(String array, Size place, Step step) {
    range(with(place))
        .ifPresent(
            range ->
                fault.unless(
                    range.low >= 0 && range.high < counts.get(array),
                    "`" + array + "[" + place + "]` is outside of the array",
                    step));
  }

  /** From the smallest to the largest, if it is a sum of steps of loops. */
  private Optional<Range> range(Size place) {
    Range range = new Range(0, 0);
    for (Size.Term term : place.terms()) {
      Range atoms = new Range(1, 1);
      if (term.atoms().size() > 1) {
        return Optional.empty();
      }
      for (Atom atom : term.atoms()) {
        Long count = atom instanceof Atom.Index index ? loops.get(index.name()) : null;
        if (count == null) {
          return Optional.empty();
        }
        atoms = new Range(0, count - 1);
      }
      range = range.plus(atoms.times(term.factor()));
    }
    return Optional.of(range);
  }
}
