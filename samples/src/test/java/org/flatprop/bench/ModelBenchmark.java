package org.flatprop.bench;

import java.util.concurrent.TimeUnit;
import org.flatprop.runtime.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A sample's kernel at its {@link ModelWork}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ModelBenchmark {

  @Param("neuron")
  public String work;

  private Kernel kernel;
  private double rate;
  private double[] inputs;
  private double[] outputs;
  private double[] gradients;

  @Setup
  public void compile() {
    ModelWork model = (ModelWork) Work.named(work);
    kernel = model.kernel();
    rate = model.rate().orElse(0);
    inputs = model.point(kernel.signature());
    outputs = new double[kernel.signature().outputSize()];
    gradients = new double[kernel.signature().gradientSize()];
  }

  @Benchmark
  public double valueAndGradient() {
    kernel.valueAndGradient(inputs, outputs, gradients);
    return outputs[0];
  }

  @Benchmark
  public double step() {
    kernel.descend(inputs, outputs, gradients, rate);
    return outputs[0];
  }
}
