package org.flatprop.loops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;

/**
 * The names of values, each given once. The user's come first; unnamed gates are {@code s0},
 * adjoints {@code grad_…}, and shared parts of derivatives {@code t0}.
 */
final class Names {

  private static final String INDICES = "ijklmnpqrst";

  private final Legend legend;
  private final Set<String> taken;
  private final Map<Node, String> names = new HashMap<>();

  /** The last number that was added to a name to make it unique; none has been to most. */
  private final Map<String, Integer> suffixes = new HashMap<>();

  private final List<String> indices = new ArrayList<>();
  private final Map<String, String> inner = new HashMap<>();

  private int gates;
  private int temporaries;

  /**
   * @param users the names that stand in the model, none of which may be given to anything else
   */
  Names(Legend legend, Collection<String> users) {
    this.legend = legend;
    this.taken = new HashSet<>(users);
  }

  /** The name of a value of the forward pass. */
  String gate(Node node) {
    return names.computeIfAbsent(node, this::newGate);
  }

  private String newGate(Node node) {
    if (node.payload() instanceof Leaf leaf) {
      return leaf.name();
    }
    List<String> given = legend.names(node);
    if (!given.isEmpty()) {
      return given.get(0);
    }
    return legend
        .localName(node)
        .map(this::unique)
        .orElseGet(
            () -> {
              String name;
              do {
                name = "s" + gates++;
              } while (!taken.add(name));
              return name;
            });
  }

  /** A new name for the adjoint of a value. */
  String adjoint(String of) {
    return unique("grad_" + of);
  }

  String temporary() {
    String name;
    do {
      name = "t" + temporaries++;
    } while (!taken.add(name));
    return name;
  }

  /** The index of a loop that so many others are around. */
  String index(int depth) {
    while (indices.size() <= depth) {
      int next = indices.size();
      indices.add(unique(letter(next)));
    }
    return indices.get(depth);
  }

  /** How the index of a loop is called where nothing else is. */
  static String letter(int depth) {
    return depth < INDICES.length() ? INDICES.substring(depth, depth + 1) : "i" + depth;
  }

  /** A name for what stands inside loops, the same for every nest of them. */
  String inner(String wanted, int number) {
    return inner.computeIfAbsent(wanted + " " + number, key -> unique(wanted));
  }

  /** The name wanted, or one like it that is not taken yet. */
  String unique(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name = wanted + "_" + suffixes.merge(wanted, 2, (last, two) -> last + 1);
    }
    return name;
  }
}
