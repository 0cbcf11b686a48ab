package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flatprop.graph.Size;
import org.flatprop.loops.Code;
import org.flatprop.loops.Effects;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Finds the sums of products, however they were written, and gives them to the runtime's matrix
 * product: what a nest adds up becomes an array, computed before it. Every sum keeps the order of
 * its terms.
 */
public final class Products {

  /** Fewer multiplications stay loops. */
  private static final long SMALL = 512;

  private final Program program;
  private final NewNames names;
  private final List<Program.Array> arrays;

  /** How many elements each array has that a nest may read. */
  private final Map<String, Size> counts = new HashMap<>();

  /** The selected factors of a pass, by the loops that compute them. */
  private final Map<Step, String> selections = new HashMap<>();

  /** What the nest that is being looked at needs computed before it. */
  private final List<Step> before = new ArrayList<>();

  private Products(Program program) {
    this.program = program;
    this.names = new NewNames(program);
    this.arrays = new ArrayList<>(program.arrays());
    program.inputs().forEach(input -> counts.put(input.name(), input.count()));
    program.tables().forEach(table -> counts.put(table.name(), table.shape().count()));
    program.special().seed().ifPresent(seed -> counts.put(seed.name(), seed.shape().count()));
    arrays.forEach(array -> counts.put(array.name(), array.shape().count()));
  }

  /** The same program, its products recognised. */
  public static Program recognise(Program program) {
    return program.isStraightLine() ? program : new Products(program).program();
  }

  private Program program() {
    List<Step> forward = pass(program.forward());
    List<Step> backward = pass(program.backward());
    return program.with(Code.of(arrays, forward, backward));
  }

  private List<Step> pass(List<Step> steps) {
    selections.clear();
    List<Step> result = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Nest nest) {
        nest(nest, result);
      } else {
        result.add(step);
      }
    }
    return result;
  }

  private void nest(Step.Nest nest, List<Step> result) {
    before.clear();
    List<Step> body = body(nest, nest.body(), List.of());
    Optional<String> copied = copied(nest.target(), body);
    if (copied.isEmpty()) {
      result.addAll(before);
      result.add(before.isEmpty() ? nest : new Step.Nest(nest.target(), nest.remarks(), body));
      return;
    }
    // The last product is all that the nest computes.
    arrays.removeIf(array -> array.name().equals(copied.get()));
    Step.Nest last = (Step.Nest) before.remove(before.size() - 1);
    Rewriter direct =
        new Rewriter() {
          @Override
          String name(String name) {
            return name.equals(copied.get()) ? nest.target() : name;
          }
        };
    result.addAll(before);
    result.add(new Step.Nest(nest.target(), nest.remarks(), direct.steps(last.body())));
  }

  /** Some steps of a nest, with the elements of products in place of what is added up. */
  private List<Step> body(Step.Nest nest, List<Step> steps, List<Step.For> around) {
    List<Step> rest = steps;
    List<Step> result = new ArrayList<>();
    while (!rest.isEmpty()) {
      Optional<Accumulation> sum = Accumulation.at(rest, 0);
      Optional<Formula> element = sum.flatMap(s -> element(nest, s, around));
      Step step = rest.get(0);
      if (element.isPresent()) {
        rest = replaced(rest.subList(2, rest.size()), sum.get().name(), element.get());
        continue;
      }
      if (step instanceof Step.For loop) {
        List<Step.For> inside = new ArrayList<>(around);
        inside.add(loop);
        step = new Step.For(loop.index(), loop.count(), body(nest, loop.body(), inside));
      }
      result.add(step);
      rest = rest.subList(1, rest.size());
    }
    return result;
  }

  /** The element of a product that stands for a sum, if it is one. */
  private Optional<Formula> element(Step.Nest nest, Accumulation sum, List<Step.For> around) {
    if (!sum.conditions().isEmpty()) {
      return Selection.of(sum, around, Effects.of(nest).writes(), counts)
          .flatMap(selection -> selected(nest, selection));
    }
    return Contraction.of(around, sum.loops(), sum.left(), sum.right())
        .filter(Products::pays)
        .map(product -> product(nest, product, sum.start(), array -> List.of()));
  }

  private static boolean pays(Contraction product) {
    return product.multiplications().map(count -> count >= SMALL).orElse(true);
  }

  /**
   * Computes a product before the nest; returns the element of it that stands for the sum.
   *
   * @param check what follows on the product in an array
   */
  private Formula product(
      Step.Nest nest, Contraction product, double start, Function<String, List<Step>> check) {
    String array = names.unique(nest.target() + "_sum");
    arrays.add(new Program.Array(array, product.shape()));
    counts.put(array, product.shape().count());
    List<String> remarks = List.of(array + " = " + product.text(), product.shape().toString());
    List<Step> steps = new ArrayList<>(List.of(product.step(array, start)));
    steps.addAll(check.apply(array));
    before.add(new Step.Nest(array, remarks, steps));
    return new Formula.Element(array, product.place());
  }

  /** The same of a selected factor, which other products of the pass may have as well. */
  private Optional<Formula> selected(Step.Nest nest, Selection selection) {
    Step loops = selection.selecting("");
    if (selection.product("").filter(Products::pays).isEmpty()) {
      return Optional.empty();
    }
    String array =
        selections.computeIfAbsent(
            loops,
            isNew -> {
              String name = names.unique(selection.name());
              arrays.add(new Program.Array(name, selection.shape()));
              List<String> remarks = List.of(selection.text(name), selection.shape().toString());
              before.add(new Step.Nest(name, remarks, List.of(selection.selecting(name))));
              return name;
            });
    Contraction product = selection.product(array).orElseThrow();
    return Optional.of(
        product(
            nest,
            product,
            selection.sum().start(),
            result -> selection.check(product, array, result, names.unique("unsure"))));
  }

  private static List<Step> replaced(List<Step> steps, String variable, Formula element) {
    return new Rewriter() {
      @Override
      Formula formula(Formula formula) {
        boolean found = formula instanceof Formula.Ref ref && ref.name().equals(variable);
        return found ? element : super.formula(formula);
      }
    }.steps(steps);
  }

  /** The array that a nest copies element by element, if it is the product computed last. */
  private Optional<String> copied(String target, List<Step> body) {
    Step step = body.isEmpty() ? null : body.get(0);
    Size count = Size.ONE;
    while (step instanceof Step.For loop && loop.body().size() == 1) {
      count = count.times(loop.count());
      step = loop.body().get(0);
    }
    boolean copies =
        body.size() == 1
            && step instanceof Step.Put put
            && !put.adds()
            && put.array().equals(target)
            && put.value() instanceof Formula.Element element
            && element.place().equals(put.place())
            && !before.isEmpty()
            && ((Step.Nest) before.get(before.size() - 1)).target().equals(element.array());
    if (!copies) {
      return Optional.empty();
    }
    String array = ((Formula.Element) ((Step.Put) step).value()).array();
    Size elements =
        arrays.stream()
            .filter(a -> a.name().equals(array))
            .map(a -> a.shape().count())
            .findFirst()
            .orElseThrow();
    return elements.equals(count) ? Optional.of(array) : Optional.empty();
  }
}
