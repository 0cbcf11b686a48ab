package org.flatprop.cli.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that the process end, by Ctrl-C or by the system: work is ended cleanly before it does.
 */
public final class Interruption {

  /** The exit code of a process that Ctrl-C has ended. */
  public static final int EXIT = 130;

  /** Longer than this it is not waited for. */
  private static final int SECONDS = 60;

  private static final CountDownLatch SAID = new CountDownLatch(1);

  private Interruption() {}

  /**
   * Does some work that can be ended.
   *
   * @param stop what ends it before its time, called by another thread
   */
  public static void during(Runnable work, Runnable stop) {
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              await();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } finally {
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is at work: the process ends when all has been said
    }
  }

  private static void await() {
    try {
      SAID.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All has been said: if the process shall end, it may now. */
  public static void said() {
    SAID.countDown();
  }
}
