package org.flatprop.graph;

import java.util.Optional;

/**
 * What a leaf of the graph stands for: a value from outside.
 *
 * @param range the values of an index are below this
 */
public record Leaf(Kind kind, String name, Optional<Size> range) {

  /** The kinds of leaves. */
  public enum Kind {
    INPUT,
    INDEX,
    PARAM,
    /** The adjoint of the objective. */
    SEED,
    /** 1 while a model is trained, else 0. */
    TRAINING
  }

  @Override
  public String toString() {
    return name;
  }
}
