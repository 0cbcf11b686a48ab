package org.flatprop;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.flatprop.source.CompilerBug;

/**
 * Runs a computation with room for deep recursion: a sum of 100,000 terms is a tree of that depth.
 * What may be nested is limited elsewhere, so that the room suffices.
 */
final class DeepStack {

  /** Reserved, not used: only what is touched takes memory. */
  private static final long BYTES = 1L << 30;

  private DeepStack() {}

  static <T> T call(Callable<T> computation) {
    FutureTask<T> task = new FutureTask<>(computation);
    Thread thread = new Thread(null, task, "flatprop-compiler", BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compiling", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new CompilerBug("a checked exception escaped", e.getCause());
    }
  }
}
