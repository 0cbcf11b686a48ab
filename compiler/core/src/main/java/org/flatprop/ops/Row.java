package org.flatprop.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Operation.Domain;
import org.flatprop.graph.Operation.Evaluator;
import org.flatprop.graph.Operation.Forward;
import org.flatprop.graph.Operation.Kinks;
import org.flatprop.graph.Operation.Linearity;
import org.flatprop.graph.Operation.Parameter;
import org.flatprop.graph.Operation.Precedence;
import org.flatprop.graph.Operation.Rule;
import org.flatprop.graph.Operation.Selector;
import org.flatprop.graph.Operation.Simplification;
import org.flatprop.graph.Operation.Traits;

/** Spells one row of the table. */
final class Row {

  /** The derivative of a function of one operand: from its adjoint, operand and result. */
  @FunctionalInterface
  interface Unary {
    Term contribution(Term g, Term x, Term y);
  }

  /** The derivative of a function of two operands by one of them. */
  @FunctionalInterface
  interface Binary {
    Term contribution(Term g, Term a, Term b, Term y);
  }

  /** The condition under which an operand is used. */
  @FunctionalInterface
  interface Condition {
    Term condition(int operand, List<Term> x);
  }

  private final String name;
  private final String doc;
  private final List<Parameter> parameters = new ArrayList<>();
  private Forward forward;
  private Rule rule;
  private Kinks kinks;
  private final List<Domain> domains = new ArrayList<>();
  private Selector selector;
  private Simplification simplification = Simplification.NONE;
  private boolean exact;
  private boolean truth;
  private Linearity linearity = Linearity.NONLINEAR;

  private Row(String name, String parameters, String doc) {
    this.name = name;
    this.doc = doc;
    for (String parameter : parameters.split(", ")) {
      int equals = parameter.indexOf('=');
      this.parameters.add(
          equals < 0
              ? new Parameter(parameter, Optional.empty())
              : new Parameter(
                  parameter.substring(0, equals),
                  Optional.of(Double.parseDouble(parameter.substring(equals + 1)))));
    }
  }

  /**
   * Begins a row.
   *
   * @param parameters the operands' names, with defaults: {@code "x, slope=0.01"}
   */
  static Row row(String name, String parameters, String doc) {
    return new Row(name, parameters, doc);
  }

  Row infix(String symbol, Precedence precedence, DoubleBinaryOperator f) {
    return forward(new Code.Infix(symbol, precedence), x -> f.applyAsDouble(x[0], x[1]));
  }

  Row math(String method, DoubleUnaryOperator f) {
    return forward(new Code.MathCall(method), x -> f.applyAsDouble(x[0]));
  }

  Row math(String method, DoubleBinaryOperator f) {
    return forward(new Code.MathCall(method), x -> f.applyAsDouble(x[0], x[1]));
  }

  Row function(String method, DoubleUnaryOperator f) {
    return forward(new Code.FunctionCall(method), x -> f.applyAsDouble(x[0]));
  }

  Row function(String method, DoubleBinaryOperator f) {
    return forward(new Code.FunctionCall(method), x -> f.applyAsDouble(x[0], x[1]));
  }

  Row forward(Code code, Evaluator evaluator) {
    this.forward = new Forward(code, evaluator);
    return this;
  }

  Row derivative(Unary f) {
    rule =
        (graph, i, g, x, y) -> f.contribution(t(graph, g), t(graph, x.get(0)), t(graph, y)).node();
    return this;
  }

  /** The derivatives by both operands; a null one is 0 everywhere. */
  Row derivatives(Binary byA, Binary byB) {
    rule =
        (graph, i, g, x, y) -> {
          Binary f = i == 0 ? byA : byB;
          return f == null
              ? null
              : f.contribution(t(graph, g), t(graph, x.get(0)), t(graph, x.get(1)), t(graph, y))
                  .node();
        };
    return this;
  }

  Row rule(Rule rule) {
    this.rule = rule;
    return this;
  }

  /**
   * The adjoint goes, unchanged, to the operands whose condition holds; nothing goes to one that
   * has no condition.
   */
  Row routes(boolean strict, Condition condition) {
    rule =
        (graph, i, g, x, y) ->
            condition.condition(i, x.stream().map(node -> t(graph, node)).toList()) == null
                ? null
                : g;
    selector =
        new Selector(
            strict,
            (graph, i, x) -> {
              Term found = condition.condition(i, x.stream().map(node -> t(graph, node)).toList());
              return found == null ? null : found.node();
            });
    return this;
  }

  /** Kinks of a function of one operand. */
  Row kink(String declared, DoubleUnaryOperator piece) {
    return kinks(declared, x -> piece.applyAsDouble(x[0]));
  }

  Row kinks(String declared, Evaluator piece) {
    this.kinks = new Kinks(declared, piece);
    return this;
  }

  /** The interval that tests draw the next operand from. */
  Row on(double low, double high) {
    domains.add(new Domain(low, high));
    return this;
  }

  Row exact() {
    exact = true;
    return this;
  }

  Row truth() {
    truth = true;
    return this;
  }

  Row linearity(Linearity linearity) {
    this.linearity = linearity;
    return this;
  }

  Row simplify(Simplification simplification) {
    this.simplification = simplification;
    return this;
  }

  Operation build() {
    while (domains.size() < parameters.size()) {
      domains.add(new Domain(-3, 3));
    }
    return new Operation(
        name,
        parameters,
        doc,
        forward,
        Optional.ofNullable(rule),
        Optional.ofNullable(kinks),
        domains,
        Optional.ofNullable(selector),
        simplification,
        new Traits(exact, truth, linearity),
        Optional.empty());
  }

  private static Term t(Graph graph, Node node) {
    return new Term(graph, node);
  }
}
