package org.flatprop.bench;

import java.util.concurrent.TimeUnit;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From text to kernel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {

  @Param({"100", "1000", "10000"})
  public int operations;

  private String text;

  @Setup
  public void generate() {
    text = new RandomGraph(operations).nn();
  }

  @Benchmark
  public Kernel textToKernel() {
    return Flatprop.compile(text).kernel();
  }
}
