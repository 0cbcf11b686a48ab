package org.flatprop.loops;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.flatprop.graph.Access;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.graph.Topological;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.ArrayGraph;

/**
 * Which nodes are held under a name, as an array or scalar of their own; the others are computed
 * where they are used.
 *
 * <p>Held is what the model names, what is a result, what is used more than once, and what is read
 * at other places than it is computed for. A read, a repeated constant or a count is never held: it
 * is a place, not a computation.
 */
public final class Plan {

  /** More operations in one formula are hard to read. */
  private static final int MAX_OPERATIONS = 24;

  /** Longer sums take several nests. */
  static final int MAX_TERMS = 16;

  private final BitSet held = new BitSet();
  private final Map<Node, Integer> operations = new HashMap<>();

  /**
   * A plan for all that some nodes need.
   *
   * @param roots what must be held: results
   * @param named what has a name of its own, and is held unless it is just a place
   */
  Plan(Graph graph, Collection<Node> roots, Collection<Node> named) {
    List<Node> order = Topological.order(graph, roots);
    Map<Node, Integer> uses = new HashMap<>();
    Set<Node> read = new HashSet<>();
    Set<Node> reshaped = new HashSet<>();
    Set<Node> needed = new HashSet<>(roots);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      // A table's parts are within it.
      if (!needed.contains(node) || isTable(node)) {
        continue;
      }
      needed.addAll(node.operands());
      int times = isPlace(node) ? uses.getOrDefault(node, 1) : 1;
      boolean moves = node.operation() == ArrayCore.READ || node.operation() == ArrayCore.RESHAPE;
      for (int k = 0; k < node.operands().size(); k++) {
        uses.merge(node.operand(k), times, Integer::sum);
        if (moves && k == 0 && !visitsOnce(node)) {
          (node.operation() == ArrayCore.READ ? read : reshaped).add(node.operand(0));
        }
      }
    }
    Set<Node> names = new HashSet<>(named);
    Set<Node> results = new HashSet<>(roots);
    for (Node node : order) {
      if (node.isConstant() || !needed.contains(node)) {
        continue;
      }
      boolean own =
          results.contains(node)
              || reshaped.contains(node)
              || node.payload() instanceof Leaf
              || !isPlace(node)
                  && (names.contains(node)
                      || uses.getOrDefault(node, 0) > 1
                      || read.contains(node)
                      || node.operands().size() > MAX_TERMS
                      || node.operation() == ArrayCore.CONCAT
                      || node.operation() == ArrayCore.ACCUMULATE
                      || count(node) > MAX_OPERATIONS)
              || node.operation() == ArrayCore.NOISE && read.contains(node);
      if (own) {
        held.set(node.id());
        operations.put(node, 0);
      }
    }
  }

  /** Whether a read comes to no element twice, so that nothing is computed more often for it. */
  private static boolean visitsOnce(Node node) {
    if (!(node.payload() instanceof Access access) || node.operands().size() > 1) {
      return false;
    }
    Set<Atom> axes = new HashSet<>();
    for (Size subscript : access.subscripts()) {
      List<Atom> own = List.copyOf(subscript.atoms());
      if (own.size() > 1 || own.size() == 1 && !axes.add(own.get(0))) {
        return false;
      }
    }
    Shape shape = node.shape();
    return IntStream.range(0, shape.rank())
        .allMatch(i -> shape.size(i).is(1) || axes.contains(new Atom.Axis(i)));
  }

  /** Whether it is held as an array of numbers. */
  static boolean isTable(Node node) {
    return node.operation() == ArrayCore.CONCAT && ArrayGraph.isTable(node);
  }

  private int count(Node node) {
    int count = 1;
    for (Node operand : node.operands()) {
      count += operations.getOrDefault(operand, 0);
    }
    operations.put(node, count);
    return count;
  }

  /** Whether a node only says where its elements stand. */
  public static boolean isPlace(Node node) {
    Operation operation = node.operation();
    return node.isConstant()
        || operation == ArrayCore.READ
        || operation == ArrayCore.RESHAPE
        || operation == ArrayCore.COUNT
        || operation == ArrayCore.NOISE
        || ArrayGraph.isRule(node);
  }

  boolean holds(Node node) {
    return held.get(node.id());
  }
}
