package org.flatprop.graph;

/** What a leaf of the graph stands for: an input, a parameter or a seed of the reverse mode. */
public record Leaf(Kind kind, String name) {

  /** The kinds of leaves. */
  public enum Kind {
    INPUT,
    PARAM,
    SEED
  }

  @Override
  public String toString() {
    return name;
  }
}
