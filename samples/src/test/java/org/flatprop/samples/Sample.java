package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.load.Backend;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.SourceFile;

/** The samples as the tests see them. */
final class Sample {

  static final Path FOLDER = Path.of("src/main/nn");

  /** Every back end with every profile. */
  static final List<Options> ALL_OPTIONS =
      Arrays.stream(Backend.values())
          .flatMap(
              backend ->
                  Arrays.stream(Profile.values())
                      .map(profile -> Options.DEFAULT.backend(backend).profile(profile)))
          .toList();

  private Sample() {}

  /** The names of all samples: their paths, without the ending. */
  static List<String> names() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".nn"))
          .map(name -> name.substring(0, name.length() - 3))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CompiledModel compile(String name) {
    return compile(name, Options.DEFAULT);
  }

  static CompiledModel compile(String name, Options options) {
    return Flatprop.compile(SourceFile.read(FOLDER.resolve(name + ".nn")), options);
  }

  /** A kernel of a model, with its open sizes taken from numbers that are given by name. */
  static Kernel kernel(CompiledModel model, Map<String, double[]> given) {
    Map<String, Integer> dims = new LinkedHashMap<>();
    model.dims().forEach(dim -> dims.put(dim, (int) given.get(dim)[0]));
    return model.kernel(dims);
  }

  /** Where a model starts, but for what is given by name. */
  static double[] inputs(Kernel kernel, Map<String, double[]> given) {
    Signature signature = kernel.signature();
    double[] inputs = signature.newInputs(1);
    for (Variable variable : signature.inputs()) {
      Section section = signature.input(variable.name());
      double[] values = given.getOrDefault(variable.name(), section.of(inputs));
      assertThat(values).as(variable.name()).hasSize(section.length());
      System.arraycopy(values, 0, inputs, section.offset(), values.length);
    }
    return inputs;
  }

  /** All that a kernel gives: values by {@code name}, gradients by {@code d/dname}. */
  static Map<String, double[]> arrays(Kernel kernel, double[] inputs) {
    Signature signature = kernel.signature();
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    kernel.valueAndGradient(inputs, outputs, gradients);
    Map<String, double[]> results = new LinkedHashMap<>();
    for (Section output : signature.outputs()) {
      results.put(output.name(), output.of(outputs));
    }
    for (Section gradient : signature.gradients()) {
      results.put("d/d" + gradient.name(), gradient.of(gradients));
    }
    return results;
  }

  /** The lines of a test resource, without comments and empty ones. */
  static List<String> lines(String resource) {
    try (InputStream in = Sample.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads {@code w=0.5 x=2.0}. */
  static Map<String, Double> values(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String word : text.strip().split(" +")) {
      String[] sides = word.split("=");
      values.put(sides[0], Double.valueOf(sides[1]));
    }
    return values;
  }

  /** All that a kernel gives at a point: first the outputs, then the gradients. */
  record Results(double[] outputs, double[] gradients) {

    static Results at(Kernel kernel, Map<String, Double> inputs) {
      double[] point = kernel.signature().newInputs(1);
      inputs.forEach((name, value) -> point[kernel.signature().input(name).offset()] = value);
      double[] outputs = new double[kernel.signature().outputSize()];
      double[] gradients = new double[kernel.signature().gradientSize()];
      kernel.valueAndGradient(point, outputs, gradients);
      return new Results(outputs, gradients);
    }
  }

  static void assertClose(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1e-14 + 1e-12 * scale;
      assertThat(actual[i]).as(what + " " + i).isCloseTo(expected[i], within(tolerance));
    }
  }

  static void assertClose(String what, double actual, double expected) {
    double tolerance = 1e-14 + 1e-13 * Math.abs(expected);
    assertThat(actual).as(what).isCloseTo(expected, within(tolerance));
  }
}
