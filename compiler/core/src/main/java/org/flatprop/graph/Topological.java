package org.flatprop.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Topological order: every node after its operands. */
public final class Topological {

  private Topological() {}

  /** All nodes that the given ones need, they included, operands first. */
  public static List<Node> order(Graph graph, Collection<Node> roots) {
    return order(graph, roots, 0);
  }

  /**
   * The same without the nodes made before a certain one.
   *
   * @param first the number of that one
   */
  public static List<Node> order(Graph graph, Collection<Node> roots, int first) {
    // Such questions about numbers are frequent, and a set is as large as the graph.
    if (roots.stream().allMatch(Node::isLeaf)) {
      return roots.stream()
          .filter(node -> node.id() >= first)
          .distinct()
          .sorted(Comparator.comparingInt(Node::id))
          .toList();
    }
    return reach(roots, first).stream().mapToObj(i -> graph.node(first + i)).toList();
  }

  /** The numbers of all nodes that the given ones need, they included. */
  public static BitSet reach(Collection<Node> roots) {
    return reach(roots, 0);
  }

  private static BitSet reach(Collection<Node> roots, int first) {
    BitSet reached = new BitSet();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      int place = node.id() - first;
      if (place >= 0 && !reached.get(place)) {
        reached.set(place);
        node.operands().forEach(pending::push);
      }
    }
    return reached;
  }
}
