package org.flatprop.bench;

import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;

/** Steps downhill: every parameter less the rate times its gradient. */
final class Descent {

  private final Signature signature;
  private final double rate;

  Descent(Signature signature, double rate) {
    this.signature = signature;
    this.rate = rate;
  }

  void step(double[] inputs, double[] gradients) {
    for (int i = 0; i < signature.gradients().size(); i++) {
      Section gradient = signature.gradients().get(i);
      int to = signature.input(gradient.name()).offset();
      step(inputs, to, gradients, gradient.offset(), gradient.length());
    }
  }

  private void step(double[] inputs, int to, double[] gradients, int from, int length) {
    for (int i = 0; i < length; i++) {
      inputs[to + i] -= rate * gradients[from + i];
    }
  }
}
