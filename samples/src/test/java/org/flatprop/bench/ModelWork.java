package org.flatprop.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.cli.data.NpzFile;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.SourceFile;

/**
 * The value and gradient of a sample or, with a rate, a training step.
 *
 * @param dims the sizes that the sample leaves open
 */
record ModelWork(
    String name, String title, String sample, Map<String, Integer> dims, OptionalDouble rate)
    implements Work {

  static final int SEED = 1;

  /** Inputs that are 0 or 1: what binary cross-entropy compares with. */
  private static final Map<String, Set<String>> BINARY =
      Map.of("networks/xor", Set.of("y"), "logistic/regression", Set.of("t"));

  /** The same as a training step. */
  ModelWork step(double rate) {
    return new ModelWork(name, title, sample, dims, OptionalDouble.of(rate));
  }

  /** The same for other sizes. */
  ModelWork of(Map<String, Integer> sizes) {
    return new ModelWork(name, title, sample, sizes, rate);
  }

  @Override
  public String script() {
    return sample.substring(sample.indexOf('/') + 1);
  }

  /** The sample's text, as a file. */
  SourceFile file() {
    try (InputStream stream = ModelWork.class.getResourceAsStream("/" + sample + ".nn")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return SourceFile.ofText(script() + ".nn", text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompiledModel compile() {
    return Flatprop.compile(file(), Options.DEFAULT);
  }

  Kernel kernel() {
    return compile().kernel(dims);
  }

  /** Parameters as they start, random classes, and numbers from the normal distribution. */
  double[] point(Signature signature) {
    double[] point = signature.newInputs(SEED);
    Random random = new Random(SEED);
    for (Variable input : signature.inputs()) {
      if (!input.isParam()) {
        double[] elements = elements(input, random).toArray();
        System.arraycopy(
            elements, 0, point, signature.input(input.name()).offset(), elements.length);
      }
    }
    return point;
  }

  private DoubleStream elements(Variable input, Random random) {
    if (input.isIndex()) {
      return random.ints(input.length(), 0, input.range().getAsInt()).asDoubleStream();
    }
    return BINARY.getOrDefault(sample, Set.of()).contains(input.name())
        ? random.ints(input.length(), 0, 2).asDoubleStream()
        : DoubleStream.generate(random::nextGaussian).limit(input.length());
  }

  @Override
  public NpzFile data() {
    Signature signature = compile().signature(dims);
    double[] point = point(signature);
    NpzFile file = new NpzFile();
    signature.inputs().forEach(v -> file.add(v.name(), signature.input(v.name()), point));
    return file;
  }

  /** What the objective is at the point. */
  @Override
  public OptionalDouble value() {
    Kernel kernel = kernel();
    double[] outputs = new double[kernel.signature().outputSize()];
    kernel.forward(point(kernel.signature()), outputs);
    return OptionalDouble.of(outputs[0]);
  }

  /** The gradients at the point, by name, or what a step makes of the parameters. */
  Map<String, double[]> results() {
    Kernel kernel = kernel();
    Signature signature = kernel.signature();
    double[] inputs = point(signature);
    double[] gradients = new double[signature.gradientSize()];
    double[] outputs = new double[signature.outputSize()];
    if (rate.isPresent()) {
      kernel.descend(inputs, outputs, gradients, rate.getAsDouble());
    } else {
      kernel.valueAndGradient(inputs, outputs, gradients);
    }
    Map<String, double[]> results = new LinkedHashMap<>();
    for (Section gradient : signature.gradients()) {
      Section input = signature.input(gradient.name());
      results.put(gradient.name(), rate.isPresent() ? input.of(inputs) : gradient.of(gradients));
    }
    return results;
  }
}
