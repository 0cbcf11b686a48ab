package org.flatprop.ops;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that overflow when written naively are finite for every finite input. */
class StableTest {

  /** All activations, and other functions that are finite everywhere. */
  static Stream<String> everywhereFinite() {
    return Stream.concat(
        Rows.group("Activations").stream(),
        Stream.of("erf", "erfc", "atan", "asinh", "tanh", "sin", "cos"));
  }

  @ParameterizedTest
  @MethodSource("everywhereFinite")
  void valueAndFirstTwoDerivativesAreFinite(String name) {
    Operation operation = Operations.named(name);
    Differentiated function = new Differentiated(1, (graph, x) -> ofFirst(operation, graph, x));
    SoftAssertions softly = new SoftAssertions();
    DoubleStream.of(Points.finite())
        .forEach(
            x -> {
              if (Double.isFinite(exact(operation, x))) {
                softly.assertThat(function.at(x)).as("%s(%s)", name, x).isFinite();
              }
              softly
                  .assertThat(function.derivative(new double[] {x}, 0))
                  .as("%s'(%s)", name, x)
                  .isFinite();
              softly
                  .assertThat(function.derivative(new double[] {x}, 0, 0))
                  .as("%s''(%s)", name, x)
                  .isFinite();
            });
    softly.assertAll();
  }

  /** The rounded value, infinite where the exact one is beyond the double range. */
  private static double exact(Operation operation, double x) {
    double[] operands =
        operation.parameters().stream().mapToDouble(p -> p.value().orElse(0.5)).toArray();
    operands[0] = x;
    return Exact.value(operation.name(), operands).doubleValue();
  }

  /** The function of its first operand, the others at their defaults or a half. */
  private static Node ofFirst(Operation operation, Graph graph, List<Node> x) {
    return graph.apply(
        operation,
        Stream.concat(
                x.stream(),
                operation.parameters().stream()
                    .skip(1)
                    .map(p -> graph.constant(p.value().orElse(0.5))))
            .toList());
  }
}
