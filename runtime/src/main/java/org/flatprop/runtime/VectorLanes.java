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

  /** 1.5 times 2⁵²: a whole number added to it stands in the lowest bits of the sum. */
  static final double WHOLE = 0x1.8p52;

  static final long SIGN_BIT = 1L << 63;

  private VectorLanes() {}

  static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }
}
