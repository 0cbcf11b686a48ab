package org.flatprop.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.flatprop.Flatprop;

/**
 * How much of the heap is alive while text becomes a kernel, at the most: megabytes, and bytes an
 * operation. The peak that a JVM reports depends on when it collects garbage; this does not.
 */
final class LiveHeap implements Measurement {

  /** So long, a small model is compiled again and again, to be met at every stage. */
  private static final long NANOS = 2_000_000_000L;

  private final AtomicLong most = new AtomicLong();

  @Override
  public Outcome.Figures measure(String subject) {
    int operations = Integer.parseInt(subject);
    String text = new RandomGraph(operations).nn();
    Thread watch = new Thread(this::watch, "watch");
    watch.setDaemon(true);
    watch.start();
    long begin = System.nanoTime();
    do {
      Flatprop.compile(text).kernel();
    } while (System.nanoTime() - begin < NANOS);
    return new Outcome.Figures(most.get() / 1e6, (double) most.get() / operations);
  }

  /** Looks half of the time. */
  private void watch() {
    while (true) {
      long start = System.nanoTime();
      System.gc();
      most.accumulateAndGet(alive(), Math::max);
      sleep(System.nanoTime() - start);
    }
  }

  /** What the last collection left. */
  private static long alive() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(nanos / 1_000_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
