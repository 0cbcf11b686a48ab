package org.flatprop.samples;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Kernel;
import org.flatprop.train.Dataset;
import org.flatprop.train.Epoch;
import org.flatprop.train.Listener;
import org.flatprop.train.Optimizer;
import org.flatprop.train.Recipe;
import org.flatprop.train.Trainer;
import org.flatprop.train.Training;

/** Trains the lecture's network for XOR on noisy points; its argument is the model's file. */
public final class LearnXor {

  private static final int POINTS = 1000;

  private LearnXor() {}

  public static void main(String[] args) {
    CompiledModel model = Flatprop.compile(Path.of(args[0]));
    Function<Map<String, Integer>, Kernel> kernels = model.kernels(); // compiled once

    Dataset points = points(new Random(1));
    Recipe recipe = Recipe.DEFAULT.optimizer(Optimizer.sgd(), 1.0).epochs(100).seed(3);
    Training training =
        new Trainer(n -> kernels.apply(Map.of("N", n)), recipe, points.batches(POINTS))
            .listener(every(10))
            .train();

    Kernel four = kernels.apply(Map.of("N", 4));
    double[] inputs = four.signature().newInputs(0);
    four.signature().unpack(training.parameters(), inputs);
    double[] corners = {0, 0, 0, 1, 1, 0, 1, 1};
    System.arraycopy(corners, 0, inputs, four.signature().input("x").offset(), corners.length);
    double[] outputs = new double[four.signature().outputSize()];
    four.forward(inputs, outputs);
    double[] xor = four.signature().output("a2").of(outputs);
    for (int i = 0; i < xor.length; i++) {
      System.out.printf("%.0f XOR %.0f is %.2f%n", corners[2 * i], corners[2 * i + 1], xor[i]);
    }
  }

  /** Points around the four corners, and what is true of these. */
  private static Dataset points(Random random) {
    double[] x = new double[2 * POINTS];
    double[] y = new double[POINTS];
    for (int n = 0; n < POINTS; n++) {
      int a = random.nextInt(2);
      int b = random.nextInt(2);
      x[2 * n] = a + 0.25 * random.nextGaussian();
      x[2 * n + 1] = b + 0.25 * random.nextGaussian();
      y[n] = a ^ b;
    }
    return Dataset.of(POINTS).with("x", x).with("y", y);
  }

  private static Listener every(int epochs) {
    return new Listener() {
      @Override
      public void epoch(Training training, Epoch epoch) {
        if (epoch.number() % epochs == 0) {
          System.out.printf("epoch %3d: cost %.4f%n", epoch.number(), epoch.loss());
        }
      }
    };
  }
}
