package org.flatprop.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.NodeMap;
import org.flatprop.graph.NodeSet;
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

  /** What the value needs, without what is older than all that the derivative is taken by. */
  private final List<Node> order;

  private final NodeSet active;
  private final Usage usage;
  private final NodeMap<List<Contribution>> received;
  private final NodeMap<Integer> pending;
  private final NodeMap<Adjoint> known;

  /** In the order in which they are completed. */
  private final List<Adjoint> adjoints = new ArrayList<>();

  private Reverse(Graph graph, Node value, List<Node> by) {
    this.graph = graph;
    int first = by.stream().mapToInt(Node::id).min().orElse(value.id());
    this.order = Topological.order(graph, List.of(value), first);
    this.active = flowing(order, active(order, by, first), value, first);
    this.usage = new Usage(graph, order, active, value, by, first);
    this.received = new NodeMap<>(first);
    this.pending = new NodeMap<>(first);
    this.known = new NodeMap<>(first);
  }

  /**
   * Differentiates a value.
   *
   * @param seed the adjoint of the value itself
   * @param by the nodes that the derivative is taken by
   */
  public static Derivative derive(Graph graph, Node value, Node seed, List<Node> by) {
    Reverse reverse = new Reverse(graph, value, by);
    if (!reverse.active.contains(value)) {
      return Derivative.none(graph, by);
    }
    return reverse.derive(value, seed, by);
  }

  private Derivative derive(Node value, Node seed, List<Node> by) {
    countUses();
    know(new Adjoint(value, seed, List.of()));
    for (int i = order.size() - 1; i >= 0; i--) {
      Node gate = order.get(i);
      if (active.contains(gate)) {
        propagate(gate);
      }
    }
    Map<Node, Node> gradients = new HashMap<>();
    for (Node node : by) {
      Adjoint adjoint = known.get(node);
      Node gradient = adjoint == null ? graph.constant(0) : adjoint.value();
      gradients.put(node, ArrayGraph.shaped(graph, gradient, node.shape()));
    }
    return new Derivative(adjoints, gradients);
  }

  /** Gives a gate's operands their share, and completes those that have received all. */
  private void propagate(Node gate) {
    Node adjoint = usage.clean(gate, known.get(gate).value());
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
          receive(operand, new Contribution(gate, i, share));
        }
        pending.put(operand, pending.get(operand) - 1);
        if (pending.get(operand) == 0) {
          completed.add(operand);
        }
      }
    }
    // As in the lecture: what leaves the circuit first, then what is propagated further.
    completed.stream().filter(Node::isLeaf).forEach(this::complete);
    completed.stream().filter(node -> !node.isLeaf()).forEach(this::complete);
  }

  private void receive(Node node, Contribution contribution) {
    if (received.get(node) == null) {
      received.put(node, new ArrayList<>(1));
    }
    received.get(node).add(contribution);
  }

  private void complete(Node node) {
    List<Contribution> contributions = received.get(node);
    if (contributions == null) {
      know(new Adjoint(node, graph.constant(0), List.of()));
      return;
    }
    List<Node> terms = contributions.stream().map(Contribution::value).toList();
    know(new Adjoint(node, graph.apply(Operations.ADD, terms), contributions));
    received.put(node, null);
  }

  private void know(Adjoint adjoint) {
    known.put(adjoint.of(), adjoint);
    adjoints.add(adjoint);
  }

  private void countUses() {
    for (Node gate : order) {
      if (active.contains(gate)) {
        for (Node operand : gate.operands()) {
          if (flows(gate, operand)) {
            Integer before = pending.get(operand);
            pending.put(operand, before == null ? 1 : before + 1);
          }
        }
      }
    }
  }

  private boolean flows(Node gate, Node operand) {
    return active.contains(operand) && gate.operation().rule().isPresent();
  }

  /** Those of the active nodes that the value depends on differentiably. */
  private static NodeSet flowing(List<Node> order, NodeSet active, Node value, int first) {
    NodeSet flowing = new NodeSet(first);
    if (active.contains(value)) {
      flowing.add(value);
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      Node gate = order.get(i);
      if (flowing.contains(gate) && gate.operation().rule().isPresent()) {
        gate.operands().stream().filter(active::contains).forEach(flowing::add);
      }
    }
    return flowing;
  }

  /** The nodes that depend, differentiably, on those that the derivative is taken by. */
  private static NodeSet active(List<Node> order, List<Node> by, int first) {
    NodeSet active = new NodeSet(first);
    by.forEach(active::add);
    for (Node node : order) {
      boolean passes = node.operation().rule().isPresent();
      if (passes && node.operands().stream().anyMatch(active::contains)) {
        active.add(node);
      }
    }
    return active;
  }
}
