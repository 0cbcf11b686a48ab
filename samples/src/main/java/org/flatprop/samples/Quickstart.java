package org.flatprop.samples;

import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/** Fits one neuron to one example, by gradient descent. */
public final class Quickstart {
  private Quickstart() {}

  public static void main(String[] args) throws InterruptedException {
    CompiledModel model =
        Flatprop.compile("param w, b; input x, t; y = sigmoid(w*x + b); L = (y - t)^2; output y");
    Signature signature = model.signature();
    System.out.println(signature);
    double[] inputs = signature.newInputs(42); // the seed of random starts
    inputs[signature.input("x").offset()] = 1.3;
    inputs[signature.input("t").offset()] = 0.9;
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    double[] weights = new double[signature.parameterSize()];

    Kernel kernel = model.kernel();
    signature.pack(inputs, weights);
    for (int step = 0; step < 200; step++) {
      kernel.valueAndGradient(inputs, outputs, gradients);
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= 2 * gradients[i];
      }
      signature.unpack(weights, inputs);
    }

    Kernel copy = kernel.copy(); // a kernel belongs to one thread
    Thread thread = new Thread(() -> copy.forward(inputs, outputs));
    thread.start();
    thread.join();
    System.out.printf("L = %.6f, y = %.3f%n", outputs[0], outputs[1]);
  }
}
