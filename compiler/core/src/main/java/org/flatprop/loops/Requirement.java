package org.flatprop.loops;

import java.util.List;
import org.flatprop.graph.Size;

/**
 * What must hold of the dims that a kernel is made for.
 *
 * @param counts it is of matter where all of these are positive
 * @param formula is then 0 or more
 * @param message what is wrong otherwise, with its place
 */
public record Requirement(List<Size> counts, Size formula, String message) {

  public Requirement {
    counts = List.copyOf(counts);
  }
}
