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

/** Value and gradient of random graphs, beside hand-written flat Java in one method. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GraphBenchmark {

  /** From here on, no Java method can hold both passes: it ends at 64 KB. */
  static final int TOO_LARGE = 5_000;

  @Param({"100", "1000", "10000"})
  public int operations;

  private double[] inputs;
  private final double[] outputs = new double[1];
  private double[] gradients;
  private Kernel kernel;
  private FlatCode handWritten;

  @Setup
  public void compile() {
    RandomGraph graph = new RandomGraph(operations);
    inputs = graph.point();
    gradients = new double[inputs.length];
    kernel = Flatprop.compile(graph.nn()).kernel();
    if (operations < TOO_LARGE) {
      handWritten = JavaText.instance("HandWritten", graph.java("HandWritten"), FlatCode.class);
    }
  }

  @Benchmark
  public double flatprop() {
    kernel.valueAndGradient(inputs, outputs, gradients);
    return outputs[0];
  }

  @Benchmark
  public double handWritten() {
    handWritten.valueAndGradient(inputs, outputs, gradients);
    return outputs[0];
  }
}
