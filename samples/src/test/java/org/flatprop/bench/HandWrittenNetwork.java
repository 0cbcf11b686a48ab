package org.flatprop.bench;

/**
 * The network of 3, 4, 4 and 1 units and its gradient as flat code: each unit a line, forward and
 * backward, as one continues from the lecture's neuron.
 *
 * <p>Inputs are x[3], W1[4,3], b1[4], W2[4,4], b2[4], W3[4] and b3, outputs out, h1[4] and h2[4],
 * gradients those by all but x.
 */
final class HandWrittenNetwork implements FlatCode {

  @Override
  public void valueAndGradient(double[] inputs, double[] outputs, double[] gradients) {
    double x0 = inputs[0];
    double x1 = inputs[1];
    double x2 = inputs[2];
    double h10 = sigmoid(inputs[3] * x0 + inputs[4] * x1 + inputs[5] * x2 + inputs[15]);
    double h11 = sigmoid(inputs[6] * x0 + inputs[7] * x1 + inputs[8] * x2 + inputs[16]);
    double h12 = sigmoid(inputs[9] * x0 + inputs[10] * x1 + inputs[11] * x2 + inputs[17]);
    double h13 = sigmoid(inputs[12] * x0 + inputs[13] * x1 + inputs[14] * x2 + inputs[18]);
    double h20 =
        sigmoid(
            inputs[19] * h10 + inputs[20] * h11 + inputs[21] * h12 + inputs[22] * h13 + inputs[35]);
    double h21 =
        sigmoid(
            inputs[23] * h10 + inputs[24] * h11 + inputs[25] * h12 + inputs[26] * h13 + inputs[36]);
    double h22 =
        sigmoid(
            inputs[27] * h10 + inputs[28] * h11 + inputs[29] * h12 + inputs[30] * h13 + inputs[37]);
    double h23 =
        sigmoid(
            inputs[31] * h10 + inputs[32] * h11 + inputs[33] * h12 + inputs[34] * h13 + inputs[38]);
    double w30 = inputs[39];
    double w31 = inputs[40];
    double w32 = inputs[41];
    double w33 = inputs[42];
    outputs[0] = w30 * h20 + w31 * h21 + w32 * h22 + w33 * h23 + inputs[43];
    outputs[1] = h10;
    outputs[2] = h11;
    outputs[3] = h12;
    outputs[4] = h13;
    outputs[5] = h20;
    outputs[6] = h21;
    outputs[7] = h22;
    outputs[8] = h23;

    double d20 = w30 * (1.0 - h20) * h20;
    double d21 = w31 * (1.0 - h21) * h21;
    double d22 = w32 * (1.0 - h22) * h22;
    double d23 = w33 * (1.0 - h23) * h23;
    double d10 =
        (inputs[19] * d20 + inputs[23] * d21 + inputs[27] * d22 + inputs[31] * d23)
            * (1.0 - h10)
            * h10;
    double d11 =
        (inputs[20] * d20 + inputs[24] * d21 + inputs[28] * d22 + inputs[32] * d23)
            * (1.0 - h11)
            * h11;
    double d12 =
        (inputs[21] * d20 + inputs[25] * d21 + inputs[29] * d22 + inputs[33] * d23)
            * (1.0 - h12)
            * h12;
    double d13 =
        (inputs[22] * d20 + inputs[26] * d21 + inputs[30] * d22 + inputs[34] * d23)
            * (1.0 - h13)
            * h13;
    gradients[0] = d10 * x0;
    gradients[1] = d10 * x1;
    gradients[2] = d10 * x2;
    gradients[3] = d11 * x0;
    gradients[4] = d11 * x1;
    gradients[5] = d11 * x2;
    gradients[6] = d12 * x0;
    gradients[7] = d12 * x1;
    gradients[8] = d12 * x2;
    gradients[9] = d13 * x0;
    gradients[10] = d13 * x1;
    gradients[11] = d13 * x2;
    gradients[12] = d10;
    gradients[13] = d11;
    gradients[14] = d12;
    gradients[15] = d13;
    gradients[16] = d20 * h10;
    gradients[17] = d20 * h11;
    gradients[18] = d20 * h12;
    gradients[19] = d20 * h13;
    gradients[20] = d21 * h10;
    gradients[21] = d21 * h11;
    gradients[22] = d21 * h12;
    gradients[23] = d21 * h13;
    gradients[24] = d22 * h10;
    gradients[25] = d22 * h11;
    gradients[26] = d22 * h12;
    gradients[27] = d22 * h13;
    gradients[28] = d23 * h10;
    gradients[29] = d23 * h11;
    gradients[30] = d23 * h12;
    gradients[31] = d23 * h13;
    gradients[32] = d20;
    gradients[33] = d21;
    gradients[34] = d22;
    gradients[35] = d23;
    gradients[36] = h20;
    gradients[37] = h21;
    gradients[38] = h22;
    gradients[39] = h23;
    gradients[40] = 1.0;
  }

  private static double sigmoid(double s) {
    return 1.0 / (1.0 + Math.exp(-s));
  }
}
