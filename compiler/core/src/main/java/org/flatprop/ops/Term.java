package org.flatprop.ops;

import java.util.Arrays;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;

/** A node that arithmetic can be written with: how derivative rules are spelled. */
public record Term(Graph graph, Node node) {

  Term plus(Term other) {
    return apply(Operations.ADD, other);
  }

  Term plus(double other) {
    return plus(constant(other));
  }

  Term minus(Term other) {
    return apply(Operations.SUBTRACT, other);
  }

  Term minus(double other) {
    return minus(constant(other));
  }

  Term times(Term other) {
    return apply(Operations.MULTIPLY, other);
  }

  Term times(double other) {
    return times(constant(other));
  }

  Term over(Term other) {
    return apply(Operations.DIVIDE, other);
  }

  Term over(double other) {
    return over(constant(other));
  }

  Term negate() {
    return apply(Operations.NEGATE);
  }

  Term greater(Term other) {
    return apply(Operations.named(">"), other);
  }

  Term greater(double other) {
    return greater(constant(other));
  }

  Term less(Term other) {
    return apply(Operations.named("<"), other);
  }

  Term less(double other) {
    return less(constant(other));
  }

  Term atLeast(Term other) {
    return apply(Operations.named(">="), other);
  }

  Term atMost(Term other) {
    return apply(Operations.named("<="), other);
  }

  Term equalTo(double other) {
    return apply(Operations.named("=="), constant(other));
  }

  Term and(Term other) {
    return apply(Operations.AND, other);
  }

  Term not() {
    return apply(Operations.NOT);
  }

  /** {@code where(this, yes, no)}. */
  Term choose(Term yes, Term no) {
    return apply(Operations.WHERE, yes, no);
  }

  Term choose(Term yes, double no) {
    return choose(yes, constant(no));
  }

  /** A function of the table, this its first argument. */
  Term call(String function, Term... others) {
    return apply(Operations.named(function), others);
  }

  Term call(String function, double... others) {
    Term[] terms = Arrays.stream(others).mapToObj(this::constant).toArray(Term[]::new);
    return apply(Operations.named(function), terms);
  }

  Term call(String function) {
    return apply(Operations.named(function));
  }

  Term constant(double value) {
    return new Term(graph, graph.constant(value));
  }

  private Term apply(org.flatprop.graph.Operation operation, Term... others) {
    Node[] operands = new Node[1 + others.length];
    operands[0] = node;
    for (int i = 0; i < others.length; i++) {
      operands[i + 1] = others[i].node;
    }
    return new Term(graph, graph.apply(operation, ArrayGraph.ofOneShape(graph, operands)));
  }
}
