package org.flatprop.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.loops.Access;
import org.flatprop.loops.Affine;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Arrays that only one nest comes to, and one turn of its loops at a time: they keep what one turn
 * needs, which for a single element is a variable.
 */
final class Locals {

  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final NewNames names;

  Locals(List<Program.Array> arrays, NewNames names) {
    arrays.forEach(array -> shapes.put(array.name(), array.shape()));
    this.names = names;
  }

  /** The arrays that some passes still come to. */
  @SafeVarargs
  final List<Program.Array> arrays(List<Step>... passes) {
    Set<String> used = new HashSet<>();
    for (List<Step> pass : passes) {
      Access.of(pass).forEach(access -> used.add(access.array()));
    }
    return shapes.entrySet().stream()
        .filter(array -> used.contains(array.getKey()))
        .map(array -> new Program.Array(array.getKey(), array.getValue()))
        .toList();
  }

  /**
   * A pass with variables and smaller arrays.
   *
   * @param needed what is needed after the pass
   */
  List<Step> of(List<Step> pass, Set<String> needed) {
    Map<String, Integer> users = new HashMap<>();
    for (Step step : pass) {
      Set<String> arrays = new HashSet<>();
      Access.of(List.of(step)).forEach(access -> arrays.add(access.array()));
      arrays.forEach(array -> users.merge(array, 1, Integer::sum));
    }
    List<Step> result = new ArrayList<>();
    for (Step step : pass) {
      result.add(step instanceof Step.Nest nest ? nest(nest, users, needed) : step);
    }
    return result;
  }

  private Step nest(Step.Nest nest, Map<String, Integer> users, Set<String> needed) {
    Map<String, List<Access>> accesses = new LinkedHashMap<>();
    for (Access access : Access.of(nest.body())) {
      accesses.computeIfAbsent(access.array(), a -> new ArrayList<>()).add(access);
    }
    Step.Nest local = nest;
    for (Map.Entry<String, List<Access>> entry : accesses.entrySet()) {
      String array = entry.getKey();
      if (shapes.containsKey(array) && users.get(array) == 1 && !needed.contains(array)) {
        Optional<Rewriter> change = change(array, entry.getValue());
        if (change.isPresent()) {
          local = new Step.Nest(local.headings(), change.get().steps(local.body()));
        }
      }
    }
    return local;
  }

  /** How a nest is written with less than the whole array. */
  private Optional<Rewriter> change(String array, List<Access> accesses) {
    List<Access> writes = accesses.stream().filter(a -> a.kind() != Access.Kind.READ).toList();
    if (writes.size() != 1 || writes.get(0).kind() != Access.Kind.WRITE || accesses.size() == 1) {
      return Optional.empty();
    }
    Access write = writes.get(0);
    int depth = write.loops().size();
    for (Access access : accesses) {
      depth = Math.min(depth, common(write, access));
    }
    List<Step.For> outer = write.loops().subList(0, depth);
    Optional<Affine> place = Affine.of(write.place(), outer);
    if (depth == 0 || place.isEmpty()) {
      return Optional.empty();
    }
    List<Step.For> inner = write.loops().subList(depth, write.loops().size());
    for (Access access : accesses) {
      Optional<Affine> own = Affine.of(access.place(), outer);
      boolean same =
          own.isPresent()
              && own.get().steps().equals(place.get().steps())
              && (!inner.isEmpty() || own.get().start().equals(place.get().start()));
      if (!same) {
        return Optional.empty();
      }
    }
    if (inner.isEmpty()) {
      return Optional.of(new Variable(array));
    }
    String name = names.unique(array + "_part");
    shapes.put(name, new Shape(inner.stream().map(Step.For::count).toList()));
    return Optional.of(new Smaller(array, name, outer));
  }

  /** How many loops, the very same, are around both. */
  private static int common(Access a, Access b) {
    int depth = 0;
    while (depth < a.loops().size()
        && depth < b.loops().size()
        && a.loops().get(depth) == b.loops().get(depth)) {
      depth++;
    }
    return depth;
  }

  /** A variable in place of an array. */
  private static final class Variable extends Rewriter {

    private final String array;
    private boolean truth;

    Variable(String array) {
      this.array = array;
    }

    @Override
    Step step(Step step) {
      if (step instanceof Step.Put put && put.array().equals(array)) {
        Formula value = formula(put.value());
        truth = value.truth();
        return new Step.Assign(array, value, truth, false, List.of());
      }
      return super.step(step);
    }

    @Override
    Formula formula(Formula formula) {
      return formula instanceof Formula.Element element && element.array().equals(array)
          ? new Formula.Ref(array, truth)
          : super.formula(formula);
    }
  }

  /** A smaller array, without the outer loops' places. */
  private static final class Smaller extends Rewriter {

    private final String array;
    private final String name;
    private final List<Step.For> outer;

    Smaller(String array, String name, List<Step.For> outer) {
      this.array = array;
      this.name = name;
      this.outer = outer;
    }

    private Size within(Size place) {
      return Affine.of(place, outer).orElseThrow().start();
    }

    @Override
    Step step(Step step) {
      return step instanceof Step.Put put && put.array().equals(array)
          ? new Step.Put(name, within(put.place()), formula(put.value()), false)
          : super.step(step);
    }

    @Override
    Formula formula(Formula formula) {
      return formula instanceof Formula.Element element && element.array().equals(array)
          ? new Formula.Element(name, within(element.place()))
          : super.formula(formula);
    }
  }
}
