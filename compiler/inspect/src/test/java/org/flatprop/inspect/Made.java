package org.flatprop.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;

/** A model with values, and what is made of it. */
record Made(CompiledModel model, Map<String, Integer> dims, double[] vector) {

  static final Path SAMPLES =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("../../samples/src/main/nn")
          .normalize();

  /** A sample whose values are numbers between -1 and 1. */
  static Made sample(String name, Map<String, Integer> dims) {
    return of(SourceFile.read(SAMPLES.resolve(name)), dims);
  }

  /** A text whose values are numbers between -1 and 1. */
  static Made text(String text, Map<String, Integer> dims) {
    return of(SourceFile.ofText("model.nn", text), dims);
  }

  /** All samples, their open sizes small. */
  static List<Made> samples() {
    return all(SAMPLES, 9);
  }

  /** All programs of the compiler's tests. */
  static List<Made> corpus() {
    return all(SAMPLES.resolve("../../../../compiler/core/src/test/resources/corpus/good"), 1);
  }

  private static List<Made> all(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.toString().endsWith(".nn"))
          .sorted()
          .map(SourceFile::read)
          .map(file -> small(file, 3, 2, 6, 12, 24, 48))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sizes of which one fits: a window may be larger than a small image. */
  private static Made small(SourceFile file, int... sizes) {
    CompileException unfit = null;
    for (int size : sizes) {
      Map<String, Integer> dims = new HashMap<>();
      Flatprop.compile(file, Options.DEFAULT).dims().forEach(dim -> dims.put(dim, size));
      try {
        return of(file, dims);
      } catch (CompileException e) {
        unfit = e;
      }
    }
    throw unfit;
  }

  private static Made of(SourceFile file, Map<String, Integer> dims) {
    CompiledModel model = Flatprop.compile(file, Options.DEFAULT.profile(Profile.STRICT));
    Signature signature = model.signature(dims);
    double[] vector = signature.newInputs(0);
    for (Variable input : signature.inputs()) {
      Section section = signature.input(input.name());
      IntStream.range(0, section.length())
          .filter(i -> Double.isNaN(vector[section.offset() + i]))
          .forEach(
              i ->
                  vector[section.offset() + i] =
                      input.isIndex()
                          ? i % input.range().orElseThrow()
                          : Math.rint(1000 * Math.sin(1.0 + i + section.offset())) / 1000);
    }
    return new Made(model, dims, vector);
  }

  /** With other values of the inputs, in their order. */
  Made at(double... values) {
    return new Made(model, dims, values);
  }

  Circuit circuit() {
    return Circuit.of(model);
  }

  Readings readings(Circuit circuit) {
    Signature signature = model.signature(dims);
    Map<String, double[]> values = new HashMap<>();
    signature.inputs().forEach(i -> values.put(i.name(), signature.input(i.name()).of(vector)));
    return Readings.of(circuit, leaf -> values.getOrDefault(leaf.name(), new double[1]), dims);
  }

  String page() {
    return page("a model");
  }

  String page(String title) {
    Circuit circuit = circuit();
    return Page.html(circuit, readings(circuit), vector, title, "");
  }

  /** What a kernel computes: outputs, and then gradients. */
  double[] computed(double... inputs) {
    Signature signature = model.signature(dims);
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    model.kernel(dims).valueAndGradient(inputs, outputs, gradients);
    double[] all = Arrays.copyOf(outputs, outputs.length + gradients.length);
    System.arraycopy(gradients, 0, all, outputs.length, gradients.length);
    return all;
  }
}
