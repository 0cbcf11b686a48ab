package org.flatprop.derive;

import java.util.List;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.NodeMap;
import org.flatprop.graph.NodeSet;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Linearity;
import org.flatprop.ops.ArrayGraph;
import org.flatprop.ops.Operations;

/**
 * Under which condition each node is used, so that a branch not taken gives nothing to any
 * gradient: what leaves a conditionally used part is <em>selected</em> by the condition, never
 * multiplied by a zero.
 */
final class Usage {

  /**
   * A condition of use.
   *
   * @param condition null: always used
   * @param strict nothing at all may pass where it is not used
   */
  private record Guard(Node condition, boolean strict) {

    static final Guard ALWAYS = new Guard(null, false);

    boolean always() {
      return condition == null;
    }
  }

  private final Graph graph;
  private final NodeMap<Guard> guards;
  private final NodeSet boundary;

  /** Nodes whose adjoint may be other than 0, NaN even, where they are not used. */
  private final NodeSet tainted;

  /**
   * @param by what the derivative is taken by: these count as always used, so that what they
   *     receive has been selected
   * @param first the number of the oldest node of all these
   */
  Usage(Graph graph, List<Node> order, NodeSet active, Node value, List<Node> by, int first) {
    this.graph = graph;
    this.guards = new NodeMap<>(first);
    this.boundary = new NodeSet(first);
    this.tainted = new NodeSet(first);
    by.forEach(boundary::add);
    if (order.stream().noneMatch(node -> node.operation().selector().isPresent())) {
      return;
    }
    guards.put(value, Guard.ALWAYS);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node gate = order.get(i);
      if (active.contains(gate) && gate.operation().rule().isPresent()) {
        for (int k = 0; k < gate.operands().size(); k++) {
          if (active.contains(gate.operand(k))) {
            use(gate.operand(k), edge(gate, k));
          }
        }
      }
    }
  }

  /**
   * The adjoint that a gate propagates. Elements of an array may be added up on the way, so those
   * not used are selected away before.
   */
  Node clean(Node gate, Node adjoint) {
    boolean mixes = !gate.operation().isPointwise();
    return mixes && tainted.remove(gate) ? select(inside(gate).condition(), adjoint) : adjoint;
  }

  /**
   * What an operand receives, selected by a condition where it must be.
   *
   * <p>Gates are asked about in the order of the backward pass.
   *
   * @param share what the gate's rule gives; may be null
   */
  Node guard(Node gate, int operand, Node share) {
    if (share == null) {
      return null;
    }
    Guard inside = inside(gate);
    boolean unclean = tainted.contains(gate);
    Node condition = condition(gate, operand);
    if (condition != null) {
      return select(unclean ? edge(gate, operand).condition() : condition, share);
    }
    if (inside.always() || !unclean && safe(gate.operation(), inside)) {
      return share;
    }
    Node carried = edge(gate, operand).condition();
    if (carried != of(gate.operand(operand)).condition()) {
      return select(carried, share);
    }
    tainted.add(gate.operand(operand));
    return share;
  }

  /** Whether a selected adjoint, 0 where the gate is not used, gives 0 to the operand. */
  private static boolean safe(Operation operation, Guard guard) {
    Linearity linearity = operation.traits().linearity();
    return linearity == Linearity.ADDITIVE || linearity == Linearity.MULTILINEAR && !guard.strict();
  }

  /** The condition under which a gate is used. */
  private Guard inside(Node gate) {
    Guard guard = guards.get(gate);
    return guard == null ? Guard.ALWAYS : guard;
  }

  /** The condition under which what an operand receives may be other than 0. */
  private Guard of(Node operand) {
    return boundary.contains(operand) ? Guard.ALWAYS : inside(operand);
  }

  private void use(Node node, Guard edge) {
    Guard before = guards.get(node);
    guards.put(node, before == null ? edge : either(before, edge));
  }

  /** The condition under which a gate uses an operand: that it is itself used, and its own. */
  private Guard edge(Node gate, int operand) {
    Guard outer = carried(gate, operand);
    Node inner = condition(gate, operand);
    if (inner == null) {
      return outer;
    }
    boolean strict = gate.operation().selector().orElseThrow().strict();
    return outer.always()
        ? new Guard(inner, strict)
        : new Guard(
            graph.apply(Operations.AND, outer.condition(), inner), strict || outer.strict());
  }

  /** The condition under which a gate is used, as one of its operand's elements. */
  private Guard carried(Node gate, int operand) {
    Guard guard = inside(gate);
    if (guard.always() || gate.operation().isPointwise()) {
      return guard;
    }
    Node condition =
        gate.operation()
            .structure()
            .orElseThrow()
            .transport(graph, gate, operand, guard.condition());
    return condition.is(1)
        ? Guard.ALWAYS
        : new Guard(ArrayGraph.truth(graph, condition), guard.strict());
  }

  private Node condition(Node gate, int operand) {
    return gate.operation()
        .selector()
        .map(s -> s.conditions().condition(graph, operand, gate.operands()))
        .orElse(null);
  }

  private Guard either(Guard a, Guard b) {
    if (a.always() || b.always()) {
      return Guard.ALWAYS;
    }
    Node condition = graph.apply(Operations.OR, a.condition(), b.condition());
    return condition.is(1) ? Guard.ALWAYS : new Guard(condition, a.strict() || b.strict());
  }

  private Node select(Node condition, Node value) {
    return graph.apply(Operations.WHERE, condition, value, graph.constant(0));
  }
}
