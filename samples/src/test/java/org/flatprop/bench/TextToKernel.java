package org.flatprop.bench;

import java.util.List;
import org.flatprop.Flatprop;

/**
 * From text to kernel, once, in a JVM that has compiled smaller models: milliseconds, in all and
 * for a thousand operations.
 */
final class TextToKernel implements Measurement {

  private static final int SMALLER = 1_000;
  private static final int WARMUPS = 10;

  static void print(int rounds, List<Integer> sizes) {
    Table table =
        new Table("from text to kernel, after smaller models")
            .column("ms", 0)
            .column("ms for 1,000 operations", 1)
            .column("live heap, MB", 0)
            .column("bytes an operation", 0);
    for (int size : sizes) {
      String subject = String.valueOf(size);
      Outcome outcome = Fork.medians(rounds, TextToKernel.class, subject);
      if (outcome instanceof Outcome.Figures times
          && Fork.run(LiveHeap.class, subject) instanceof Outcome.Figures heap) {
        outcome = times.and(heap);
      }
      table.row(RandomGraph.title(size), outcome);
    }
  }

  @Override
  public Outcome.Figures measure(String subject) {
    int operations = Integer.parseInt(subject);
    for (int i = 1; i <= WARMUPS; i++) {
      compile(text(Math.min(SMALLER, operations) - i));
    }
    String text = text(operations);
    System.gc();
    long start = System.nanoTime();
    compile(text);
    double ms = (System.nanoTime() - start) / 1e6;
    return new Outcome.Figures(ms, ms * 1_000 / operations);
  }

  private static String text(int operations) {
    return new RandomGraph(operations).nn();
  }

  private static void compile(String text) {
    Flatprop.compile(text).kernel();
  }
}
