package org.flatprop.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Value and gradient of the sigmoid neuron, beside hand-written flat Java. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NeuronBenchmark {

  private static final Path FILE = Path.of("samples/src/main/nn/neuron.nn");

  /** Makes the emitted class known by an interface, so that it is called without reflection. */
  private static final String TYPED =
      """

      final class TypedNeuron implements org.flatprop.bench.NeuronCode {
        private final Neuron neuron = new Neuron();

        public double valueAndGradient(
            double w0, double x0, double w1, double x1, double w2, double[] gradients) {
          return neuron.valueAndGradient(w0, x0, w1, x1, w2, gradients);
        }
      }
      """;

  final double[] inputs = {2, -1, -3, -2, -3};
  final double[] outputs = new double[1];
  final double[] gradients = new double[5];
  private double w0 = 2;
  private double x0 = -1;
  private double w1 = -3;
  private double x1 = -2;
  private double w2 = -3;

  Kernel kernel;
  NeuronCode typed;
  FlatCode handWritten;
  NeuronCode handWrittenTyped;

  @Setup
  public void compile() {
    CompiledModel model = Flatprop.compile(FILE);
    kernel = model.kernel();
    String java = model.java("", false).replace("public final class", "final class") + TYPED;
    typed = JavaText.instance("TypedNeuron", java, NeuronCode.class);
    handWritten = new HandWrittenNeuron();
    handWrittenTyped = new HandWrittenNeuron();
  }

  @Benchmark
  public double vectorFlatprop() {
    kernel.valueAndGradient(inputs, outputs, gradients);
    return outputs[0];
  }

  @Benchmark
  public double vectorHandWritten() {
    handWritten.valueAndGradient(inputs, outputs, gradients);
    return outputs[0];
  }

  @Benchmark
  public double typedFlatprop() {
    return typed.valueAndGradient(w0, x0, w1, x1, w2, gradients);
  }

  @Benchmark
  public double typedHandWritten() {
    return handWrittenTyped.valueAndGradient(w0, x0, w1, x1, w2, gradients);
  }
}
