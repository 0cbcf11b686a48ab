package org.flatprop.bench;

import java.util.List;
import org.flatprop.Options;
import org.flatprop.loops.Footprint;

/** The memory that value and gradient take, beside the least: see {@link Footprint}. */
final class MemoryPlans {

  private MemoryPlans() {}

  static void print() {
    Table table =
        new Table("elements of arrays, value and gradient")
            .column("without sharing", 0)
            .column("planned", 0)
            .column("least", 0)
            .column("ratio", 3);
    for (Workload workload : List.of(Workload.TWO_LAYER, Workload.PERCEPTRON)) {
      Footprint footprint = Footprint.of(workload.compile(Options.DEFAULT).program());
      double alone = footprint.alone().value(workload.dims());
      double planned = footprint.planned(workload.dims());
      double least = footprint.least(workload.dims());
      table.row(workload.title(), new Outcome.Figures(alone, planned, least, planned / least));
    }
  }
}
