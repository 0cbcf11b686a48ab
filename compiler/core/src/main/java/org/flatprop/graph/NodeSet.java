package org.flatprop.graph;

import java.util.BitSet;

/** A set of nodes, of which there may be millions: a bit for every number. */
public final class NodeSet {

  private final int first;
  private final BitSet places = new BitSet();

  /**
   * A set of nodes made since a certain one.
   *
   * @param first the number of that one
   */
  public NodeSet(int first) {
    this.first = first;
  }

  public void add(Node node) {
    places.set(node.id() - first);
  }

  /** Removes a node; whether it was there. */
  public boolean remove(Node node) {
    boolean there = contains(node);
    if (there) {
      places.clear(node.id() - first);
    }
    return there;
  }

  public boolean contains(Node node) {
    return node.id() >= first && places.get(node.id() - first);
  }
}
