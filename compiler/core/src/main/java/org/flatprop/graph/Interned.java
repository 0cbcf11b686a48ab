package org.flatprop.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * All nodes of a graph, which are found by what they are: a hash table of numbers, because there
 * may be millions.
 */
final class Interned {

  /** Scatters numbers that follow one another: 2^32 divided by the golden ratio. */
  private static final int SCATTER = 0x9E3779B9;

  private final List<Node> nodes = new ArrayList<>();

  /** The hash of each node. */
  private int[] hashes = new int[32];

  /** At a node's place 1 more than its number, else 0; at most half of the places are taken. */
  private int[] places = new int[2 * hashes.length];

  int size() {
    return nodes.size();
  }

  Node get(int id) {
    return nodes.get(id);
  }

  /** The node that is made of this, or null. */
  Node find(int hash, Operation operation, List<Node> operands, Object payload, Shape shape) {
    for (int place = first(hash); places[place] != 0; place = next(place)) {
      int id = places[place] - 1;
      if (hashes[id] == hash) {
        Node node = nodes.get(id);
        boolean same =
            node.operation() == operation
                && node.operands().equals(operands)
                && Objects.equals(node.payload(), payload)
                && node.shape().equals(shape);
        if (same) {
          return node;
        }
      }
    }
    return null;
  }

  /** Adds a node that is not there; its number is the next. */
  void add(Node node, int hash) {
    if (nodes.size() == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
      places = new int[2 * hashes.length];
      for (int id = 0; id < nodes.size(); id++) {
        place(id);
      }
    }
    nodes.add(node);
    hashes[node.id()] = hash;
    place(node.id());
  }

  private void place(int id) {
    int place = first(hashes[id]);
    while (places[place] != 0) {
      place = next(place);
    }
    places[place] = id + 1;
  }

  private int first(int hash) {
    return hash >>> Integer.numberOfLeadingZeros(places.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (places.length - 1);
  }

  static int hash(Operation operation, List<Node> operands, Object payload, Shape shape) {
    int hash = 31 * operation.hashCode() + shape.hashCode();
    for (Node operand : operands) {
      hash = (hash ^ operand.id()) * SCATTER;
    }
    return (hash ^ Objects.hashCode(payload)) * SCATTER;
  }
}
