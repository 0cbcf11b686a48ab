package org.flatprop.ops;

import java.util.List;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;

/** What some of the table's operations may be replaced by without changing a bit; else null. */
final class Simplifications {

  private Simplifications() {}

  static Node negative(Graph graph, List<Node> x) {
    return operandOf("-x", x.get(0));
  }

  /** Java defines x^1 as x and x^0 as 1, even of NaN. */
  static Node power(Graph graph, List<Node> x) {
    Node exponent = x.get(1);
    if (exponent.is(1.0)) {
      return x.get(0);
    }
    return exponent.isConstant() && exponent.value() == 0 ? graph.constant(1) : null;
  }

  static Node and(Graph graph, List<Node> x) {
    return logic(x, true);
  }

  static Node or(Graph graph, List<Node> x) {
    return opposite(x.get(0), x.get(1)) ? graph.constant(1) : logic(x, false);
  }

  static Node not(Graph graph, List<Node> x) {
    Node inner = operandOf("not", x.get(0));
    return inner != null && inner.isTruth() ? inner : null;
  }

  /**
   * Its condition becomes a truth, which nothing is propagated to: what a number decides, and is
   * not used elsewhere, is not used for its value.
   */
  static Node where(Graph graph, List<Node> x) {
    Node condition = x.get(0);
    Node yes = x.get(1);
    Node no = x.get(2);
    if (condition.isConstant()) {
      return condition.value() != 0 ? yes : no;
    }
    if (yes == no) {
      return yes;
    }
    if (!condition.isTruth()) {
      Node truth = graph.apply(Operations.named("!="), condition, graph.constant(0));
      return graph.apply(Operations.WHERE, truth, yes, no);
    }
    Node negated = operandOf("not", condition);
    return negated == null ? null : graph.apply(Operations.WHERE, negated, no, yes);
  }

  /** With a constant that is neutral, or twice the same. */
  private static Node logic(List<Node> x, boolean neutral) {
    Node a = x.get(0);
    Node b = x.get(1);
    if (a.isConstant() || b.isConstant()) {
      Node constant = a.isConstant() ? a : b;
      Node other = a.isConstant() ? b : a;
      return (constant.value() != 0) == neutral && other.isTruth() ? other : null;
    }
    return a == b && a.isTruth() ? a : null;
  }

  private static boolean opposite(Node a, Node b) {
    return operandOf("not", a) == b && b.isTruth() || operandOf("not", b) == a && a.isTruth();
  }

  /** The operand, if the node is the given operation of it and not a variable of its own. */
  private static Node operandOf(String operation, Node node) {
    boolean plain = node.operation().name().equals(operation) && node.payload() == null;
    return plain ? node.operand(0) : null;
  }
}
