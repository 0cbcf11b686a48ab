package org.flatprop.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.Pass;
import org.flatprop.runtime.Kernel;

/** Value and gradient with all passes, and without each of them, in turn. */
final class PassTurns implements Measurement {

  static void print(int rounds) {
    Table table = new Table("value and gradient, with passes left out").column("all, ms a call", 3);
    for (Pass pass : Pass.values()) {
      table.column("without " + pass, 3).column("ratio", 2);
    }
    for (Workload workload : List.of(Workload.TWO_LAYER, Workload.SOFTMAX, Workload.CONVOLUTION)) {
      table.row(workload.title(), Fork.medians(rounds, PassTurns.class, workload.name()));
    }
  }

  @Override
  public Outcome.Figures measure(String subject) {
    Workload workload = Workload.valueOf(subject);
    Stream<Set<Pass>> leftOut = Stream.of(Pass.values()).map(Set::of);
    Turns turns =
        new Turns(
            Stream.concat(Stream.of(Set.<Pass>of()), leftOut)
                .map(passes -> without(passes, workload))
                .toArray(DoubleSupplier[]::new));
    return new Outcome.Figures(
        DoubleStream.concat(
                DoubleStream.of(turns.nanos(0) / 1e6),
                IntStream.rangeClosed(1, Pass.values().length)
                    .boxed()
                    .flatMapToDouble(i -> DoubleStream.of(turns.nanos(i) / 1e6, turns.ratio(i, 0))))
            .toArray());
  }

  private static BoundKernel without(Set<Pass> leftOut, Workload workload) {
    Set<Pass> passes = EnumSet.allOf(Pass.class);
    passes.removeAll(leftOut);
    Kernel kernel = workload.compile(Options.DEFAULT.passes(passes)).kernel(workload.dims());
    return new BoundKernel(kernel, Workload.point(kernel.signature()));
  }
}
