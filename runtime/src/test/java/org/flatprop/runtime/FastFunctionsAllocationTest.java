package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Once compiled, a vector is no object: nothing is allocated. */
class FastFunctionsAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int CALLS = 20_000;

  /** So often until all is compiled, at most, on a busy machine. */
  private static final int ROUNDS = 30;

  private interface Call {
    void on(double[] values) throws Throwable;
  }

  @ParameterizedTest
  @MethodSource("org.flatprop.runtime.FastFunctionsTest#functions")
  void functionsAllocateNothing(String function) throws Throwable {
    MethodType type = MethodType.methodType(void.class, double[].class, int.class);
    MethodHandle handle = MethodHandles.lookup().findStatic(FastFunctions.class, function, type);
    assertThat(
            bytesOnceCompiled(
                values -> {
                  handle.invokeExact(values, 256);
                }))
        .isZero();
  }

  /** What each is compiled to does not come together in what calls them. */
  @Test
  void manyInOneMethodAllocateNothing() throws Throwable {
    assertThat(bytesOnceCompiled(FastFunctionsAllocationTest::many)).isZero();
  }

  private static long bytesOnceCompiled(Call call) throws Throwable {
    double[] given = new Random(13).doubles(256, 0.1, 0.9).toArray();
    double[] values = new double[256];
    repeat(call, given, values);
    long bytes = repeat(call, given, values);
    for (int round = 0; round < ROUNDS && bytes > 0; round++) {
      bytes = repeat(call, given, values);
    }
    return bytes;
  }

  /** Bytes a call. */
  private static long repeat(Call call, double[] given, double[] values) throws Throwable {
    long before = allocated();
    for (int i = 0; i < CALLS; i++) {
      System.arraycopy(given, 0, values, 0, 256);
      call.on(values);
    }
    return (allocated() - before) / CALLS;
  }

  private static void many(double[] values) {
    FastFunctions.tanhBlock(values, 256);
    FastFunctions.expm1Block(values, 256);
    FastFunctions.sinhBlock(values, 256);
    FastFunctions.sigmoidBlock(values, 256);
    FastFunctions.log1pBlock(values, 256);
    FastFunctions.atanBlock(values, 256);
    FastFunctions.siluBlock(values, 256);
    FastFunctions.expBlock(values, 256);
    FastFunctions.logBlock(values, 256);
    FastFunctions.mishBlock(values, 256);
    FastFunctions.asinBlock(values, 256);
    FastFunctions.coshBlock(values, 256);
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
