package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the graph replaces by something simpler has the same bits. */
class SimplificationTest {

  private final Graph graph = new Graph();
  private final Node a = graph.leaf(Leaf.Kind.INPUT, "a");
  private final Node b = graph.leaf(Leaf.Kind.INPUT, "b");

  /** Every row with all operands that a rule may look for, at hostile values of a and b. */
  @ParameterizedTest
  @MethodSource("org.flatprop.ops.Rows#all")
  void noBitChanges(String name) {
    Operation operation = Operations.named(name);
    for (List<Node> operands : choices(operation.parameters().size())) {
      Node simplified = graph.apply(operation, operands);
      for (double[] point : points(operation, operands, simplified)) {
        double[] values = operands.stream().mapToDouble(node -> value(node, point)).toArray();
        double expected = operation.evaluate(values);
        if (Double.compare(value(simplified, point), expected) != 0) {
          fail("%s of %s at a = %s, b = %s", name, operands, point[0], point[1]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*, a, 1, a",
    "*, 1, a, a",
    "-, a, 0, a",
    "/, a, 1, a",
    "^, a, 1, a",
    "^, a, 0, 1",
    "+, 2, 3, 5",
    "*, 2, 3, 6",
    "/, 1, 0, Infinity",
    "max, 2, 3, 3"
  })
  void whatIsSimpler(String name, String left, String right, String expected) {
    assertThat(graph.apply(Operations.named(name), node(left), node(right)))
        .isSameAs(node(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "+, a, 0", "+, 0, a", "-, a, -0.0", "-, 0, a", "-, a, a", "*, a, 0", "*, 0, a", "*, a, -1",
    "/, a, a", "/, 0, a", "^, a, 2", "^, 1, a", "^, 2, 3", "max, a, a", "and, a, 1", "or, a, 0"
  })
  void whatIsNotBecauseABitWouldChange(String name, String left, String right) {
    Operation operation = Operations.named(name);
    Node applied = graph.apply(operation, node(left), node(right));
    assertThat(applied.operation()).isEqualTo(operation);
    assertThat(applied.operands()).containsExactly(node(left), node(right));
  }

  @Test
  void negationsAndTruthsFoldAway() {
    Node less = graph.apply(Operations.named("<"), a, b);
    assertThat(apply("-x", apply("-x", a))).isSameAs(a);
    assertThat(apply("not", apply("not", less))).isSameAs(less);
    assertThat(apply("not", apply("not", a))).isNotSameAs(a);
    assertThat(apply("and", less, less)).isSameAs(less);
    assertThat(apply("or", less, apply("not", less))).isSameAs(graph.constant(1));
    assertThat(apply("where", less, a, a)).isSameAs(a);
    assertThat(apply("where", apply("not", less), a, b)).isSameAs(apply("where", less, b, a));
    assertThat(apply("where", graph.constant(Double.NaN), a, b)).isSameAs(a);
  }

  /** What a condition decides does not depend differentiably on it. */
  @Test
  void aConditionIsATruth() {
    assertThat(apply("where", a, a, b).operand(0).isTruth()).isTrue();
  }

  /** Constants are folded where IEEE arithmetic rounds exactly, and nowhere else. */
  @ParameterizedTest
  @MethodSource("org.flatprop.ops.Rows#all")
  void onlyExactOperationsFold(String name) {
    Operation operation = Operations.named(name);
    List<Node> constants =
        Stream.generate(() -> graph.constant(0.75)).limit(operation.parameters().size()).toList();
    Node applied = graph.apply(operation, constants);
    assertThat(applied.isConstant()).isEqualTo(operation.exact());
  }

  /** Where to compare: nowhere if nothing was simplified, anywhere if all is constant. */
  private static List<double[]> points(Operation operation, List<Node> operands, Node simplified) {
    if (simplified.operation() == operation && simplified.operands().equals(operands)) {
      return List.of();
    }
    boolean constant = operands.stream().allMatch(Node::isConstant);
    return constant ? List.of(new double[2]) : Points.hostile(2);
  }

  /** Operands of the shapes that simplifications look at. */
  private List<List<Node>> choices(int operands) {
    List<Node> nodes =
        Stream.concat(
                Stream.of(0.0, -0.0, 1.0, -1.0, 2.0, Double.NaN, Double.POSITIVE_INFINITY)
                    .map(graph::constant),
                Stream.of(a, b, apply("-x", a), apply("<", a, b), apply("not", apply("<", a, b))))
            .toList();
    Stream<List<Node>> lists = Stream.of(List.of());
    for (int i = 0; i < operands; i++) {
      lists =
          lists.flatMap(
              list -> nodes.stream().map(n -> Stream.concat(list.stream(), Stream.of(n)).toList()));
    }
    return lists.toList();
  }

  private Node apply(String name, Node... operands) {
    return graph.apply(Operations.named(name), operands);
  }

  private Node node(String text) {
    return text.equals("a") ? a : graph.constant(Double.parseDouble(text));
  }

  private double value(Node node, double... point) {
    Map<String, Double> values = new TreeMap<>(Map.of("a", point[0], "b", point[1]));
    return Evaluation.of(graph, List.of(node), leaf -> values.get(leaf.name())).value(node);
  }
}
