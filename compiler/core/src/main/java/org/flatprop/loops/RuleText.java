package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.ops.Operations;

/**
 * A row's derivative as a formula of its operands' names, the result {@code y} ({@code z} where an
 * operand is called y) and the adjoint {@code g}: what the rule builds, printed.
 */
public final class RuleText {

  private static final Formula ZERO = new Formula.Literal(0);

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
    return new RuleText(operation, List.of(), operand).text(false);
  }

  /** The same for a gate of a graph, whose constant operands are known. */
  public static String of(Node gate, int operand) {
    return new RuleText(gate.operation(), gate.operands(), operand).text(false);
  }

  /**
   * A gate's local derivative by an operand, which is what its adjoint receives of an adjoint of 1:
   * {@code b} for a of a product a b. Constant operands are known.
   */
  public static String local(Node gate, int operand) {
    return new RuleText(gate.operation(), gate.operands(), operand).text(true);
  }

  /**
   * The local derivative as a formula.
   *
   * @param given the operands of a gate, of which constants are known; empty for any gate
   */
  public static Formula localFormula(Operation operation, List<Node> given, int operand) {
    return new RuleText(operation, given, operand).formula(true).orElse(ZERO);
  }

  /** What a row's formulas call the result. */
  public static String result(Operation operation) {
    return operation.parameters().stream().anyMatch(p -> p.name().equals("y")) ? "z" : "y";
  }

  private String text(boolean local) {
    return formula(local).map(new FormulaText(name -> name)::print).orElse("0");
  }

  /**
   * @param local whether the adjoint is 1
   * @return empty where the operand receives nothing
   */
  private Optional<Formula> formula(boolean local) {
    if (operation.rule().isEmpty()) {
      return Optional.empty();
    }
    Graph graph = new Graph();
    List<Node> operands = new ArrayList<>();
    for (int i = 0; i < operation.parameters().size(); i++) {
      operands.add(operand(graph, i));
    }
    Node y = graph.leaf(Leaf.Kind.INPUT, result(operation));
    Node g = local ? graph.constant(1) : graph.leaf(Leaf.Kind.SEED, "g");
    Node share = operation.rule().get().contribution(graph, operand, g, operands, y);
    if (share == null) {
      return Optional.empty();
    }
    Node condition =
        operation
            .selector()
            .map(s -> s.conditions().condition(graph, operand, operands))
            .orElse(null);
    if (condition == null) {
      return Optional.of(formula(share));
    }
    if (condition.isConstant()) {
      return Optional.of(formula(share)).filter(always -> condition.value() != 0);
    }
    return Optional.of(
        new Formula.Apply(Operations.WHERE, List.of(formula(condition), formula(share), ZERO)));
  }

  private Node operand(Graph graph, int i) {
    if (i < given.size() && given.get(i).isConstant()) {
      return graph.constant(given.get(i).value());
    }
    return graph.leaf(Leaf.Kind.INPUT, operation.parameters().get(i).name());
  }

  private static Formula formula(Node node) {
    if (node.isConstant()) {
      return new Formula.Literal(node.value());
    }
    if (node.payload() instanceof Leaf leaf) {
      return new Formula.Ref(leaf.name(), false);
    }
    boolean negative = node.operation() == Operations.MULTIPLY && node.operand(0).is(-1);
    if (negative) {
      return new Formula.Apply(Operations.NEGATE, List.of(formula(node.operand(1))));
    }
    List<Formula> operands =
        IntStream.range(0, node.operands().size()).mapToObj(i -> formula(node.operand(i))).toList();
    return new Formula.Apply(node.operation(), operands);
  }
}
