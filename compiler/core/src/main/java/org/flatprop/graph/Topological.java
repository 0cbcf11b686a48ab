package org.flatprop.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Topological order: every node after its operands. */
public final class Topological {

  private Topological() {}

  /** All nodes that the given ones need, they included, operands first. */
  public static List<Node> order(Graph graph, Collection<Node> roots) {
    BitSet reached = reach(roots);
    return reached.stream().mapToObj(graph::node).toList();
  }

  /** The numbers of all nodes that the given ones need, they included. */
  public static BitSet reach(Collection<Node> roots) {
    BitSet reached = new BitSet();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!reached.get(node.id())) {
        reached.set(node.id());
        node.operands().forEach(pending::push);
      }
    }
    return reached;
  }
}
