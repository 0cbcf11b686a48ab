package org.flatprop.graph;

import java.util.List;
import java.util.Optional;

/**
 * The type of a row of the operation table: all that is known of an operation.
 *
 * @param name as called in a model: {@code exp}, {@code +}
 * @param parameters its operands by name, with defaults; an n-ary one repeats its last
 * @param doc one sentence, for the reference
 * @param forward how its value is computed
 * @param rule how its derivative is made; empty where it is 0 everywhere
 * @param kinks where it has no derivative and what is declared there; empty for a smooth one
 * @param domains for each operand, the interval that tests draw from
 * @param selector under which condition each operand is used; empty where all always are
 * @param simplification what it may be replaced by without changing a bit
 * @param traits what else sets it apart
 * @param structure empty for an operation that is computed element by element
 */
public record Operation(
    String name,
    List<Parameter> parameters,
    String doc,
    Forward forward,
    Optional<Rule> rule,
    Optional<Kinks> kinks,
    List<Domain> domains,
    Optional<Selector> selector,
    Simplification simplification,
    Traits traits,
    Optional<Structure> structure) {

  /** A number in the text of a model, or folded. Its payload is the {@link Double}. */
  public static final Operation CONSTANT = structural("constant", 0);

  /** A value from outside. Its payload is the {@link Leaf}. */
  public static final Operation LEAF = structural("leaf", 0);

  /** Its operand, as a variable of its own. Its payload is the {@link Variable}. */
  public static final Operation VARIABLE = structural("variable", 1);

  public Operation {
    parameters = List.copyOf(parameters);
    domains = List.copyOf(domains);
  }

  private static Operation structural(String name, int operands) {
    return new Operation(
        name,
        operands == 0 ? List.of() : List.of(new Parameter("x", Optional.empty())),
        "",
        new Forward(new Code.Copy(), x -> x[0]),
        Optional.of((graph, operand, g, x, y) -> g),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Simplification.NONE,
        new Traits(false, false, Linearity.ADDITIVE),
        Optional.empty());
  }

  /** An operand's name and, if it may be left out, its default. */
  public record Parameter(String name, Optional<Double> value) {}

  /** The value: as Java text and as a function. Profile strict gives the same bits by both. */
  public record Forward(Code code, Evaluator evaluator) {}

  /** Computes the value from the operands' values, with StrictMath. */
  @FunctionalInterface
  public interface Evaluator {
    double evaluate(double... x);
  }

  /** How the value is written in Java. */
  public sealed interface Code {

    /** {@code a + b}. */
    record Infix(String symbol, Precedence precedence) implements Code {}

    /** {@code -x}, {@code !x}. */
    record Prefix(String symbol) implements Code {}

    /** {@code exp(x)}: a static method of Math or StrictMath. */
    record MathCall(String method) implements Code {}

    /** {@code sigmoid(x)}: a static method of the runtime's Functions or StrictFunctions. */
    record FunctionCall(String method) implements Code {}

    /** {@code c ? a : b}. */
    record Choice() implements Code {}

    /** The operand itself. */
    record Copy() implements Code {}
  }

  /** Precedence of Java's operators, loosest first. */
  public enum Precedence {
    CHOICE,
    OR,
    AND,
    EQUALITY,
    COMPARISON,
    SUM,
    PRODUCT,
    PREFIX,
    ATOM
  }

  /** The derivative, built as graph, so that it can be differentiated again. */
  @FunctionalInterface
  public interface Rule {

    /**
     * What an operand's adjoint receives, where the operand is used at all.
     *
     * @param operand which one
     * @param g the adjoint of the result
     * @param x the operands
     * @param y the result
     * @return null where the operand receives nothing
     */
    Node contribution(Graph graph, int operand, Node g, List<Node> x, Node y);
  }

  /**
   * Says which operands are used only under a condition: elsewhere they receive nothing.
   *
   * @param strict nothing of an operand that is not used may reach any gradient, not even the NaN
   *     of an infinite input; else finite inputs suffice
   */
  public record Selector(boolean strict, Conditions conditions) {}

  /** Builds the condition under which an operand is used. */
  @FunctionalInterface
  public interface Conditions {

    /** The condition, or null where the operand always is. */
    Node condition(Graph graph, int operand, List<Node> x);
  }

  /**
   * Points without a derivative.
   *
   * @param declared what is declared there, for the reference
   * @param piece numbers the smooth piece that the operands are on; it changes across a kink
   */
  public record Kinks(String declared, Evaluator piece) {}

  /** An interval that tests draw an operand from. */
  public record Domain(double low, double high) {}

  /** Replaces a node by a simpler one of the same bits. */
  @FunctionalInterface
  public interface Simplification {

    Simplification NONE = (graph, operands) -> null;

    /** The simpler node, or null. */
    Node simplify(Graph graph, List<Node> operands);
  }

  /** How the derivative by an operand depends on the adjoint and the operands. */
  public enum Linearity {
    /** It is the adjoint, or its negative: a zero adjoint stays zero. */
    ADDITIVE,
    /** It is a product of the adjoint and operands: finite for finite operands. */
    MULTILINEAR,
    /** It may be infinite or NaN at finite operands. */
    NONLINEAR
  }

  /**
   * What sets an operation apart.
   *
   * @param exact IEEE arithmetic rounds it exactly, so that it may be folded
   * @param truth its value is 0 or 1
   */
  public record Traits(boolean exact, boolean truth, Linearity linearity) {}

  /** Whether it is computed element by element. */
  public boolean isPointwise() {
    return structure.isEmpty();
  }

  public double evaluate(double... x) {
    return forward.evaluator().evaluate(x);
  }

  public boolean exact() {
    return traits.exact();
  }

  public boolean truth() {
    return traits.truth();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
