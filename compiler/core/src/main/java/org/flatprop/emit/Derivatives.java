package org.flatprop.emit;

/** What of a model is differentiated. */
public enum Derivatives {
  /** Nothing: the model is only evaluated. */
  NONE,

  /** The objective; one that is an array, as the sum of its elements, each weighted by a seed. */
  GRADIENT,

  /** Each element of the objective by itself, besides the gradient. */
  JACOBIAN
}
