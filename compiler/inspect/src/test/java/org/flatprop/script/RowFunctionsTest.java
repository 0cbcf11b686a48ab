package org.flatprop.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.loops.RuleText;
import org.flatprop.ops.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mozilla.javascript.Function;

/** A row's JavaScript gives the numbers of the row. */
class RowFunctionsTest {

  private static final double TOLERANCE = 1e-13;

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    0.5,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    7.25,
    710,
    -745.5,
    Double.MIN_VALUE,
    1e308,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  static Stream<Operation> rows() {
    return Operations.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theValueIsThatOfTheRow(Operation operation) {
    Graph graph = new Graph();
    Library library = new Library();
    RowFunctions functions = RowFunctions.of(gate(graph, operation), library);
    try (Engine engine = new Engine(library.text())) {
      Function value = engine.function(functions.value());
      SoftAssertions softly = new SoftAssertions();
      for (double[] x : points(operation)) {
        assertNear(softly, x, engine.value(value, x), operation.evaluate(x));
      }
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theLocalDerivativesAreTheRulesForAnAdjointOfOne(Operation operation) {
    Graph graph = new Graph();
    Library library = new Library();
    RowFunctions functions = RowFunctions.of(gate(graph, operation), library);
    try (Engine engine = new Engine(library.text())) {
      SoftAssertions softly = new SoftAssertions();
      for (int i = 0; i < operation.parameters().size(); i++) {
        Function derivative = engine.function(functions.derivatives().get(i));
        Rule rule = new Rule(operation, i);
        for (double[] x : points(operation)) {
          double[] withResult = Arrays.copyOf(x, x.length + 1);
          withResult[x.length] = operation.evaluate(x);
          assertNear(softly, x, engine.value(derivative, withResult), rule.value(withResult));
        }
      }
      softly.assertAll();
    }
  }

  /** A row's rule as graph, the adjoint a leaf. */
  private static final class Rule {

    private final Graph graph = new Graph();
    private final Node share;
    private final Node condition;

    Rule(Operation operation, int operand) {
      List<Node> operands =
          IntStream.range(0, operation.parameters().size()).mapToObj(i -> leaf(graph, i)).toList();
      Node y = leaf(graph, operands.size());
      Node g = graph.leaf(Leaf.Kind.SEED, "g");
      share =
          operation.rule().map(r -> r.contribution(graph, operand, g, operands, y)).orElse(null);
      condition =
          operation
              .selector()
              .map(s -> s.conditions().condition(graph, operand, operands))
              .orElse(null);
    }

    double value(double... operandsAndResult) {
      boolean used = condition == null || value(condition, operandsAndResult) != 0;
      return share == null || !used ? 0 : value(share, operandsAndResult);
    }

    private double value(Node node, double... x) {
      return Evaluation.of(
              graph, List.of(node), leaf -> x[Integer.parseInt(leaf.name().substring(1))])
          .value(node);
    }
  }

  @Test
  void aConstantOperandIsKnown() {
    Graph graph = new Graph();
    Node max = graph.apply(Operations.named("max"), leaf(graph, 0), graph.constant(0));
    Node power = graph.apply(Operations.named("^"), leaf(graph, 0), graph.constant(2));
    assertThat(RowFunctions.of(max, new Library()).text())
        .isEqualTo(
            "{f: (x0, x1) => max(x0, x1), d: [(x0, x1, y) => x0 > 0.0 ? 1.0 : 0.0, (x0, x1, y) =>"
                + " 0.0 > x0 ? 1.0 : 0.0]}");
    assertThat(RuleText.local(power, 0)).isEqualTo("x * 2.0");
  }

  @Test
  void aSumOfManyTermsGivesEachTheSame() {
    Graph graph = new Graph();
    Node[] terms = IntStream.range(0, 3).mapToObj(i -> leaf(graph, i)).toArray(Node[]::new);
    Node sum = graph.apply(Operations.ADD, terms);
    assertThat(RowFunctions.of(sum, new Library()).text())
        .isEqualTo(
            "{f: (x0, x1, x2) => x0 + x1 + x2, d: [(x0, x1, x2, y) => 1.0, (x0, x1, x2, y) => 1.0,"
                + " (x0, x1, x2, y) => 1.0]}");
  }

  @Test
  void aReaderSeesTheLocalDerivativeInTheRowsNames() {
    Graph graph = new Graph();
    assertThat(locals(gate(graph, Operations.MULTIPLY))).containsExactly("b", "a");
    assertThat(locals(gate(graph, Operations.DIVIDE))).containsExactly("1.0 / b", "-y / b");
    assertThat(locals(gate(graph, Operations.SUBTRACT))).containsExactly("1.0", "-1.0");
    assertThat(locals(gate(graph, Operations.named("sigmoid")))).containsExactly("(1.0 - y) * y");
    assertThat(locals(gate(graph, Operations.named("floor")))).containsExactly("0");
    assertThat(locals(gate(graph, Operations.WHERE)))
        .containsExactly("0", "c != 0.0 ? 1.0 : 0.0", "!(c != 0.0) ? 1.0 : 0.0");
  }

  private static List<String> locals(Node gate) {
    return IntStream.range(0, gate.operands().size())
        .mapToObj(i -> RuleText.local(gate, i))
        .toList();
  }

  private static Node gate(Graph graph, Operation operation) {
    Node[] operands =
        IntStream.range(0, operation.parameters().size())
            .mapToObj(i -> leaf(graph, i))
            .toArray(Node[]::new);
    return graph.apply(operation, operands);
  }

  private static Node leaf(Graph graph, int number) {
    return graph.leaf(Leaf.Kind.INPUT, "x" + number);
  }

  /** Points of the row's domains, and all combinations of special values. */
  private static List<double[]> points(Operation operation) {
    Random random = new Random(operation.name().hashCode());
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      points.add(
          operation.domains().stream()
              .mapToDouble(d -> d.low() + random.nextDouble() * (d.high() - d.low()))
              .toArray());
    }
    int operands = operation.parameters().size();
    int combinations = (int) Math.pow(SPECIAL.length, operands);
    for (int i = 0; i < combinations; i++) {
      int rest = i;
      double[] point = new double[operands];
      for (int k = 0; k < operands; k++) {
        point[k] = SPECIAL[rest % SPECIAL.length];
        rest /= SPECIAL.length;
      }
      points.add(point);
    }
    return points;
  }

  private static void assertNear(
      SoftAssertions softly, double[] x, double actual, double expected) {
    if (!Near.agree(actual, expected, TOLERANCE)) {
      softly.fail("at %s: %s, the row gives %s", Arrays.toString(x), actual, expected);
    }
  }
}
