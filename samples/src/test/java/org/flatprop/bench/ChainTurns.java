package org.flatprop.bench;

import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.flatprop.Flatprop;

/**
 * Value and gradient of a chain over a million elements, the kernel and the code by hand in turn.
 */
final class ChainTurns implements Measurement {

  private static final int ELEMENTS = 1_000_000;

  static void print(int rounds) {
    Table table =
        new Table("ten functions of 1,000,000 elements, value and gradient")
            .column("ms a call", 2)
            .column("by hand", 2)
            .column("ratio", 3);
    for (Chain chain : Chain.values()) {
      String title = chain.name().toLowerCase(Locale.ROOT);
      table.row(title, Fork.medians(rounds, ChainTurns.class, chain.name()));
    }
  }

  @Override
  public Outcome.Figures measure(String subject) {
    Chain chain = Chain.valueOf(subject);
    double[] point = Chain.point(ELEMENTS);
    Turns turns =
        new Turns(
            new BoundKernel(Flatprop.compile(chain.nn()).kernel(Map.of("N", ELEMENTS)), point),
            byHand(chain.byHand(), point));
    return new Outcome.Figures(turns.nanos(0) / 1e6, turns.nanos(1) / 1e6, turns.ratio(0, 1));
  }

  private static DoubleSupplier byHand(FlatCode code, double[] inputs) {
    double[] outputs = new double[1];
    double[] gradients = new double[inputs.length];
    return () -> {
      code.valueAndGradient(inputs, outputs, gradients);
      return outputs[0];
    };
  }
}
