package org.flatprop.ops;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Reverse;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The branch not taken adds nothing to the value and nothing to any gradient, at any depth. */
class WhereTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # formula                                          | x   | value | gradient
          where(x > 0, sqrt(x), 0)                           | 0   | 0     | 0
          where(x > 0, sqrt(x), 0)                           | 4   | 2     | 0.25
          where(x <= 0, 0, sqrt(x))                          | 0   | 0     | 0
          where(not x > 0, 0, sqrt(x))                       | 0   | 0     | 0
          where(x > 0, log(x), x)                            | 0   | 0     | 1
          where(x > 0, log(x), x)                            | -2  | -2    | 1
          where(x, 1/x, 5)                                   | 0   | 5     | 0
          where(x, 1/x, 5)                                   | 2   | 0.5   | -0.25
          where(x != 0, sin(x)/x, 1)                         | 0   | 1     | 0
          where(x > 0, x*log(x), 0)                          | 0   | 0     | 0
          where(x > 0, exp(log(sqrt(x))), 0)                 | 0   | 0     | 0
          where(x > 0, where(x < 4, sqrt(x), 1/(x - 4)), 0)  | 0   | 0     | 0
          where(x > 0, where(x < 4, sqrt(x), 1/(x - 4)), 0)  | 1   | 1     | 0.5
          where(x < 4, where(x > 0, sqrt(x), x), log(4 - x)) | 0   | 0     | 1
          where(x > 0, sqrt(x), 0) + where(x > 0, log(x), 0) | 0   | 0     | 0
          where(x > 1, sqrt(x), 0) + where(x > 0, sqrt(x), 0)| 0   | 0     | 0
          where(x > 1, sqrt(x), 0) + where(x > 0, sqrt(x), 0)| 0.25| 0.5   | 1
          where(x > 0, sqrt(x), 0) + sqrt(x)                 | 0   | 0     | Infinity
          where(x > 0, sqrt(x), 1 - sqrt(x))                 | 0   | 1     | -Infinity
          where(x > 0, sqrt(x)*sqrt(x), 0)                   | 0   | 0     | 0
          where(x > 0, sqrt(x + x), 3*x)                     | 0   | 0     | 3
          where(x < 700, exp(x), 0)                          | 800 | 0     | 0
          where(x < 700, exp(x)*exp(x), x)                   | 800 | 800   | 1
          where(x > 0 and x < 9, sqrt(x)/(9 - x), 0)         | 0   | 0     | 0
          where(x > 0 and x < 9, sqrt(x)/(9 - x), 0)         | 9   | 0     | 0
          where(x > 0 or x < -9, log(abs(x)), 0)             | 0   | 0     | 0
          where(sqrt(x), sqrt(x)*2, 0)                       | 0   | 0     | 0
          where(sqrt(x) > 0, sqrt(x)*2, 0)                   | 0   | 0     | 0
          max(where(x > 0, sqrt(x), 0), -1)                  | 0   | 0     | 0
          where(x > 0, max(sqrt(x), log(x)), 0)              | 0   | 0     | 0
          where(x > 0, x^0.5, 0)                             | 0   | 0     | 0
          where(x > 0, (x + 1)^(1/x), 0)                     | 0   | 0     | 0
          """)
  void gradientIsThatOfTheBranchTaken(String formula, double x, double value, double gradient) {
    TextModel.Result result = TextModel.at("input x; f = " + formula, x);
    assertThat(result.value()).isEqualTo(value);
    assertThat(result.gradient().get(0)).isCloseTo(gradient, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {800, 1e300, Double.POSITIVE_INFINITY, Double.NaN})
  void overflowInTheBranchNotTakenReachesNoGradient(double x) {
    TextModel model = TextModel.of("input x, y; f = where(x < 700, exp(x)*y*y, 0)");
    for (double y : new double[] {0, 1, NEGATIVE_INFINITY, POSITIVE_INFINITY, NaN}) {
      TextModel.Result result = model.at(x, y);
      assertThat(result.value()).isEqualTo(0);
      assertThat(result.gradient()).containsExactly(0.0, 0.0);
    }
  }

  @Test
  void aPartSharedByTwoConditionsIsUsedUnderEither() {
    TextModel model =
        TextModel.of(
            """
            input x, y
            s = sqrt(x)*y
            f = where(x > 1, s, 0) + where(y > 1, 2*s, 0)
            """);
    assertThat(model.at(0, 0).gradient()).containsExactly(0.0, 0.0);
    assertThat(model.at(4, 0).gradient()).containsExactly(0.0, 2.0);
    assertThat(model.at(1, 2).gradient()).containsExactly(2.0, 2.0);
    assertThat(model.at(4, 2).gradient()).containsExactly(1.5, 6.0);
    assertThat(model.at(0, 2).gradient().get(0)).isEqualTo(POSITIVE_INFINITY);
  }

  @Test
  void aPartUsedAlsoWithoutAConditionIsAlwaysUsed() {
    TextModel model =
        TextModel.of(
            """
            input x, y
            s = log(x)
            f = where(y > 0, s*s, 0) + s
            """);
    assertThat(model.at(1, 0).gradient()).containsExactly(1.0, 0.0);
    assertThat(model.at(0, 0).gradient().get(0)).isEqualTo(POSITIVE_INFINITY);
  }

  @Test
  void aConditionWithinAFunctionHoldsForItsCallers() {
    String text =
        """
        input x, y
        def safe(a, c) = where(c, 1/a, 0)
        f = safe(x, x != 0)*y + safe(x - 1, x != 1)
        """;
    assertThat(TextModel.at(text, 0, 3).gradient()).containsExactly(-1.0, 0.0);
    assertThat(TextModel.at(text, 1, 3).gradient()).containsExactly(-3.0, 1.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # formula                    | x | 1st  | 2nd   | 3rd
          where(x > 0, log(x)^2, 0)    | 1 | 0    | 2     | -6
          where(x > 0, log(x)^2, 0)    | 0 | 0    | 0     | 0
          where(x > 0, sqrt(x), 0)     | 0 | 0    | 0     | 0
          where(x > 0, sqrt(x), 0)     | 4 | 0.25 | -0.03125 | 0.01171875
          where(x > 0, sqrt(x), x^3)   | 0 | 0    | 0     | 6
          where(x > 0, x*log(x), x^2)  | 0 | 0    | 2     | 0
          where(x, 1/x, x^2)           | 0 | 0    | 2     | 0
          where(x < 700, exp(x), x^3)  | 1000 | 3e6 | 6e3 | 6
          where(x > 0, where(x < 1, x^0.5, log(x)), -x^2) | 0 | 0 | -2 | 0
          relu(x)^2*x                  | 0 | 0    | 0     | 0
          relu(x)^2*x                  | 2 | 12   | 12    | 6
          """)
  void higherDerivativesAreThoseOfTheBranchTaken(
      String formula, double x, double first, double second, double third) {
    String text = "input x; f = " + formula;
    assertThat(TextModel.at(text, x).gradient().get(0)).isCloseTo(first, within(1e-15));
    text += "; g = grad(f, x)";
    assertThat(TextModel.at(text, x).gradient().get(0)).isCloseTo(second, within(1e-15));
    text += "; h = grad(g, x)";
    assertThat(TextModel.at(text, x).gradient().get(0)).isCloseTo(third, within(1e-15));
  }

  /**
   * Random graphs with choices at random depths have, at any point, the derivatives of the graph
   * with the branches taken in the place of the choices.
   */
  @Test
  void randomGraphsHaveTheDerivativesOfTheirTakenBranches() {
    int finite = 0;
    for (int seed = 0; seed < 4_000; seed++) {
      finite += new RandomGraph(seed).check();
    }
    assertThat(finite).as("derivatives compared").isGreaterThan(8_000);
  }

  /** A graph with choices, and the same without, in step. */
  private static final class RandomGraph {

    private static final double[] INPUTS = {0, -0.0, 1, -1, 2, 0.5, 800, -800, 1e200};
    private static final List<String> UNARY =
        List.of("sqrt", "log", "exp", "-x", "square", "abs", "cbrt", "relu", "sign", "sinh");
    private static final List<String> BINARY = List.of("+", "-", "*", "/", "^", "max", "hypot");
    private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");

    private final int seed;
    private final Random random;
    private final Graph graph = new Graph();
    private final List<Node> inputs = new ArrayList<>();
    private final double[] point = new double[3];
    private final List<Node> choosing = new ArrayList<>();
    private final List<Node> taken = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    RandomGraph(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (int i = 0; i < point.length; i++) {
        Node leaf = graph.leaf(Leaf.Kind.INPUT, Integer.toString(i));
        point[i] = INPUTS[random.nextInt(INPUTS.length)];
        inputs.add(leaf);
        add(leaf, leaf, point[i]);
      }
      for (int i = 0; i < 16; i++) {
        grow();
      }
    }

    private void grow() {
      int kind = random.nextInt(8);
      if (kind < 3) {
        apply(pick(UNARY), pick());
      } else if (kind < 5) {
        apply(pick(BINARY), pick(), pick());
      } else if (kind < 6) {
        Node constant = graph.constant(random.nextInt(4));
        add(constant, constant, constant.value());
      } else {
        choose(pick(), pick(), pick(), pick());
      }
    }

    private void apply(String name, Integer... operands) {
      Operation operation = Operations.named(name);
      List<Integer> at = List.of(operands);
      add(
          graph.apply(operation, at.stream().map(choosing::get).toList()),
          graph.apply(operation, at.stream().map(taken::get).toList()),
          operation.evaluate(at.stream().mapToDouble(values::get).toArray()));
    }

    private void choose(int left, int right, int yes, int no) {
      Operation comparison = Operations.named(pick(COMPARISONS));
      boolean holds = comparison.evaluate(values.get(left), values.get(right)) != 0;
      Node condition = graph.apply(comparison, choosing.get(left), choosing.get(right));
      add(
          graph.apply(Operations.WHERE, condition, choosing.get(yes), choosing.get(no)),
          taken.get(holds ? yes : no),
          values.get(holds ? yes : no));
    }

    private void add(Node withChoices, Node without, double value) {
      choosing.add(withChoices);
      taken.add(without);
      values.add(value);
    }

    private int pick() {
      return random.nextInt(choosing.size());
    }

    private String pick(List<String> names) {
      return names.get(random.nextInt(names.size()));
    }

    /** Compares first and second derivatives where they are finite; says how many were. */
    int check() {
      int last = choosing.size() - 1;
      int compared = 0;
      List<Node> firstChoosing = gradient(choosing.get(last));
      List<Node> firstTaken = gradient(taken.get(last));
      compared += compare("first", firstChoosing, firstTaken);
      for (int i = 0; i < inputs.size(); i++) {
        compared += compare("second", gradient(firstChoosing.get(i)), gradient(firstTaken.get(i)));
      }
      return compared;
    }

    private int compare(String which, List<Node> withChoices, List<Node> without) {
      int finite = 0;
      for (int i = 0; i < inputs.size(); i++) {
        double expected = value(without.get(i));
        if (Double.isFinite(expected)) {
          finite++;
          assertThat(value(withChoices.get(i)))
              .as("%s derivative by %s at %s, seed %s", which, i, Arrays.toString(point), seed)
              .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        }
      }
      return finite;
    }

    private List<Node> gradient(Node node) {
      Derivative derivative = Reverse.derive(graph, node, graph.constant(1), inputs);
      return inputs.stream().map(derivative::gradient).toList();
    }

    private double value(Node node) {
      return Evaluation.of(graph, List.of(node), leaf -> point[Integer.parseInt(leaf.name())])
          .value(node);
    }
  }
}
