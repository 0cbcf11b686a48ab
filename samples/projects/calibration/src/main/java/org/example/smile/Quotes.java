package org.example.smile;

/**
 * A smile as quoted: implied volatilities of options of one expiry. The numbers are made up.
 *
 * @param forward of the underlying, at expiry
 * @param expiry in years
 */
record Quotes(double forward, double expiry, double[] strikes, double[] volatilities) {

  static final Quotes SMILE =
      new Quotes(
          0.0325,
          2,
          new double[] {0.0175, 0.0225, 0.0275, 0.0325, 0.0375, 0.0425, 0.0475, 0.0525, 0.0575},
          new double[] {0.3151, 0.2699, 0.2391, 0.2188, 0.2072, 0.2021, 0.2013, 0.2029, 0.2058});
}
