package org.flatprop.runtime;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that all kernels work with: as long as the processor's, at most eight elements. */
final class VectorLanes {

  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  /** Elements of a vector: 1, 2, 4 or 8. */
  static final int COUNT = SPECIES.length();

  private VectorLanes() {}
}
