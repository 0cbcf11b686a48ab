package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;

/**
 * A row's derivative as a formula of its operands' names, the result {@code y} ({@code z} where an
 * operand is called y) and the adjoint {@code g}: what the rule builds, printed.
 */
public final class RuleText {

  private final Operation operation;
  private final List<Node> given;
  private final int operand;

  private RuleText(Operation operation, List<Node> given, int operand) {
    this.operation = operation;
    this.given = given;
    // The terms of a sum all receive the same.
    this.operand = Math.min(operand, operation.parameters().size() - 1);
  }

  /** What an operand's adjoint receives; {@code 0} where it receives nothing. */
  public static String of(Operation operation, int operand) {
    return new RuleText(operation, List.of(), operand).text();
  }

  /** The same for a gate of a graph, whose constant operands are known. */
  static String of(Node gate, int operand) {
    return new RuleText(gate.operation(), gate.operands(), operand).text();
  }

  private String text() {
    if (operation.rule().isEmpty()) {
      return "0";
    }
    Graph graph = new Graph();
    List<Node> operands = new ArrayList<>();
    for (int i = 0; i < operation.parameters().size(); i++) {
      operands.add(operand(graph, i));
    }
    boolean taken = operation.parameters().stream().anyMatch(p -> p.name().equals("y"));
    Node y = graph.leaf(Leaf.Kind.INPUT, taken ? "z" : "y");
    Node g = graph.leaf(Leaf.Kind.SEED, "g");
    Node share = operation.rule().get().contribution(graph, operand, g, operands, y);
    if (share == null) {
      return "0";
    }
    Optional<Node> condition =
        operation.selector().map(s -> s.conditions().condition(graph, operand, operands));
    String text = print(share);
    return condition.map(c -> print(c) + " ? " + text + " : 0.0").orElse(text);
  }

  private Node operand(Graph graph, int i) {
    if (i < given.size() && given.get(i).isConstant()) {
      return graph.constant(given.get(i).value());
    }
    return graph.leaf(Leaf.Kind.INPUT, operation.parameters().get(i).name());
  }

  private static String print(Node node) {
    return new FormulaText(name -> name).print(formula(node));
  }

  private static Formula formula(Node node) {
    if (node.isConstant()) {
      return new Formula.Literal(node.value());
    }
    if (node.payload() instanceof Leaf leaf) {
      return new Formula.Ref(leaf.name(), false);
    }
    List<Formula> operands =
        IntStream.range(0, node.operands().size()).mapToObj(i -> formula(node.operand(i))).toList();
    return new Formula.Apply(node.operation(), operands);
  }
}
