package org.flatprop.passes;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;
import org.flatprop.runtime.BlockFunctions;

/**
 * Takes functions and sums out of a loop's statements: a function's argument becomes an element of
 * a block, and so does what is added up.
 */
final class Extraction {

  /** The runtime's functions of blocks. */
  private static final Set<String> METHODS =
      Arrays.stream(BlockFunctions.class.getMethods())
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());

  /** More blocks do not stay near the processor. */
  private static final int MAX_BLOCKS = 32;

  private final BlockArrays arrays;
  private final Size here;
  private final Set<Formula.Element> certain;
  private final List<BlockStep> steps = new ArrayList<>();

  /** The loop's own variables. */
  private final Set<String> variables = new HashSet<>();

  /** Variables, and elements of arrays, that are no more than elements of blocks. */
  private final Map<Formula, Formula> known = new HashMap<>();

  private int blocks;
  private int functions;
  private int folds;
  private boolean possible = true;

  Extraction(Step.For loop, BlockArrays arrays) {
    this.arrays = arrays;
    this.here = Size.of(new Atom.Index(loop.index()));
    this.certain = Certain.elements(loop.body());
    loop.body().forEach(this::add);
  }

  List<BlockStep> steps() {
    return steps;
  }

  /** A block that no statement has yet. */
  String block() {
    possible &= blocks < MAX_BLOCKS;
    return arrays.block(blocks++);
  }

  /** How many blocks there are. */
  int blockCount() {
    return blocks;
  }

  /** How many functions have been taken out. */
  int functions() {
    return functions;
  }

  /** How many sums and the like have been taken out. */
  int folds() {
    return folds;
  }

  /** Whether all statements are of a kind that can be cut apart. */
  boolean isPossible() {
    return possible;
  }

  private void add(Step step) {
    if (step instanceof Step.Assign assign) {
      assign(assign);
    } else if (step instanceof Step.Put put) {
      put(put);
    } else {
      possible = false;
    }
  }

  private void add(Step inside, Step after) {
    steps.add(BlockStep.of(Optional.ofNullable(inside), Optional.ofNullable(after)));
  }

  private void assign(Step.Assign assign) {
    String target = assign.target();
    Formula value = extracted(assign.value());
    if (assign.continues() && Fold.of(value, target).isPresent()) {
      Fold fold = Fold.of(value, target).get();
      fold(fold, of -> fold.into(assign, of));
    } else if (!assign.continues() && isElementOfBlock(value)) {
      known.put(new Formula.Ref(target, false), value);
    } else {
      variables.add(target);
      add(assign.with(value), null);
    }
  }

  private void put(Step.Put put) {
    Formula value = extracted(put.value());
    if (put.adds() && !varies(put.place())) {
      Fold fold = new Fold(Operations.ADD, value);
      fold(fold, of -> new Step.Put(put.array(), put.place(), of, true));
      return;
    }
    add(new Step.Put(put.array(), put.place(), value, put.adds()), null);
    String memory = arrays.memory(put.array());
    known
        .keySet()
        .removeIf(f -> f instanceof Formula.Element e && arrays.memory(e.array()).equals(memory));
    if (!put.adds() && isElementOfBlock(value)) {
      known.put(new Formula.Element(put.array(), put.place()), value);
    }
  }

  private void fold(Fold fold, Function<Formula, Step> into) {
    folds++;
    if (isElementOfBlock(fold.term())) {
      String block = ((Formula.Element) fold.term()).array();
      add(null, into.apply(fold.of(block, arrays.width())));
    } else {
      String block = block();
      Step terms = new Step.Put(block, here, fold.term(), false);
      add(terms, into.apply(fold.of(block, arrays.width())));
    }
  }

  private boolean isElementOfBlock(Formula formula) {
    return formula instanceof Formula.Element element && arrays.isBlock(element.array());
  }

  private boolean varies(Size place) {
    return place.atoms().containsAll(here.atoms());
  }

  private boolean varies(Formula formula) {
    if (formula instanceof Formula.Apply apply) {
      return apply.operands().stream().anyMatch(this::varies);
    }
    return formula instanceof Formula.Element element && varies(element.place())
        || formula instanceof Formula.Ref ref && variables.contains(ref.name())
        || formula instanceof Formula.Whole whole && varies(whole.formula())
        || formula instanceof Formula.Noise;
  }

  private Formula extracted(Formula formula) {
    return new Extractor(true).formula(formula);
  }

  /** Puts elements of blocks in the place of functions. */
  private final class Extractor extends Rewriter {

    /** Whether what is looked at is computed whatever holds. */
    private final boolean always;

    Extractor(boolean always) {
      this.always = always;
    }

    @Override
    Formula formula(Formula formula) {
      if (known.containsKey(formula)) {
        return known.get(formula);
      }
      if (!(formula instanceof Formula.Apply apply)) {
        return formula;
      }
      List<Formula> operands = new ArrayList<>();
      for (Formula operand : apply.operands()) {
        boolean chosen = !operands.isEmpty() && Certain.isConditional(apply.operation());
        operands.add(new Extractor(always && !chosen).formula(operand));
      }
      Formula.Apply whole = new Formula.Apply(apply.operation(), operands);
      return isFunction(whole) ? function(whole) : whole;
    }

    private boolean isFunction(Formula.Apply apply) {
      return Step.Map.method(apply.operation()).filter(METHODS::contains).isPresent()
          && apply.operands().size() == 1
          && varies(apply)
          && (always || certain.containsAll(elementsOfArrays(apply)));
    }

    private Formula function(Formula.Apply apply) {
      functions++;
      String block = block();
      Step arguments = new Step.Put(block, here, apply.operands().get(0), false);
      add(arguments, new Step.Map(apply.operation(), block, arrays.width()));
      return new Formula.Element(block, here);
    }
  }

  private Set<Formula.Element> elementsOfArrays(Formula formula) {
    Set<Formula.Element> elements = Certain.elements(formula);
    elements.removeIf(element -> arrays.isBlock(element.array()));
    return elements;
  }
}
