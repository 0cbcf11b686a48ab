package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {

  @AfterEach
  void useOne() {
    Threads.use(1);
  }

  @Test
  void areOneUnlessMoreAreAskedFor() {
    assertThat(Threads.count()).isEqualTo(1);
    Thread caller = Thread.currentThread();
    Threads.run(part -> assertThat(Thread.currentThread()).isSameAs(caller), 5);
  }

  @Test
  void areAtLeastOne() {
    assertThatThrownBy(() -> Threads.use(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one thread is needed, not 0");
  }

  @Test
  void doEachPartOnce() {
    Threads.use(3);
    for (int round = 0; round < 5_000; round++) {
      int parts = round % 8;
      AtomicIntegerArray done = new AtomicIntegerArray(8);
      Threads.run(done::incrementAndGet, parts);
      for (int part = 0; part < 8; part++) {
        assertThat(done.get(part)).isEqualTo(part < parts ? 1 : 0);
      }
    }
  }

  /** A part waits for the other, which so must have a thread of its own. */
  @Test
  void workAtTheSameTime() {
    Threads.use(2);
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Threads.run(
        part -> {
          threads.add(Thread.currentThread());
          both.countDown();
          await(both);
        },
        2);
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
    threads.remove(Thread.currentThread());
    assertThat(threads).allMatch(Thread::isDaemon);
  }

  @Test
  void throwWhatAPartThrowsAndGoOn() {
    for (int failing = 0; failing < 8; failing++) {
      Threads.use(1 + failing / 4);
      int fails = failing % 4;
      AtomicIntegerArray done = new AtomicIntegerArray(4);
      assertThatThrownBy(
              () ->
                  Threads.run(
                      part -> {
                        done.incrementAndGet(part);
                        if (part == fails) {
                          throw new ArithmeticException("part " + part);
                        }
                      },
                      4))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("part " + fails);
      assertThat(done.toString()).isEqualTo("[1, 1, 1, 1]");
    }
    doEachPartOnce();
  }

  @Test
  void leaveATaskWithinATaskToItsThread() {
    Threads.use(3);
    AtomicIntegerArray done = new AtomicIntegerArray(9);
    Threads.run(part -> Threads.run(inner -> done.incrementAndGet(3 * part + inner), 3), 3);
    assertThat(done.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1]");
  }

  @Test
  void leaveACallerAloneWhileTheyWorkForAnother() throws InterruptedException {
    Threads.use(2);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                Threads.run(
                    part -> {
                      begun.countDown();
                      await(end);
                    },
                    2));
    other.start();
    begun.await();
    Thread caller = Thread.currentThread();
    Threads.run(part -> assertThat(Thread.currentThread()).isSameAs(caller), 4);
    end.countDown();
    other.join();
  }

  @Test
  void wakeAfterALongSleep() throws InterruptedException {
    Threads.use(2);
    for (int i = 0; i < 3; i++) {
      workAtTheSameTime();
      Thread.sleep(20);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
