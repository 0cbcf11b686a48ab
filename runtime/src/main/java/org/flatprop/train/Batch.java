package org.flatprop.train;

import org.flatprop.runtime.Signature;

/** Some examples that a step is made with. */
public interface Batch {

  /** How many examples there are. */
  int size();

  /**
   * Copies the examples to where a kernel reads them.
   *
   * @param signature of a kernel for so many examples
   * @param inputs its inputs vector
   * @throws IllegalArgumentException if the kernel has no such input, or one of another size
   */
  void copyTo(Signature signature, double[] inputs);
}
