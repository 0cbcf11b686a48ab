package org.flatprop.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.DoubleStream;

/**
 * What a model costs besides time: milliseconds from text to kernel, first in a fresh JVM and in
 * the median of later ones, and the bytes that a call of a warm kernel allocates.
 */
final class KernelCosts implements Measurement {

  private static final long COMPILING_NANOS = 2_000_000_000L;
  private static final long WARMUP_NANOS = 3_000_000_000L;
  private static final int CALLS = 20;

  @Override
  public Outcome.Figures measure(String subject) {
    ModelWork work = (ModelWork) Work.named(subject);
    double first = compile(work);
    DoubleStream.Builder later = DoubleStream.builder();
    long begin = System.nanoTime();
    do {
      later.add(compile(work));
    } while (System.nanoTime() - begin < COMPILING_NANOS);
    return new Outcome.Figures(first, Medians.of(later.build().toArray()), bytes(work));
  }

  private static double compile(ModelWork work) {
    long start = System.nanoTime();
    work.kernel();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double bytes(ModelWork work) {
    BoundKernel kernel = BoundKernel.at(work);
    for (long begin = System.nanoTime(); System.nanoTime() - begin < WARMUP_NANOS; ) {
      kernel.getAsDouble();
    }
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      kernel.getAsDouble();
    }
    return (double) (thread.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }
}
