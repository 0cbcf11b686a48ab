package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.Flatprop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitTest {

  private static Circuit circuit(String text) {
    return Circuit.of(Flatprop.compile(text));
  }

  /** {@code d = +1(e)}. */
  private static String text(Gate gate) {
    String wires =
        gate.wires().stream()
            .map(wire -> wire.from().name() + wire.how())
            .collect(Collectors.joining(", "));
    return gate.name() + " = " + gate.symbol() + "(" + wires + ")";
  }

  private static List<String> computed(String text) {
    return circuit(text).gates().stream().filter(Gate::isComputed).map(CircuitTest::text).toList();
  }

  static Stream<Arguments> symbols() {
    return Stream.of(
        arguments("f = x + 1", "f = +1(x)"),
        arguments("f = 1 + x", "f = +1(x)"),
        arguments("f = 1 - x", "f = 1−x(x)"),
        arguments("f = x - 1.5", "f = −1.5(x)"),
        arguments("f = 1 / x", "f = 1/x(x)"),
        arguments("f = x / 3", "f = /3(x)"),
        arguments("f = x * pi", "f = ×3.142(x)"),
        arguments("f = -x", "f = ×−1(x)"),
        arguments("f = x^2", "f = ^2(x)"),
        arguments("f = 2^x", "f = 2^x(x)"),
        arguments("f = x * y", "f = ×(x, y)"),
        arguments("f = x / y", "f = ÷(x, y)"),
        arguments("f = x * x", "f = ×(x, x)"),
        arguments("f = max(x, 0)", "f = max(·, 0)(x)"),
        arguments("f = leaky_relu(x, 0.1)", "f = leaky_relu(·, 0.1)(x)"),
        arguments("input x[3]; f = x + 2", "f = +2(x)"),
        arguments("input x[3]; f = sum(x)", "f = Σ(x)"),
        arguments("input x[2, 3], w[3, 4]; f = x @ w", "f = @(x, w)"),
        arguments("input x[2, 3]; f = x' * 2", "f = ×2(x')"),
        arguments("input x[4]; f = x[1:3] * 2", "f = ×2(x[i + 1])"),
        arguments("input x[3]; index j in 3; f = x[j]", "f = [ ](x, j)"),
        arguments("dim N; input x[N]; f = mean(x)", "f = /N(s0)"));
  }

  @ParameterizedTest
  @MethodSource("symbols")
  void aConstantStandsInItsGate(String model, String gate) {
    assertThat(computed(model)).contains(gate);
  }

  @Test
  void aSumOfProductsIsOneGate() {
    assertThat(computed("input x[2, 3], w[3, 4]; f = sum(sigmoid(x @ w))"))
        .containsExactly("s0 = @(x, w)", "s1 = sigmoid(s0)", "f = Σ(s1)");
  }

  @Test
  void aConvolutionIsOneToo() {
    assertThat(computed("input x[5], w[3]; y[i] = sum[k](x[i + k] * w[k]); f = sum(y)"))
        .containsExactly("y = Σ×(x, w)", "f = Σ(y)");
  }

  @Test
  void productsOfWholeArraysAreGates() {
    assertThat(computed("input p[5, 2], q[5, 2]; f = -sum(p * log(q))"))
        .containsExactly("s0 = log(q)", "s1 = ×(p, s0)", "s2 = Σ(s1)", "f = ×−1(s2)");
  }

  @Test
  void productsWithANameAreNot() {
    assertThat(computed("input x[2], w[2]; p[i] = x[i] * w[i]; f = sum[i](p[i]); output p"))
        .containsExactly("p = ×(x, w)", "f = Σ(p)");
  }

  @Test
  void whatIsNamedIsAGateThoughItOnlyMoves() {
    assertThat(computed("input x[2, 3]; t = x'; f = sum(t * t)"))
        .containsExactly("t = [ ](x)", "s0 = ×(t, t)", "f = Σ(s0)");
  }

  @Test
  void anOutputMayBeANumber() {
    Circuit circuit = circuit("f = x + 0*y; d = grad(f, y); minimize f; output d");
    assertThat(circuit.gates().stream().map(CircuitTest::text)).contains("d = 0()");
  }

  @Test
  void gatesKnowTheirPlacesInTheText() {
    Circuit circuit = circuit("def half(a) = a / 2\nf = half(x) + half(x)");
    Gate half = circuit.gates().get(1);
    assertThat(half.places().stream().map(Object::toString))
        .containsExactly("model.nn:1:15", "model.nn:2:5", "model.nn:2:15");
  }

  @Test
  void whatThePreludeMakesIsWhereItIsCalled() {
    Circuit circuit = circuit("input x[3]; f = sum(softmax(x)^2)");
    assertThat(circuit.gates().get(1).places().stream().map(Object::toString))
        .contains("model.nn:1:21");
  }

  @Test
  void partsAreNamesAndCalls() {
    Circuit circuit = circuit("def unit(a, w) = exp(-a*w)\nh = unit(x, u) + 1\nf = unit(h, v)*2");
    assertThat(
            circuit.gates().stream()
                .filter(Gate::isComputed)
                .collect(
                    Collectors.toMap(
                        Gate::name, g -> g.parts().stream().map(Part::toString).toList())))
        .containsEntry("s2", List.of("h", "h › unit"))
        .containsEntry("h", List.of("h"))
        .containsEntry("f", List.of("f"));
  }

  static Stream<Arguments> flows() {
    return Stream.of(
        arguments("f = x + y", Flow.DISTRIBUTES),
        arguments("f = x - y", Flow.SUBTRACTS),
        arguments("f = x - 1", Flow.PASSES),
        arguments("f = x + 1", Flow.PASSES),
        arguments("f = 1 - x", Flow.NEGATES),
        arguments("f = -x", Flow.NEGATES),
        arguments("f = x * y", Flow.SWAPS),
        arguments("f = x * 2", Flow.SCALES),
        arguments("f = exp(x)", Flow.SCALES),
        arguments("f = max(x, y)", Flow.ROUTES),
        arguments("f = relu(x)", Flow.SWITCHES),
        arguments("f = max(x, 0)", Flow.SWITCHES),
        arguments("f = x > y", Flow.STOPS),
        arguments("input x[3]; f = sum(x)", Flow.SPREADS),
        arguments("input x[3]; f = max(x)", Flow.ROUTES),
        arguments("input x[2, 2], w[2, 2]; f = x @ w", Flow.MULTIPLIES),
        arguments("input x[5], w[3]; f[i] = sum[k](x[i + k] * w[k])", Flow.CONTRACTS),
        arguments("input x[2], y[2]; f = concat(x, y)", Flow.COLLECTS));
  }

  @ParameterizedTest
  @MethodSource("flows")
  void gatesPlayTheirPartsInTheFlow(String model, Flow flow) {
    List<Gate> gates = circuit(model).gates();
    assertThat(gates.get(gates.size() - 1).flow()).contains(flow);
  }

  @Test
  void readingsAreTheKernels() {
    Made made = Made.sample("networks/xor.nn", Map.of("N", 5));
    Circuit circuit = made.circuit();
    Readings readings = made.readings(circuit);
    double[] computed = made.computed(made.vector());
    Gate cost = circuit.gate(made.model().model().values().get("cost")).orElseThrow();
    Gate b2 = circuit.gate(made.model().model().values().get("b2")).orElseThrow();
    int place = made.model().signature(made.dims()).gradient("b2").offset();
    int outputs = made.model().signature(made.dims()).outputSize();
    assertThat(readings.value(cost)).containsExactly(computed[0]);
    assertThat(readings.gradient(b2).orElseThrow()).containsExactly(computed[outputs + place]);
  }
}
