package org.flatprop.loops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Noise;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.ops.Operations;

/**
 * Writes the formulas of nodes at given places, down to what is held under a name. What a formula
 * needs first, a sum over inner loops or a subscript from data, goes to the block that it stands
 * in.
 */
final class Formulas {

  private final Plan plan;
  private final Names names;
  private final LoopNames loops;
  private final Map<Node, String> held = new HashMap<>();
  private Optional<String> noise = Optional.empty();

  /** A condition, and the place that it is asked at. */
  private record Asked(Node condition, List<Size> at) {}

  /** Conditions that hold where a formula is being written. */
  private final Deque<Asked> holding = new ArrayDeque<>();

  /** How many accumulators and subscripts from data the nest being written has. */
  private int accumulators;

  private int wholes;

  Formulas(Plan plan, Names names) {
    this.plan = plan;
    this.names = names;
    this.loops = new LoopNames(names);
  }

  /** Says by which name a node is held from now on. */
  void hold(Node node, String name) {
    held.put(node, name);
  }

  /** The name that a node is held by, if it is by now. */
  Optional<String> name(Node node) {
    return Optional.ofNullable(held.get(node));
  }

  /** The name of what random numbers are drawn from, if any are. */
  Optional<String> noise() {
    return noise;
  }

  /** A new nest may use the names of the last one's inner variables again. */
  void beginNest() {
    accumulators = 0;
    wholes = 0;
  }

  static Node guard(Node node) {
    return node.operand(node.operands().size() - 1);
  }

  Formula formula(Node node, List<Size> at, List<Step> block) {
    if (node.isConstant()) {
      return new Formula.Literal(node.value());
    }
    if (node.payload() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.TRAINING) {
      return new Formula.Ref(held.get(node), true);
    }
    if (!plan.holds(node)) {
      return compute(node, at, block);
    }
    String name = held.get(node);
    return node.shape().isScalar()
        ? new Formula.Ref(name, node.isTruth())
        : new Formula.Element(name, node.shape().linear(at));
  }

  /** The formula of a node itself, also if it is held. */
  Formula compute(Node node, List<Size> at, List<Step> block) {
    Operation operation = node.operation();
    if (operation == ArrayCore.READ) {
      return read(node, at, block);
    }
    if (operation == ArrayCore.RESHAPE) {
      Node whole = node.operand(0);
      return whole.shape().isScalar()
          ? formula(whole, List.of(), block)
          : new Formula.Element(held.get(whole), node.shape().linear(at));
    }
    if (node.payload() instanceof Counting counting) {
      return whole(counting.formula().at(at));
    }
    if (node.payload() instanceof Noise random) {
      noise = noise.or(() -> Optional.of(names.unique("noise_key")));
      return new Formula.Noise(noise.get(), random.place(), node.shape().linear(at));
    }
    if (ArrayCore.isReduction(operation)) {
      String name = names.inner(accumulator(operation), accumulators++);
      return reduce(node, at, block, loops.depth(at) == 0 ? names.unique(name) : name);
    }
    if (operation == Operations.WHERE) {
      return choice(node, at, block);
    }
    List<Formula> operands = new ArrayList<>();
    node.operands().forEach(operand -> operands.add(formula(operand, at, block)));
    if (operation.forward().code() instanceof Operation.Code.Copy) {
      return operands.get(0);
    }
    boolean redundant =
        operation.name().equals("!=") && operands.get(0).truth() && node.operand(1).is(0.0);
    return redundant ? operands.get(0) : new Formula.Apply(operation, operands);
  }

  private static Formula whole(Size formula) {
    return formula.isConstant()
        ? new Formula.Literal(formula.constant())
        : new Formula.Whole(formula);
  }

  private static String accumulator(Operation operation) {
    return operation.name().startsWith("arg") ? "best" : operation.name();
  }

  /** What is read where a condition holds need not ask for it again. */
  private Formula choice(Node node, List<Size> at, List<Step> block) {
    Formula condition = formula(node.operand(0), at, block);
    int before = holding.size();
    conjuncts(node.operand(0)).forEach(c -> holding.push(new Asked(c, at)));
    Formula yes = formula(node.operand(1), at, block);
    while (holding.size() > before) {
      holding.pop();
    }
    Formula no = formula(node.operand(2), at, block);
    return new Formula.Apply(Operations.WHERE, List.of(condition, yes, no));
  }

  /** What goes to the block is computed whether or not the conditions around hold. */
  private Formula unconditionally(Supplier<Formula> formula) {
    List<Asked> before = List.copyOf(holding);
    holding.clear();
    Formula written = formula.get();
    holding.addAll(before);
    return written;
  }

  private static Set<Node> conjuncts(Node condition) {
    Set<Node> conjuncts = new LinkedHashSet<>();
    Deque<Node> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      conjuncts.add(node);
      if (node.operation() == Operations.AND) {
        node.operands().forEach(pending::push);
      }
    }
    return conjuncts;
  }

  private Formula read(Node node, List<Size> at, List<Step> block) {
    Access access = (Access) node.payload();
    boolean guarded = access.guarded() && !holds(guard(node), at);
    Formula guard = guarded ? formula(guard(node), at, block) : null;
    List<Size> subscripts = subscripts(node, access, at, block);
    Formula element = formula(node.operand(0), subscripts, block);
    return guarded
        ? new Formula.Apply(Operations.WHERE, List.of(guard, element, new Formula.Literal(0)))
        : element;
  }

  private boolean holds(Node guard, List<Size> at) {
    return conjuncts(guard).stream()
        .filter(condition -> condition.operation() != Operations.AND)
        .allMatch(condition -> holding.contains(new Asked(condition, at)));
  }

  List<Size> subscripts(Node node, Access access, List<Size> at, List<Step> block) {
    Map<Integer, Size> data = new LinkedHashMap<>();
    List<Size> subscripts = new ArrayList<>();
    for (Size subscript : access.subscripts()) {
      subscripts.add(
          subscript.substitute(
              atom -> {
                if (atom instanceof Atom.Axis axis) {
                  return Optional.of(at.get(axis.number()));
                }
                return atom instanceof Atom.Operand operand
                    ? Optional.of(
                        data.computeIfAbsent(
                            operand.number(), n -> data(node.operand(n), at, block)))
                    : Optional.empty();
              }));
    }
    return subscripts;
  }

  /** A whole number from data, as a variable of its own. */
  private Size data(Node node, List<Size> at, List<Step> block) {
    Formula value = unconditionally(() -> formula(node, at, block));
    if (value instanceof Formula.Whole whole) {
      return whole.formula();
    }
    if (value instanceof Formula.Literal literal) {
      return Size.of((long) literal.value());
    }
    for (Step step : block) {
      if (step instanceof Step.Whole known && known.value().equals(value)) {
        return Size.of(new Atom.Index(known.name()));
      }
    }
    String name = loops.depth(at) == 0 ? names.unique("at") : names.inner("at", wholes++);
    block.add(new Step.Whole(name, value));
    return Size.of(new Atom.Index(name));
  }

  Formula reduce(Node node, List<Size> at, List<Step> block, String name) {
    int axes = ArrayCore.reducedAxes(node);
    Node x = node.operand(0);
    Shape reduced = x.shape().last(axes);
    int depth = loops.depth(at);
    List<Size> inside = loops.places(reduced, depth);
    List<Size> all = new ArrayList<>(at);
    all.addAll(inside);
    List<Step> inner = new ArrayList<>();
    Formula value = unconditionally(() -> formula(x, all, inner));
    Operation operation = node.operation();
    if (operation == ArrayCore.ARGMAX || operation == ArrayCore.ARGMIN) {
      extreme(name, operation == ArrayCore.ARGMAX, value, reduced.linear(inside), block, inner);
    } else {
      block.add(new Step.Assign(name, new Formula.Literal(start(node)), false, false, List.of()));
      Formula more =
          new Formula.Apply(combined(operation), List.of(new Formula.Ref(name, false), value));
      inner.add(new Step.Assign(name, more, false, true, List.of()));
    }
    block.addAll(loops.around(reduced, depth, inner));
    return new Formula.Ref(name, false);
  }

  /** The place of the first largest or smallest element, or of the first NaN. */
  private void extreme(
      String name, boolean largest, Formula value, Size place, List<Step> block, List<Step> inner) {
    String extreme = names.unique(name + "_value");
    Formula best = new Formula.Ref(extreme, false);
    double start = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    block.add(new Step.Assign(extreme, new Formula.Literal(start), false, false, List.of()));
    block.add(new Step.Assign(name, new Formula.Literal(0), false, false, List.of()));
    String element = names.unique(name + "_next");
    inner.add(new Step.Assign(element, value, false, false, List.of()));
    Formula next = new Formula.Ref(element, false);
    Formula more = apply(largest ? ">" : "<", next, best);
    Formula first = apply("and", apply("!=", next, next), apply("==", best, best));
    Formula better = apply("or", more, first);
    String found = names.unique(name + "_better");
    inner.add(new Step.Assign(found, better, true, false, List.of()));
    Formula isBetter = new Formula.Ref(found, true);
    Formula here = whole(place);
    inner.add(
        new Step.Assign(
            name,
            apply("where", isBetter, here, new Formula.Ref(name, false)),
            false,
            true,
            List.of()));
    inner.add(
        new Step.Assign(extreme, apply("where", isBetter, next, best), false, true, List.of()));
  }

  private static Formula apply(String operation, Formula... operands) {
    return new Formula.Apply(Operations.named(operation), List.of(operands));
  }

  private static double start(Node reduction) {
    Operation operation = reduction.operation();
    if (operation == ArrayCore.SUM) {
      return ArrayGraph.sumStart(reduction);
    }
    return operation == ArrayCore.PRODUCT
        ? 1
        : operation == ArrayCore.MAXIMUM ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static Operation combined(Operation reduction) {
    if (reduction == ArrayCore.SUM) {
      return Operations.ADD;
    }
    return reduction == ArrayCore.PRODUCT
        ? Operations.MULTIPLY
        : Operations.named(reduction == ArrayCore.MAXIMUM ? "max" : "min");
  }
}
