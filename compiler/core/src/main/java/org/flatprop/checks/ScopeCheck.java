package org.flatprop.checks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * That what a pass refers to is there: variables and indices in their scopes, arrays with what they
 * hold.
 */
final class ScopeCheck {

  /** What a name stands for. */
  private enum Kind {
    REAL,
    TRUTH,
    /** A whole number from data. */
    WHOLE,
    INDEX
  }

  private final Fault fault;
  private final Set<String> dims;
  private final Set<String> noise = new HashSet<>();

  /** The arrays that hold something by now. */
  private final Set<String> filled = new HashSet<>();

  private final Set<String> computed = new HashSet<>();

  /** The names of variables and indices, those of the innermost block first. */
  private final Deque<Map<String, Kind>> scopes = new ArrayDeque<>();

  ScopeCheck(Program program, Fault fault) {
    this.fault = fault;
    this.dims = Set.copyOf(program.dims());
    scopes.push(new HashMap<>());
    if (program.isStraightLine()) {
      program.inputNames().forEach(name -> scopes.peek().put(name, Kind.REAL));
      program.special().seedNames().forEach(name -> scopes.peek().put(name, Kind.REAL));
    } else {
      program.inputs().forEach(this::input);
      program.special().seed().ifPresent(seed -> filled.add(seed.name()));
    }
    program.special().training().ifPresent(name -> scopes.peek().put(name, Kind.TRUTH));
    program.special().noise().ifPresent(noise::add);
    program.tables().forEach(table -> filled.add(table.name()));
    program.arrays().forEach(array -> computed.add(array.name()));
  }

  private void input(Port input) {
    if (input.shape().isScalar()) {
      scopes.peek().put(input.name(), Kind.REAL);
    } else {
      filled.add(input.name());
    }
  }

  /** Checks a pass, after those that it follows. */
  void pass(List<Step> steps) {
    steps.forEach(this::step);
  }

  private void step(Step step) {
    if (step instanceof Step.Assign assign) {
      read(assign.value(), step);
      assign(assign);
    } else if (step instanceof Step.Whole whole) {
      read(whole.value(), step);
      begin(whole.name(), Kind.WHOLE, step);
    } else if (step instanceof Step.Put put) {
      read(put.value(), step);
      size(put.place(), step);
      write(put.array(), put.adds(), step);
    } else if (step instanceof Step.Fill fill) {
      size(fill.count(), step);
      write(fill.array(), false, step);
    } else if (step instanceof Step.Product product) {
      product(product);
    } else if (step instanceof Step.Store store) {
      size(store.index(), step);
      read(store.value(), step);
    } else if (step instanceof Step.StoreAll all) {
      size(all.index(), step);
      size(all.count(), step);
      readArray(all.array(), step);
    } else if (step instanceof Step.For loop) {
      size(loop.count(), step);
      scopes.push(new HashMap<>());
      begin(loop.index(), Kind.INDEX, step);
      pass(loop.body());
      scopes.pop();
    } else if (step instanceof Step.Blocks blocks) {
      size(blocks.count(), step);
      scopes.push(new HashMap<>());
      begin(blocks.index(), Kind.INDEX, step);
      begin(blocks.width(), Kind.WHOLE, step);
      pass(blocks.body());
      scopes.pop();
    } else if (step instanceof Step.Map map) {
      size(map.count(), step);
      write(map.array(), true, step);
    } else if (step instanceof Step.If choice) {
      read(choice.condition(), step);
      scopes.push(new HashMap<>());
      pass(choice.body());
      scopes.pop();
    } else {
      pass(step.body());
    }
  }

  private void assign(Step.Assign assign) {
    Kind kind = assign.truth() ? Kind.TRUTH : Kind.REAL;
    if (assign.continues()) {
      fault.unless(kind(assign.target()) == kind, "only a variable can be continued", assign);
    } else {
      begin(assign.target(), kind, assign);
    }
  }

  private void begin(String name, Kind kind, Step step) {
    boolean isNew = kind(name) == null && !filled.contains(name) && !dims.contains(name);
    fault.unless(isNew, "`" + name + "` is given twice in one scope", step);
    scopes.peek().put(name, kind);
  }

  private Kind kind(String name) {
    return scopes.stream()
        .map(scope -> scope.get(name))
        .filter(k -> k != null)
        .findFirst()
        .orElse(null);
  }

  private void write(String array, boolean changes, Step step) {
    fault.unless(computed.contains(array), "`" + array + "` is no array of the program's", step);
    fault.unless(kind(array) == null, "`" + array + "` is an array and a variable", step);
    if (changes) {
      readArray(array, step);
    }
    filled.add(array);
  }

  private void readArray(String array, Step step) {
    fault.unless(filled.contains(array), "`" + array + "` is read before it is written", step);
  }

  private void product(Step.Product product) {
    for (List<Step.Axis> axes : List.of(product.rows(), product.inner(), product.columns())) {
      for (Step.Axis axis : axes) {
        List.of(axis.count(), axis.target(), axis.left(), axis.right())
            .forEach(size -> size(size, product));
      }
    }
    for (Step.Part factor : List.of(product.left(), product.right())) {
      size(factor.at(), product);
      readArray(factor.array(), product);
      fault.unless(
          !factor.array().equals(product.target().array()),
          "a product overwrites a factor",
          product);
    }
    size(product.target().at(), product);
    write(product.target().array(), false, product);
  }

  private void read(Formula formula, Step step) {
    if (formula instanceof Formula.Ref ref) {
      Kind wanted = ref.truth() ? Kind.TRUTH : Kind.REAL;
      Kind kind = kind(ref.name());
      fault.unless(kind != null, "`" + ref.name() + "` is read before it is given", step);
      fault.unless(kind == wanted, "`" + ref.name() + "` is read as what it is not", step);
    } else if (formula instanceof Formula.Element element) {
      readArray(element.array(), step);
      size(element.place(), step);
    } else if (formula instanceof Formula.Fold fold) {
      readArray(fold.array(), step);
      size(fold.count(), step);
    } else if (formula instanceof Formula.Whole whole) {
      size(whole.formula(), step);
    } else if (formula instanceof Formula.Noise random) {
      fault.unless(noise.contains(random.key()), "no key of random numbers", step);
      size(random.element(), step);
    } else if (formula instanceof Formula.Apply apply) {
      apply.operands().forEach(operand -> read(operand, step));
    }
  }

  private void size(Size size, Step step) {
    for (Atom atom : size.atoms()) {
      if (atom instanceof Atom.Index index) {
        Kind kind = kind(index.name());
        boolean known = kind == Kind.INDEX || kind == Kind.WHOLE;
        fault.unless(known, "the index `" + index.name() + "` is not in scope", step);
      } else if (atom instanceof Atom.Dim dim) {
        fault.unless(dims.contains(dim.name()), "no dim is called `" + dim.name() + "`", step);
      } else {
        boolean divided = atom instanceof Atom.Quotient || atom instanceof Atom.Remainder;
        fault.unless(divided, "a place of the graph is left in `" + size + "`");
      }
    }
  }
}
