package org.flatprop.runtime;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that help a caller with the parts of a task, one task at a time: who finds them busy
 * computes alone. Nothing is allocated by a call.
 */
final class Workers {

  /** How often a worker looks for a task before it sleeps: some 50 microseconds. */
  private static final int LOOKS = 2_000;

  /** How often a caller looks whether the last parts are done before it gives way to others. */
  private static final int PATIENCE = 10_000;

  private static final AtomicBoolean BUSY = new AtomicBoolean();

  /**
   * The number of the task, and, in the lower half, how many of its parts nobody has taken. A part
   * is taken by comparing and setting both, so that a late worker takes none of another task.
   */
  private static final AtomicLong OPEN = new AtomicLong();

  /** How many parts are not done. */
  private static final AtomicInteger PENDING = new AtomicInteger();

  private static volatile Task current;
  private static volatile Throwable failure;
  private static volatile Worker[] workers = {};

  private Workers() {}

  static void run(Task task, int parts) {
    if (parts <= 1 || Threads.count() == 1 || !BUSY.compareAndSet(false, true)) {
      computeAlone(task, parts);
      return;
    }
    try {
      share(task, parts, Math.min(Threads.count(), parts) - 1);
    } finally {
      BUSY.set(false);
    }
  }

  /** All parts, also those after one that throws. */
  private static void computeAlone(Task task, int parts) {
    Throwable thrown = null;
    for (int part = 0; part < parts; part++) {
      try {
        task.run(part);
      } catch (Throwable t) {
        thrown = t;
      }
    }
    if (thrown != null) {
      Workers.<RuntimeException>rethrow(thrown);
    }
  }

  private static void share(Task task, int parts, int helpers) {
    hire(helpers);
    current = task;
    PENDING.set(parts);
    OPEN.set(((OPEN.get() >>> Integer.SIZE) + 1 << Integer.SIZE) + parts);
    for (int i = 0; i < helpers; i++) {
      workers[i].wake();
    }
    takeParts();
    for (int looks = 0; PENDING.get() > 0; looks++) {
      if (looks < PATIENCE) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    current = null;
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      Workers.<RuntimeException>rethrow(thrown);
    }
  }

  private static void hire(int count) {
    Worker[] hired = workers;
    if (hired.length < count) {
      Worker[] more = Arrays.copyOf(hired, count);
      for (int i = hired.length; i < count; i++) {
        more[i] = new Worker(i);
        more[i].start();
        workers = Arrays.copyOf(more, i + 1);
      }
    }
  }

  /** Does parts of the current task as long as there are any. */
  private static void takeParts() {
    for (long open = OPEN.get(); (int) open > 0; open = OPEN.get()) {
      Task task = current;
      if (OPEN.compareAndSet(open, open - 1)) {
        try {
          task.run((int) open - 1);
        } catch (Throwable thrown) {
          failure = thrown;
        } finally {
          PENDING.decrementAndGet();
        }
      }
    }
  }

  /** A task throws nothing that is checked. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static final class Worker extends Thread {

    private volatile boolean asleep;

    Worker(int number) {
      // nothing of the caller that happens to be the first: neither its group nor its variables
      super(rootGroup(), null, "flatprop-" + (number + 1), 0, false);
      setPriority(NORM_PRIORITY);
      setDaemon(true);
      setContextClassLoader(null);
    }

    private static ThreadGroup rootGroup() {
      ThreadGroup group = Thread.currentThread().getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      return group;
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      while (true) {
        for (int looks = 0; looks < LOOKS; looks++) {
          if ((int) OPEN.get() > 0) {
            takeParts();
            looks = 0;
          }
          Thread.onSpinWait();
        }
        asleep = true;
        if ((int) OPEN.get() == 0) {
          LockSupport.park(Workers.class);
          // an interrupt is for none of the tasks, and would keep this thread awake
          Thread.interrupted();
        }
        asleep = false;
      }
    }
  }
}
