package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.SourceFile;

/**
 * A model that calls a function of the prelude, at a point. What is not given there is drawn at
 * random. A result that is an array is differentiated with random adjoints.
 */
final class Trial {

  /** The same function in plain Java: over the inputs by name, each in row-major order. */
  interface Plain {
    double[] of(Map<String, double[]> inputs);
  }

  private static final List<Options> OPTIONS =
      List.of(
          Options.DEFAULT,
          Options.DEFAULT.profile(Profile.STRICT).arrays(Options.Arrays.FLAT),
          Options.DEFAULT.profile(Profile.STRICT).arrays(Options.Arrays.LOOPS));

  private static final double VALUE = 1e-12;
  private static final double SLOPE = 1e-8;
  private static final double STEP = 1e-3;

  private final String text;
  private final Map<String, Integer> dims = new LinkedHashMap<>();
  private final Map<String, double[]> given = new LinkedHashMap<>();

  private Trial(String text) {
    this.text = text;
  }

  /** A model whose inputs are all real or indices, and whose last definition is the call. */
  static Trial of(String text) {
    return new Trial(text);
  }

  Trial dim(String name, int size) {
    dims.put(name, size);
    return this;
  }

  Trial set(String name, double... values) {
    given.put(name, values);
    return this;
  }

  private Outcome run(Options options) {
    CompiledModel model = Flatprop.compile(SourceFile.ofText("model.nn", text), options);
    Kernel kernel = model.kernel(dims);
    Signature signature = kernel.signature();
    Random random = new Random(20240517);
    double[] inputs = new double[signature.inputSize()];
    Map<String, double[]> point = new LinkedHashMap<>();
    for (Variable variable : signature.inputs()) {
      double[] values = given.getOrDefault(variable.name(), drawn(variable, random));
      Section section = signature.input(variable.name());
      assertThat(values).as(variable.name()).hasSize(section.length());
      System.arraycopy(values, 0, inputs, section.offset(), values.length);
      point.put(variable.name(), values.clone());
    }
    double[] seed = kernel.seed();
    for (int i = 0; i < seed.length; i++) {
      seed[i] = uniform(random);
    }
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    kernel.valueAndGradient(inputs, outputs, gradients);
    Section objective = signature.outputs().get(0);
    double[] value = objective.of(outputs);
    Map<String, double[]> slopes = new LinkedHashMap<>();
    signature.gradients().forEach(g -> slopes.put(g.name(), g.of(gradients)));
    double[] adjoint = objective.isScalar() ? new double[] {1} : seed.clone();
    return new Outcome(point, adjoint, value, slopes);
  }

  /** What the compiled model gives at its point. */
  Outcome run() {
    return run(Options.DEFAULT.profile(Profile.STRICT));
  }

  private static double[] drawn(Variable variable, Random random) {
    double[] values = new double[variable.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          variable.isIndex() ? random.nextInt(variable.range().orElseThrow()) : uniform(random);
    }
    return values;
  }

  private static double uniform(Random random) {
    return 4 * random.nextDouble() - 2;
  }

  /** Requires the values of the plain function, and the gradients of its differences. */
  void agreesWith(Plain plain) {
    for (Options options : OPTIONS) {
      Outcome outcome = run(options);
      outcome.hasValue(plain.of(outcome.point));
      outcome.gradients.forEach(
          (name, gradient) -> {
            double[] expected = differences(plain, outcome, name);
            double scale = Math.max(1, largest(expected));
            close(text + ": d/d" + name, gradient, expected, SLOPE * scale);
          });
    }
  }

  /** Central differences, with Richardson's extrapolation. */
  private static double[] differences(Plain plain, Outcome outcome, String name) {
    double[] at = outcome.point.get(name);
    double[] slopes = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double x = at[i];
      double h = STEP * Math.max(1, Math.abs(x));
      double[] wide = new double[2];
      for (int k = 0; k < 2; k++) {
        at[i] = x + h / (1 << k);
        double up = outcome.weighted(plain);
        at[i] = x - h / (1 << k);
        wide[k] = (up - outcome.weighted(plain)) / (2 * h / (1 << k));
      }
      at[i] = x;
      slopes[i] = (4 * wide[1] - wide[0]) / 3;
    }
    return slopes;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
  }

  private static void close(String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Double.isFinite(expected[i])) {
        assertThat(actual[i]).as(what + " " + i).isCloseTo(expected[i], within(tolerance));
      } else {
        assertThat(actual[i]).as(what + " " + i).isEqualTo(expected[i]);
      }
    }
  }

  /**
   * What a model gives.
   *
   * @param adjoint of each element of the value
   */
  record Outcome(
      Map<String, double[]> point,
      double[] adjoint,
      double[] value,
      Map<String, double[]> gradients) {

    double[] in(String name) {
      return point.get(name);
    }

    double[] by(String name) {
      return gradients.get(name);
    }

    double weighted(Plain plain) {
      double[] values = plain.of(point);
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += adjoint[i] * values[i];
      }
      return sum;
    }

    Outcome hasValue(double... expected) {
      close("value", value, expected, VALUE * largest(expected) + 1e-300);
      return this;
    }

    Outcome hasGradient(String name, double... expected) {
      close("d/d" + name, by(name), expected, VALUE * Math.max(1, largest(expected)));
      return this;
    }

    Outcome isFinite() {
      for (double v : value) {
        assertThat(v).as("value").isFinite();
      }
      return hasFiniteGradients();
    }

    Outcome hasFiniteGradients() {
      gradients.forEach(
          (name, gradient) -> {
            for (double g : gradient) {
              assertThat(g).as("d/d" + name).isFinite();
            }
          });
      return this;
    }
  }
}
