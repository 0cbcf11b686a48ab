package org.flatprop.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A map from nodes, of which there may be millions: a list with a place for every number.
 *
 * @param <T> what nodes are mapped to; null stands for nothing
 */
public final class NodeMap<T> {

  private final int first;
  private final List<T> places = new ArrayList<>();

  public NodeMap() {
    this(0);
  }

  /**
   * A map from the nodes made since a certain one.
   *
   * @param first the number of that one
   */
  public NodeMap(int first) {
    this.first = first;
  }

  /** What a node is mapped to, or null. */
  public T get(Node node) {
    int place = node.id() - first;
    return place >= 0 && place < places.size() ? places.get(place) : null;
  }

  public void put(Node node, T value) {
    int place = node.id() - first;
    while (places.size() <= place) {
      places.add(null);
    }
    places.set(place, value);
  }
}
