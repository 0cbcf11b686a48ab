package org.flatprop.loops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Size;
import org.flatprop.graph.Topological;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;
import org.flatprop.source.SourceFile;

/**
 * Graph to straight-line code, laid out as the lecture does: forward one gate a line; backward one
 * adjoint a line, in reversed order, its rule written out.
 */
public final class Lowering {

  /** Longer sums take several lines. */
  private static final int TERMS_A_LINE = 16;

  /** Deeper formulas are split. */
  private static final int MAX_DEPTH = 6;

  private final Model model;
  private final Derivative derivative;
  private final Ports ports;
  private final List<Node> gradients;
  private final Names names;
  private final Remarks remarks;
  private final List<Node> order;
  private final BitSet inForward;
  private final List<Step> forward = new ArrayList<>();
  private final List<Step> backward = new ArrayList<>();

  /** What is known by a name in the backward pass: adjoints and temporaries. */
  private final Map<Node, String> backwardNames = new HashMap<>();

  /** The adjoint of each gate, by the name that the gate's rule calls it. */
  private final Map<Node, String> adjointNames = new HashMap<>();

  private final Map<Node, Node> adjointValues = new HashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  private final Map<Node, Integer> depths = new HashMap<>();
  private final Map<String, Legend.Call> calls = new HashMap<>();
  private final NodePlaces places;

  private Lowering(Model model, Derivative derivative, Ports ports, SourceFile main) {
    this.model = model;
    this.derivative = derivative;
    this.ports = ports;
    this.gradients = ports.by();
    this.names = new Names(model.legend(), model.values().keySet());
    this.remarks = new Remarks(model.legend(), main);
    List<Node> outputs = model.outputs().stream().map(Model.Output::node).toList();
    this.order = Topological.order(model.graph(), outputs);
    this.inForward = Topological.reach(outputs);
    this.places = new NodePlaces(model, derivative, order, inForward, main);
  }

  /**
   * Lowers a model.
   *
   * @param ports what goes in and comes out
   * @param main the file that places are in, unless they say otherwise
   */
  public static Program lower(Model model, Derivative derivative, Ports ports, SourceFile main) {
    return new Lowering(model, derivative, ports, main).lower();
  }

  private Program lower() {
    order.forEach(this::lowerGate);
    for (int i = 0; i < model.outputs().size(); i++) {
      forward.add(
          new Step.Store(Step.Results.OUTPUTS, Size.of(i), gate(model.outputs().get(i).node())));
    }
    countUses();
    derivative.adjoints().forEach(this::lowerAdjoint);
    for (int i = 0; i < gradients.size(); i++) {
      backward.add(new Step.Store(Step.Results.GRADIENTS, Size.of(i), gradient(gradients.get(i))));
    }
    return Program.ofScalars(ports, kinks(order), Code.ofLines(forward, backward, calls))
        .with(places.all());
  }

  public static List<String> kinks(List<Node> order) {
    Set<String> kinks = new LinkedHashSet<>();
    for (Node node : order) {
      Operation operation = node.operation();
      if (operation == ArrayCore.MAXIMUM || operation == ArrayCore.MINIMUM) {
        kinks.add(operation.name() + " of an array: in a tie the first wins");
      }
      boolean ownKink = !operation.truth() && operation != Operations.WHERE;
      operation
          .kinks()
          .filter(k -> ownKink)
          .ifPresent(k -> kinks.add(operation.name() + ": " + k.declared()));
    }
    return List.copyOf(kinks);
  }

  // The forward pass

  private void lowerGate(Node node) {
    if (node.isConstant()) {
      return;
    }
    String name = names.gate(node);
    if (!(node.payload() instanceof Leaf)) {
      List<Formula> operands = node.operands().stream().map(this::gate).toList();
      assign(forward, name, node.operation(), operands, remarks.gate(node));
      noteCall(name, node);
      places.note(name, node);
    }
    for (String alias : model.legend().names(node)) {
      if (!alias.equals(name)) {
        forward.add(new Step.Assign(alias, ref(node, name), node.isTruth(), false, List.of()));
        places.noteDefinition(alias, node);
      }
    }
  }

  private void noteCall(String name, Node gate) {
    model.legend().call(gate).ifPresent(call -> calls.put(name, call));
  }

  /** An adjoint is computed by a call if all that contribute to it are. */
  private void noteCall(String name, Adjoint adjoint) {
    List<Optional<Legend.Call>> origins =
        adjoint.contributions().stream()
            .map(contribution -> model.legend().call(contribution.gate()))
            .distinct()
            .toList();
    if (origins.size() == 1) {
      origins.get(0).ifPresent(call -> calls.put(name, call));
    }
  }

  private Formula gate(Node node) {
    return node.isConstant() ? new Formula.Literal(node.value()) : ref(node, names.gate(node));
  }

  private static Formula ref(Node node, String name) {
    return new Formula.Ref(name, node.isTruth());
  }

  /** Adds an assignment; a long sum is cut into several, which add the same terms in order. */
  private static void assign(
      List<Step> pass,
      String target,
      Operation operation,
      List<Formula> operands,
      List<String> remarks) {
    if (operation.forward().code() instanceof Operation.Code.Copy) {
      pass.add(new Step.Assign(target, operands.get(0), false, false, remarks));
      return;
    }
    int first = operation == Operations.ADD ? TERMS_A_LINE : operands.size();
    List<Formula> head = operands.subList(0, Math.min(first, operands.size()));
    Formula value = new Formula.Apply(operation, head);
    pass.add(new Step.Assign(target, value, operation.truth(), false, remarks));
    for (int i = first; i < operands.size(); i += TERMS_A_LINE) {
      List<Formula> more = new ArrayList<>();
      more.add(new Formula.Ref(target, false));
      more.addAll(operands.subList(i, Math.min(i + TERMS_A_LINE, operands.size())));
      pass.add(
          new Step.Assign(
              target, new Formula.Apply(operation, more), false, true, List.of("continued")));
    }
  }

  // The backward pass

  /** Counts how often each part of the derivative is used, to know what to write in place. */
  private void countUses() {
    Set<Node> adjoints =
        derivative.adjoints().stream().map(Adjoint::value).collect(Collectors.toSet());
    Deque<Node> pending = new ArrayDeque<>();
    Set<Node> written = new HashSet<>();
    for (Adjoint adjoint : derivative.adjoints()) {
      // What several adjoints share is written for the first.
      boolean first = !inForward.get(adjoint.value().id()) && written.add(adjoint.value());
      for (Contribution contribution : adjoint.contributions()) {
        if (contribution.value() != adjoint.value()) {
          use(contribution.value(), adjoints, pending);
        } else if (first) {
          pending.push(adjoint.value());
        }
      }
    }
    while (!pending.isEmpty()) {
      pending.pop().operands().forEach(operand -> use(operand, adjoints, pending));
    }
  }

  private void use(Node node, Set<Node> adjoints, Deque<Node> pending) {
    boolean named = inForward.get(node.id()) || adjoints.contains(node);
    if (!node.isConstant() && !named && uses.merge(node, 1, Integer::sum) == 1) {
      pending.push(node);
    }
  }

  private void lowerAdjoint(Adjoint adjoint) {
    String of = names.gate(adjoint.of());
    String target = names.adjoint(of);
    noteCall(target, adjoint);
    places.note(target, adjoint);
    if (adjoint.contributions().isEmpty()) {
      double seed = adjoint.value().isConstant() ? adjoint.value().value() : 1;
      assignAdjoint(adjoint, target, new Formula.Literal(seed));
      return;
    }
    boolean shared = known(adjoint.value()) && adjoint.contributions().size() > 1;
    if (shared || adjoint.value().isConstant()) {
      assignAdjoint(adjoint, target, part(adjoint.value(), null));
      return;
    }
    boolean single = adjoint.contributions().size() == 1;
    adjoint.contributions().forEach(c -> lowerTemporaries(c, single));
    List<Formula> terms =
        adjoint.contributions().stream().map(c -> part(c.value(), c.gate())).toList();
    if (terms.size() == 1) {
      assignAdjoint(adjoint, target, terms.get(0));
    } else {
      assign(backward, target, Operations.ADD, terms, remarks.adjoint(adjoint.contributions()));
      know(adjoint, target);
    }
  }

  private void assignAdjoint(Adjoint adjoint, String target, Formula value) {
    backward.add(
        new Step.Assign(target, value, false, false, remarks.adjoint(adjoint.contributions())));
    know(adjoint, target);
  }

  private void know(Adjoint adjoint, String target) {
    adjointNames.put(adjoint.of(), target);
    adjointValues.put(adjoint.of(), adjoint.value());
    if (!adjoint.value().isConstant()) {
      backwardNames.putIfAbsent(adjoint.value(), target);
    }
  }

  private boolean known(Node node) {
    return inForward.get(node.id()) || backwardNames.containsKey(node);
  }

  /**
   * Gives names to the parts of a contribution that are used more than once.
   *
   * @param single whether the contribution is the adjoint, which has a name
   */
  private void lowerTemporaries(Contribution contribution, boolean single) {
    TreeMap<Integer, Node> parts = new TreeMap<>();
    Deque<Node> pending = new ArrayDeque<>();
    pending.push(contribution.value());
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!node.isConstant() && !known(node) && parts.put(node.id(), node) == null) {
        node.operands().forEach(pending::push);
      }
    }
    for (Node node : parts.values()) {
      int depth = 1 + node.operands().stream().mapToInt(this::depth).max().orElse(0);
      depths.put(node, depth);
      boolean inPlace = uses.getOrDefault(node, 2) == 1 && depth <= MAX_DEPTH;
      if (!inPlace && !(single && node == contribution.value())) {
        String name = names.temporary();
        Formula.Apply value = apply(node, contribution.gate());
        assign(backward, name, node.operation(), value.operands(), List.of());
        noteCall(name, contribution.gate());
        places.notePart(name, node, contribution.gate());
        backwardNames.put(node, name);
      }
    }
  }

  private int depth(Node node) {
    return known(node) ? 0 : depths.getOrDefault(node, 0);
  }

  /**
   * A part of a derivative, written in place unless it has a name.
   *
   * @param gate whose rule it belongs to, and so by which name its adjoint is called
   */
  private Formula part(Node node, Node gate) {
    if (node.isConstant()) {
      return new Formula.Literal(node.value());
    }
    if (inForward.get(node.id())) {
      return gate(node);
    }
    if (gate != null && adjointValues.get(gate) == node) {
      return ref(node, adjointNames.get(gate));
    }
    String name = backwardNames.get(node);
    return name != null ? ref(node, name) : apply(node, gate);
  }

  private Formula.Apply apply(Node node, Node gate) {
    return new Formula.Apply(
        node.operation(), node.operands().stream().map(o -> part(o, gate)).toList());
  }

  private Formula gradient(Node by) {
    String name = adjointNames.get(by);
    return name != null
        ? new Formula.Ref(name, false)
        : new Formula.Literal(derivative.gradient(by).value());
  }
}
