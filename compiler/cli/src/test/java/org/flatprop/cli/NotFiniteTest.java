package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.graph.Evaluation.Training;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where values that are not finite are said to come from. */
class NotFiniteTest {

  private static final double NAN = Double.NaN;

  private static final String WHEN = "training stopped at step 37 (epoch 2)";

  private static final NotFinite.Origins NOWHERE = (input, element) -> Optional.empty();

  private static final String LEAST_SQUARES =
      """
      dim N
      input x[N, 3]
      input y[N, 2]
      param w1[3, 2]
      y_pred = x @ w1
      loss = sum((y_pred - y)^2)
      minimize loss
      """;

  /** What is reported, in the order of the golden. */
  @Test
  void reportsAreAsRecorded() {
    Golden.assertMatches(
        "not-finite.txt",
        Stream.of(
                "# a square overflows",
                report(LEAST_SQUARES, Map.of("N", 2), given("y", 0, 1, 2, 1e170)),
                "# so does a product within a product of matrices",
                report(LEAST_SQUARES, Map.of("N", 2), given("w1", 1e200), given("x", 1, 1e150)),
                "# so does its sum",
                report(LEAST_SQUARES, Map.of("N", 1), given("w1", 1e308), given("x", 1)),
                "# log of 0",
                report("input p[3]; loss = -sum(log(p)); minimize loss", given("p", 1, 0, 2)),
                "# 0/0",
                report("input a; param b; f = a / b", given("a", 0), given("b", 0)),
                "# exp overflows",
                report("param z[2, 2]; f = sum(exp(z) * 2)", given("z", 0, 1, 710, -1)),
                "# data that hold NaN",
                report(LEAST_SQUARES, Map.of("N", 2), given("x", 1, 2, 3, 4, NAN, 6)),
                "# a parameter that is NaN",
                report(LEAST_SQUARES, Map.of("N", 2), given("w1", 1, 2, 3, NAN)),
                "# the derivative of sqrt at 0",
                report(
                    "dim N; input x[N, 2]; param w[2]; f = sum(sqrt(x @ w)); minimize f",
                    Map.of("N", 2),
                    given("x", 1, 1, 1, 0),
                    given("w", 0, 2)),
                "# of a power at 0, by the exponent's base",
                report("param w; f = w^0.5 + 1", given("w", 0)),
                "# a gradient that overflows in a product of matrices",
                report(
                    "param W[2, 2], x[2]; f = sum(sin(W @ x) * 1e200)",
                    given("W", 0),
                    given("x", 1e200, 1)),
                "# by index",
                report(
                    """
                    input x[4] = [1, 2, 0, 4]
                    param w[3]
                    s[i] = log(x[i + 1] * w[i])
                    loss = sum[i](s[i]^2)
                    minimize loss
                    """,
                    given("w", 1, 1, 1)),
                "# in a function that is called twice",
                report(
                    """
                    param a[2], b[2]
                    def entropy(p) = -sum(p * log(p))
                    def both(p, q) = entropy(p) + entropy(q)
                    f = both(a, b)
                    """,
                    given("a", 0.5),
                    given("b", 1, 0)),
                "# in a function of the prelude",
                report(
                    "param z[2], t[2]; loss = 3 * bce(z, t); minimize loss",
                    given("z", 0.5, 0),
                    given("t", 0, 1)),
                "# what is not used is not to blame",
                report(
                    """
                    param x[3]
                    safe = where(x > 0, log(x), 0)
                    f = sum(safe) + sum(1 / (x - 2))
                    """,
                    given("x", 0, 1, 2)),
                "# a constant that is infinite",
                report("param x; f = x * inf", given("x", 2)),
                "# all is finite",
                report("param x; f = x * 2", given("x", 2)),
                "# more numbers than are held",
                report(
                    "dim N; param x[N]; f = sum(outer(x, x)^2)",
                    Map.of("N", 8000),
                    given("x", 1e200)))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /** What is dropped is log(0). */
  @Test
  void dropoutDrawsAsInTheStepThatIsLookedAt() {
    BoundModel bound =
        bound("param x[40]; d = dropout(x, 0.2); f = sum(log(d)); minimize f; output d", Map.of());
    Kernel kernel = bound.kernel();
    double[] inputs = new double[40];
    Arrays.fill(inputs, 1);
    double[] outputs = new double[bound.signature().outputSize()];
    Set<Integer> seen = new HashSet<>();
    for (long step = 0; step < 10; step++) {
      kernel.training(7, step);
      kernel.forward(inputs, outputs);
      double[] dropped = bound.signature().output("d").of(outputs);
      int first = IntStream.range(0, 40).filter(i -> dropped[i] == 0).findFirst().orElseThrow();
      seen.add(first);
      Optional<Training> training = Optional.of(new Training(7, step));
      assertThat(new NotFinite(bound, inputs, training, NOWHERE).diagnose(WHEN).notes().get(0))
          .isEqualTo("log(d) is the first value that is not finite: -Infinity at [" + first + "]");
    }
    assertThat(seen).hasSizeGreaterThan(2);
    assertThat(new NotFinite(bound, inputs, Optional.empty(), NOWHERE).diagnose(WHEN).message())
        .endsWith("the loss, or a gradient, is not finite");
  }

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "..", "samples", "src", "main", "nn"))) {
      return files.filter(file -> file.toString().endsWith(".nn")).sorted().toList().stream();
    }
  }

  /** Whatever a model is made of, there is something to say of every number that is none. */
  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsDiagnosedWhateverGoesIn(Path sample) {
    CompiledModel compiled = Flatprop.compile(sample);
    Map<String, Integer> dims =
        compiled.dims().stream().collect(Collectors.toMap(dim -> dim, dim -> 2));
    BoundModel bound;
    try {
      bound = BoundModel.of(compiled, dims, List.of(), Map.of());
    } catch (CompileException e) {
      return; // it wants other sizes
    }
    Random random = new Random(3);
    double[] odd = {0, -1, 1e200, -1e300, NAN, Double.POSITIVE_INFINITY};
    for (double value : odd) {
      double[] inputs = bound.signature().newInputs(1);
      for (Variable variable : bound.signature().inputs()) {
        Section section = bound.signature().input(variable.name());
        for (int i = 0; i < section.length(); i++) {
          boolean number = !Double.isNaN(inputs[section.offset() + i]);
          if (!variable.isIndex() && (!number || random.nextInt(3) == 0)) {
            inputs[section.offset() + i] = value;
          }
        }
      }
      Diagnostic diagnostic =
          new NotFinite(bound, inputs, Optional.of(new Training(1, 2)), NOWHERE).diagnose(WHEN);
      assertThat(diagnostic.render()).contains("not finite", " | ").doesNotContain("a value is");
    }
  }

  private record Elements(String name, double[] values) {}

  /** The last number is repeated as often as needed. */
  private static Elements given(String name, double... values) {
    return new Elements(name, values);
  }

  private static String report(String model, Elements... given) {
    return report(model, Map.of(), given);
  }

  private static String report(String model, Map<String, Integer> dims, Elements... given) {
    BoundModel bound = bound(model, dims);
    double[] inputs = new double[bound.signature().inputSize()];
    for (Elements elements : given) {
      Section section = bound.signature().input(elements.name());
      for (int i = 0; i < section.length(); i++) {
        double[] values = elements.values();
        inputs[section.offset() + i] = values[Math.min(i, values.length - 1)];
      }
    }
    NotFinite.Origins origins =
        (input, element) -> Optional.of("given in row " + (10 + element / 3) + " of train.csv");
    return new NotFinite(bound, inputs, Optional.empty(), origins).diagnose(WHEN).render();
  }

  private static BoundModel bound(String model, Map<String, Integer> dims) {
    CompiledModel compiled =
        Flatprop.compile(
            SourceFile.ofText("model.nn", model), Options.DEFAULT.profile(Profile.STRICT));
    return BoundModel.of(compiled, dims, List.of(), Map.of());
  }
}
