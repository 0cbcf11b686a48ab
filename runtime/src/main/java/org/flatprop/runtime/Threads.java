package org.flatprop.runtime;

/**
 * How many threads a kernel computes with: one, unless more are asked for by {@link #use} or the
 * system property {@code flatprop.threads}. That holds for the whole process, from the next call
 * on. Every element is computed by one thread and in the same order, so results are the same, bit
 * for bit, with any number of them.
 */
public final class Threads {

  private static volatile int count = Math.max(1, Integer.getInteger("flatprop.threads", 1));

  private Threads() {}

  /**
   * Computes with so many threads: the caller's, and others that wait between calls and end with
   * the process.
   */
  public static void use(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one thread is needed, not " + count);
    }
    Threads.count = count;
  }

  /** How many threads are used. */
  public static int count() {
    return count;
  }

  /**
   * Runs all parts of a task, several at a time if several threads are used, and returns when they
   * are done. What a part throws is thrown here, after all others are done.
   */
  public static void run(Task task, int parts) {
    Workers.run(task, parts);
  }
}
