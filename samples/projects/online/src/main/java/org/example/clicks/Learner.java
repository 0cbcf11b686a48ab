package org.example.clicks;

/**
 * Learns from one event after the other, and keeps none. A call allocates nothing; a learner
 * belongs to one thread.
 */
final class Learner {

  private final Click model;
  private final double[] inputs;
  private final double[] outputs;
  private final double[] gradients;

  /** Where the features stand among the inputs; so what happened. */
  private final int features;

  private final int target;
  private final int prediction;
  private final double rate;

  /**
   * @param size how many features an event has
   * @param rate of the gradient descent
   */
  Learner(int size, double rate) {
    this.model = new Click(size);
    this.inputs = model.signature().newInputs(0);
    this.outputs = new double[model.outputSize()];
    this.gradients = new double[model.gradientSize()];
    this.features = model.signature().input("x").offset();
    this.target = model.signature().input("t").offset();
    this.prediction = model.signature().output("p").offset();
    this.rate = rate;
  }

  /** Learns from an event; returns how probable a click was held to be before. */
  double learn(Event event) {
    System.arraycopy(event.features(), 0, inputs, features, event.features().length);
    inputs[target] = event.clicked() ? 1 : 0;
    model.descend(inputs, outputs, gradients, rate);
    return outputs[prediction];
  }
}
