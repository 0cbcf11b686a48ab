package org.flatprop.bench;

import java.util.Random;

/**
 * The sum of a chain of ten functions of each element, as text of a .nn file and as one writes its
 * value and gradient by hand.
 */
enum Chain {

  /** Cheap ones and costly ones by turns. */
  MIXED(
      """
      a = 0.5 * x
      b = sin(a)
      c = b + 2
      d = log(c)
      e = d * d
      f = exp(e)
      g = 1 / f
      h = sigmoid(g)
      p = sqrt(h)
      q = tanh(p)
      y = sum(q)
      """,
      new HandWrittenMixedChain()),

  /** Arithmetic only. */
  CHEAP(
      """
      a = 0.5 * x
      b = a - 1
      c = b * b
      d = c + 1
      e = 1 / d
      f = 3 * e
      g = f + 0.5
      h = g * g
      p = h - 2
      q = p * p
      y = sum(q)
      """,
      new HandWrittenCheapChain());

  private final String lines;
  private final FlatCode byHand;

  Chain(String lines, FlatCode byHand) {
    this.lines = lines;
    this.byHand = byHand;
  }

  /** Its elements' number is the dim N. */
  String nn() {
    return "dim N\ninput x[N]\n" + lines + "minimize y\n";
  }

  FlatCode byHand() {
    return byHand;
  }

  /** Where it is evaluated: numbers from -2 to 2. */
  static double[] point(int elements) {
    return new Random(elements).doubles(elements, -2, 2).toArray();
  }
}
