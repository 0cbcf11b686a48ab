package org.flatprop.derive;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.Topological;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.ops.Operations;

/**
 * Reverse mode: walk the order backwards, ask each row what its operands receive, add up.
 *
 * <p>The rules build graph, so a derivative can be differentiated again.
 */
public final class Reverse {

  private final Graph graph;
  private final List<Node> order;
  private final BitSet active;
  private final Usage usage;
  private final Map<Node, List<Contribution>> received = new HashMap<>();
  private final Map<Node, Integer> pending = new HashMap<>();
  private final Map<Node, Adjoint> adjoints = new LinkedHashMap<>();

  private Reverse(Graph graph, Node value, List<Node> by) {
    this.graph = graph;
    this.order = Topological.order(graph, List.of(value));
    this.active = flowing(order, active(order, by), value);
    this.usage = new Usage(graph, order, active, value, by);
  }

  /**
   * Differentiates a value.
   *
   * @param seed the adjoint of the value itself
   * @param by the nodes that the derivative is taken by
   */
  public static Derivative derive(Graph graph, Node value, Node seed, List<Node> by) {
    Reverse reverse = new Reverse(graph, value, by);
    if (!reverse.active.get(value.id())) {
      return Derivative.none(graph, by);
    }
    return reverse.derive(value, seed, by);
  }

  private Derivative derive(Node value, Node seed, List<Node> by) {
    countUses();
    adjoints.put(value, new Adjoint(value, seed, List.of()));
    for (int i = order.size() - 1; i >= 0; i--) {
      Node gate = order.get(i);
      if (active.get(gate.id())) {
        propagate(gate);
      }
    }
    Map<Node, Node> gradients = new HashMap<>();
    for (Node node : by) {
      Adjoint adjoint = adjoints.get(node);
      Node gradient = adjoint == null ? graph.constant(0) : adjoint.value();
      gradients.put(node, ArrayGraph.shaped(graph, gradient, node.shape()));
    }
    return new Derivative(List.copyOf(adjoints.values()), gradients);
  }

  /** Gives a gate's operands their share, and completes those that have received all. */
  private void propagate(Node gate) {
    Node adjoint = usage.clean(gate, adjoints.get(gate).value());
    Node g = ArrayGraph.shaped(graph, adjoint, gate.shape());
    List<Node> completed = new ArrayList<>();
    for (int i = 0; i < gate.operands().size(); i++) {
      Node operand = gate.operand(i);
      if (flows(gate, operand)) {
        Node share =
            usage.guard(
                gate,
                i,
                gate.operation()
                    .rule()
                    .orElseThrow()
                    .contribution(graph, i, g, gate.operands(), gate));
        if (share != null && !share.withoutShape().is(0)) {
          received
              .computeIfAbsent(operand, n -> new ArrayList<>(1))
              .add(new Contribution(gate, i, share));
        }
        if (pending.merge(operand, -1, Integer::sum) == 0) {
          completed.add(operand);
        }
      }
    }
    // As in the lecture: what leaves the circuit first, then what is propagated further.
    completed.stream().filter(Node::isLeaf).forEach(this::complete);
    completed.stream().filter(node -> !node.isLeaf()).forEach(this::complete);
  }

  private void complete(Node node) {
    List<Contribution> contributions = received.getOrDefault(node, List.of());
    List<Node> terms = contributions.stream().map(Contribution::value).toList();
    Node sum = terms.isEmpty() ? graph.constant(0) : graph.apply(Operations.ADD, terms);
    adjoints.put(node, new Adjoint(node, sum, contributions));
    received.remove(node);
  }

  private void countUses() {
    for (Node gate : order) {
      if (active.get(gate.id())) {
        for (Node operand : gate.operands()) {
          if (flows(gate, operand)) {
            pending.merge(operand, 1, Integer::sum);
          }
        }
      }
    }
  }

  private boolean flows(Node gate, Node operand) {
    return active.get(operand.id()) && gate.operation().rule().isPresent();
  }

  /** Those of the active nodes that the value depends on differentiably. */
  private static BitSet flowing(List<Node> order, BitSet active, Node value) {
    BitSet flowing = new BitSet();
    flowing.set(value.id(), active.get(value.id()));
    for (int i = order.size() - 1; i >= 0; i--) {
      Node gate = order.get(i);
      if (flowing.get(gate.id()) && gate.operation().rule().isPresent()) {
        for (Node operand : gate.operands()) {
          flowing.set(operand.id(), active.get(operand.id()));
        }
      }
    }
    return flowing;
  }

  /** The nodes that depend, differentiably, on those that the derivative is taken by. */
  private static BitSet active(List<Node> order, List<Node> by) {
    BitSet active = new BitSet();
    by.forEach(node -> active.set(node.id()));
    for (Node node : order) {
      boolean passes = node.operation().rule().isPresent();
      if (passes && node.operands().stream().anyMatch(o -> active.get(o.id()))) {
        active.set(node.id());
      }
    }
    return active;
  }
}
