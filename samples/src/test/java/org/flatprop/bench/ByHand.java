package org.flatprop.bench;

import java.util.Map;
import org.flatprop.runtime.Kernel;

/**
 * Flat Java as one writes it by hand, in turn with the kernel: nanoseconds of a call by hand, and
 * the kernel's time by that.
 */
final class ByHand implements Measurement {

  private static final Map<String, FlatCode> CODE =
      Map.of("neuron", new HandWrittenNeuron(), "three_four_four_one", new HandWrittenNetwork());

  /** The code for a work, by name; null where nobody has written any. */
  static FlatCode code(String work) {
    return CODE.get(work);
  }

  @Override
  public Outcome.Figures measure(String subject) {
    ModelWork work = (ModelWork) Work.named(subject);
    Kernel kernel = work.kernel();
    Turns turns = SideBySide.over(kernel, code(subject), work.point(kernel.signature()));
    return new Outcome.Figures(turns.nanos(1) / SideBySide.CALLS, turns.ratio(0, 1));
  }
}
