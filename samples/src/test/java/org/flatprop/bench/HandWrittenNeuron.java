package org.flatprop.bench;

/** The sigmoid neuron and its gradient as one writes them down from the lecture. */
final class HandWrittenNeuron implements NeuronCode, FlatCode {

  @Override
  public double valueAndGradient(
      double w0, double x0, double w1, double x1, double w2, double[] gradients) {
    double s0 = w0 * x0;
    double s1 = w1 * x1;
    double s2 = s0 + s1;
    double s3 = s2 + w2;
    double f = 1.0 / (1.0 + Math.exp(-s3));
    double gradS3 = (1.0 - f) * f;
    gradients[0] = gradS3 * x0;
    gradients[1] = gradS3 * w0;
    gradients[2] = gradS3 * x1;
    gradients[3] = gradS3 * w1;
    gradients[4] = gradS3;
    return f;
  }

  @Override
  public void valueAndGradient(double[] inputs, double[] outputs, double[] gradients) {
    outputs[0] = valueAndGradient(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], gradients);
  }
}
