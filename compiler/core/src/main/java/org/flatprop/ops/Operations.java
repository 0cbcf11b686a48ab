package org.flatprop.ops;

import static org.flatprop.graph.Operation.Linearity.ADDITIVE;
import static org.flatprop.graph.Operation.Linearity.MULTILINEAR;
import static org.flatprop.ops.Derivatives.LN_2;
import static org.flatprop.ops.Derivatives.SELU_SCALE;
import static org.flatprop.ops.Derivatives.SELU_SCALE_ALPHA;
import static org.flatprop.ops.Derivatives.TWO_INV_SQRT_PI;
import static org.flatprop.ops.Derivatives.asTruth;
import static org.flatprop.ops.Derivatives.oneMinus;
import static org.flatprop.ops.Derivatives.oneMinusSquare;
import static org.flatprop.ops.Derivatives.overHypot;
import static org.flatprop.ops.Derivatives.wins;
import static org.flatprop.ops.Row.row;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Operation.Precedence;
import org.flatprop.runtime.StrictFunctions;

/**
 * The operation table: one row an operation. Its tests and its page of the reference are made from
 * the row.
 *
 * <p>In a rule {@code g} is the adjoint of the result, {@code x} (or {@code a}, {@code b}) an
 * operand and {@code y} the result.
 */
public final class Operations {

  private static final Map<String, Operation> TABLE = new LinkedHashMap<>();
  private static final Map<String, List<Operation>> GROUPS = new LinkedHashMap<>();

  static {
    group(
        "Arithmetic",
        row("+", "a, b", "The sum of two or more terms, added from left to right")
            .forward(new Code.Infix("+", Precedence.SUM), Operations::sum)
            .rule((graph, i, g, x, y) -> g)
            .linearity(ADDITIVE)
            .exact()
            .simplify((graph, x) -> x.size() == 1 ? x.get(0) : null),
        row("-", "a, b", "The difference")
            .infix("-", Precedence.SUM, (a, b) -> a - b)
            .derivatives((g, a, b, y) -> g, (g, a, b, y) -> g.negate())
            .linearity(ADDITIVE)
            .exact()
            .simplify((graph, x) -> x.get(1).is(0.0) ? x.get(0) : null),
        row("*", "a, b", "The product")
            .infix("*", Precedence.PRODUCT, (a, b) -> a * b)
            .derivatives((g, a, b, y) -> g.times(b), (g, a, b, y) -> g.times(a))
            .linearity(MULTILINEAR)
            .exact()
            .simplify(
                (graph, x) -> x.get(0).is(1.0) ? x.get(1) : x.get(1).is(1.0) ? x.get(0) : null),
        row("/", "a, b", "The quotient")
            .infix("/", Precedence.PRODUCT, (a, b) -> a / b)
            .derivatives((g, a, b, y) -> g.over(b), (g, a, b, y) -> g.negate().times(y).over(b))
            .on(-3, 3)
            .on(0.5, 3)
            .exact()
            .simplify((graph, x) -> x.get(1).is(1.0) ? x.get(0) : null),
        row("-x", "x", "The negative")
            .forward(new Code.Prefix("-"), x -> -x[0])
            .derivative((g, x, y) -> g.negate())
            .linearity(ADDITIVE)
            .exact()
            .simplify(Simplifications::negative),
        row("^", "x, y", "Java's `pow`; also written `**`")
            .math("pow", StrictMath::pow)
            .derivatives(Derivatives::powerByBase, Derivatives::powerByExponent)
            .kinks("by x it is 0 at y = 0; by y it is 0 at x = 0, y > 0", x -> 0)
            .on(0.2, 3)
            .on(-2, 3)
            .simplify(Simplifications::power),
        row("//", "a, b", "The quotient rounded down, `floor(a / b)`")
            .function("floorDiv", StrictFunctions::floorDiv)
            .kinks("0 at its jumps", x -> StrictMath.floor(x[0] / x[1]))
            .on(-9, 9)
            .on(0.5, 3),
        row("%", "a, b", "What `a // b` leaves, with the sign of b")
            .function("mod", StrictFunctions::mod)
            .derivatives((g, a, b, y) -> g, (g, a, b, y) -> g.negate().times(a.call("//", b)))
            .kinks("at a jump, that of the piece to the right", x -> StrictMath.floor(x[0] / x[1]))
            .on(-9, 9)
            .on(0.5, 3));

    group(
        "Comparisons and logic",
        comparison("<", Precedence.COMPARISON, "less than", x -> x[0] < x[1]),
        comparison("<=", Precedence.COMPARISON, "not more than", x -> x[0] <= x[1]),
        comparison(">", Precedence.COMPARISON, "greater than", x -> x[0] > x[1]),
        comparison(">=", Precedence.COMPARISON, "not less than", x -> x[0] >= x[1]),
        comparison("==", Precedence.EQUALITY, "equal to", x -> x[0] == x[1]),
        comparison("!=", Precedence.EQUALITY, "different from", x -> x[0] != x[1]),
        row("and", "a, b", "1 where both are not 0, else 0")
            .forward(new Code.Infix("&&", Precedence.AND), x -> truth(x[0] != 0 && x[1] != 0))
            .truth()
            .exact()
            .simplify(Simplifications::and),
        row("or", "a, b", "1 where one or both are not 0, else 0")
            .forward(new Code.Infix("||", Precedence.OR), x -> truth(x[0] != 0 || x[1] != 0))
            .truth()
            .exact()
            .simplify(Simplifications::or),
        row("not", "x", "1 where it is 0, else 0")
            .forward(new Code.Prefix("!"), x -> truth(x[0] == 0))
            .truth()
            .exact()
            .simplify(Simplifications::not));

    group(
        "Choice",
        row("where", "c, a, b", "a where c is not 0, else b")
            .forward(new Code.Choice(), x -> x[0] != 0 ? x[1] : x[2])
            .routes(true, (i, x) -> i == 0 ? null : i == 1 ? asTruth(x.get(0)) : x.get(0).not())
            .kinks("that of the branch taken", x -> truth(x[0] != 0))
            .linearity(ADDITIVE)
            .exact()
            .simplify(Simplifications::where),
        row("max", "a, b", "The larger of two or more")
            .math("max", (double a, double b) -> StrictMath.max(a, b))
            .routes(false, (i, x) -> wins(i, x, ">", ">="))
            .kinks("in a tie a constant wins, else the first", Operations::order)
            .linearity(ADDITIVE)
            .exact(),
        row("min", "a, b", "The smaller of two or more")
            .math("min", (double a, double b) -> StrictMath.min(a, b))
            .routes(false, (i, x) -> wins(i, x, "<", "<="))
            .kinks("in a tie a constant wins, else the first", Operations::order)
            .linearity(ADDITIVE)
            .exact(),
        row("clip", "x, lo, hi", "x, not below lo and not above hi")
            .forward(new Code.FunctionCall("clip"), x -> StrictFunctions.clip(x[0], x[1], x[2]))
            .routes(false, Derivatives::within)
            .kinks("0 by x at both ends", x -> x[0] <= x[1] ? -1 : x[0] >= x[2] ? 1 : 0)
            .linearity(ADDITIVE)
            .on(-3, 3)
            .on(-2, -0.5)
            .on(0.5, 2)
            .exact(),
        row("stop_gradient", "x", "x, as a constant: nothing is propagated through it")
            .forward(new Code.Copy(), x -> x[0]));

    group(
        "Exponentials, logarithms, powers",
        row("exp", "x", "e to the power x")
            .math("exp", StrictMath::exp)
            .derivative((g, x, y) -> g.times(y)),
        row("expm1", "x", "e to the power x, less 1; accurate near 0")
            .math("expm1", StrictMath::expm1)
            .derivative((g, x, y) -> g.times(x.call("exp"))),
        row("log", "x", "The natural logarithm")
            .math("log", StrictMath::log)
            .derivative((g, x, y) -> g.over(x))
            .on(0.1, 5),
        row("log1p", "x", "The natural logarithm of 1 + x; accurate near 0")
            .math("log1p", StrictMath::log1p)
            .derivative((g, x, y) -> g.over(x.plus(1)))
            .on(-0.8, 5),
        row("log2", "x", "The logarithm to base 2")
            .function("log2", StrictFunctions::log2)
            .derivative((g, x, y) -> g.over(x.times(LN_2)))
            .on(0.1, 5),
        row("sqrt", "x", "The square root")
            .math("sqrt", (double x) -> StrictMath.sqrt(x))
            .derivative((g, x, y) -> g.over(y.times(2)))
            .on(0.1, 5)
            .exact(),
        row("cbrt", "x", "The cube root")
            .math("cbrt", StrictMath::cbrt)
            .derivative((g, x, y) -> g.over(y.times(y).times(3)))
            .on(0.1, 5),
        row("square", "x", "x times x")
            .function("square", StrictFunctions::square)
            .derivative((g, x, y) -> g.times(x).times(2))
            .linearity(MULTILINEAR)
            .exact(),
        row("hypot", "a, b", "sqrt(a² + b²), without overflow")
            .math("hypot", (double a, double b) -> StrictMath.hypot(a, b))
            .derivatives(
                (g, a, b, y) -> y.greater(0).choose(g.times(a.over(y)), 0),
                (g, a, b, y) -> y.greater(0).choose(g.times(b.over(y)), 0))
            .kinks("0 at (0, 0)", x -> truth(x[0] != 0 || x[1] != 0)));

    group(
        "Rounding and sign",
        row("abs", "x", "The absolute value")
            .math("abs", (double x) -> StrictMath.abs(x))
            .derivative((g, x, y) -> g.times(x.call("sign")))
            .kink("0 at 0", StrictMath::signum)
            .exact(),
        row("sign", "x", "1, 0 or -1")
            .math("signum", (double x) -> StrictMath.signum(x))
            .kink("0 at its jump", StrictMath::signum)
            .exact(),
        row("floor", "x", "The largest integer not above x")
            .math("floor", StrictMath::floor)
            .kink("0 at its jumps", StrictMath::floor)
            .exact(),
        row("ceil", "x", "The smallest integer not below x")
            .math("ceil", StrictMath::ceil)
            .kink("0 at its jumps", StrictMath::ceil)
            .exact(),
        row("round", "x", "The nearest integer, halves to the even one")
            .math("rint", StrictMath::rint)
            .kink("0 at its jumps", StrictMath::rint)
            .exact());

    group(
        "Trigonometric and hyperbolic",
        row("sin", "x", "The sine")
            .math("sin", StrictMath::sin)
            .derivative((g, x, y) -> g.times(x.call("cos"))),
        row("cos", "x", "The cosine")
            .math("cos", StrictMath::cos)
            .derivative((g, x, y) -> g.negate().times(x.call("sin"))),
        row("tan", "x", "The tangent")
            .math("tan", StrictMath::tan)
            .derivative((g, x, y) -> g.times(y.times(y).plus(1)))
            .on(-1.2, 1.2),
        row("asin", "x", "The inverse sine")
            .math("asin", StrictMath::asin)
            .derivative((g, x, y) -> g.over(oneMinusSquare(x).call("sqrt")))
            .on(-0.9, 0.9),
        row("acos", "x", "The inverse cosine")
            .math("acos", StrictMath::acos)
            .derivative((g, x, y) -> g.negate().over(oneMinusSquare(x).call("sqrt")))
            .on(-0.9, 0.9),
        row("atan", "x", "The inverse tangent")
            .math("atan", StrictMath::atan)
            .derivative((g, x, y) -> g.over(x.times(x).plus(1))),
        row("atan2", "y, x", "The angle of the point (x, y), from -π to π")
            .math("atan2", StrictMath::atan2)
            .derivatives(
                (g, y, x, z) -> overHypot(g.times(overHypot(x, y, x)), y, x),
                (g, y, x, z) -> overHypot(g.negate().times(overHypot(y, y, x)), y, x))
            .kinks(
                "NaN at (0, 0)",
                a -> a[1] > 0 ? 0 : 2 * StrictMath.signum(a[0]) + truth(a[0] == 0 && a[1] == 0)),
        row("sinh", "x", "The hyperbolic sine")
            .math("sinh", StrictMath::sinh)
            .derivative((g, x, y) -> g.times(x.call("cosh"))),
        row("cosh", "x", "The hyperbolic cosine")
            .math("cosh", StrictMath::cosh)
            .derivative((g, x, y) -> g.times(x.call("sinh"))),
        row("tanh", "x", "The hyperbolic tangent")
            .math("tanh", StrictMath::tanh)
            .derivative((g, x, y) -> g.times(oneMinus(y.times(y)))),
        row("asinh", "x", "The inverse hyperbolic sine")
            .function("asinh", StrictFunctions::asinh)
            .derivative((g, x, y) -> g.over(x.call("hypot", 1.0))),
        row("acosh", "x", "The inverse hyperbolic cosine")
            .function("acosh", StrictFunctions::acosh)
            .derivative((g, x, y) -> g.over(x.minus(1).call("sqrt").times(x.plus(1).call("sqrt"))))
            .on(1.2, 5),
        row("atanh", "x", "The inverse hyperbolic tangent")
            .function("atanh", StrictFunctions::atanh)
            .derivative((g, x, y) -> g.over(oneMinusSquare(x)))
            .on(-0.9, 0.9));

    group(
        "Special functions",
        row("lgamma", "x", "The logarithm of |Γ(x)|")
            .function("lgamma", StrictFunctions::lgamma)
            .derivative((g, x, y) -> g.times(x.call("digamma")))
            .on(0.2, 6),
        row("digamma", "x", "The derivative of lgamma")
            .function("digamma", StrictFunctions::digamma)
            .derivative((g, x, y) -> g.times(x.call("trigamma")))
            .on(0.2, 6),
        row("trigamma", "x", "The derivative of digamma")
            .function("trigamma", StrictFunctions::trigamma)
            .derivative((g, x, y) -> g.times(x.constant(2).call("polygamma", x)))
            .on(0.2, 6),
        row("polygamma", "n, x", "The n-th derivative of digamma, for an integer n ≥ 1")
            .function("polygamma", StrictFunctions::polygamma)
            .derivatives(null, (g, n, x, y) -> g.times(n.plus(1).call("polygamma", x)))
            .kinks("0 by n", x -> x[0])
            .on(1, 1)
            .on(0.5, 6),
        row("erf", "x", "The error function")
            .function("erf", StrictFunctions::erf)
            .derivative(
                (g, x, y) -> g.times(TWO_INV_SQRT_PI).times(x.times(x).negate().call("exp"))),
        row("erfc", "x", "1 - erf(x); accurate where that is small")
            .function("erfc", StrictFunctions::erfc)
            .derivative(
                (g, x, y) -> g.times(-TWO_INV_SQRT_PI).times(x.times(x).negate().call("exp"))));

    group(
        "Activations",
        row("sigmoid", "x", "The logistic function 1 / (1 + exp(-x))")
            .function("sigmoid", StrictFunctions::sigmoid)
            .derivative((g, x, y) -> g.times(oneMinus(y)).times(y)),
        row("log_sigmoid", "x", "The logarithm of sigmoid, finite for every finite x")
            .function("logSigmoid", StrictFunctions::logSigmoid)
            .derivative((g, x, y) -> g.times(x.negate().call("sigmoid"))),
        row("softplus", "x", "log(1 + exp(x)), finite for every finite x")
            .function("softplus", StrictFunctions::softplus)
            .derivative((g, x, y) -> g.times(x.call("sigmoid"))),
        row("softsign", "x", "x / (1 + |x|)")
            .function("softsign", StrictFunctions::softsign)
            .derivative((g, x, y) -> g.over(x.call("abs").plus(1)).over(x.call("abs").plus(1)))
            .kink("1 at 0; its second derivative is 0 there", StrictMath::signum),
        row("relu", "x", "max(0, x)")
            .function("relu", StrictFunctions::relu)
            .routes(false, (i, x) -> x.get(0).call("relu").greater(0))
            .kink("0 at 0", x -> truth(x > 0))
            .linearity(ADDITIVE)
            .exact(),
        leaky(row("leaky_relu", "x, slope=0.01", "x where positive, else slope x")),
        leaky(row("prelu", "x, a", "x where positive, else a x: leaky_relu with a trained slope")),
        row("elu", "x, alpha=1", "x where positive, else alpha (exp(x) - 1)")
            .function("elu", StrictFunctions::elu)
            .derivatives(
                (g, x, a, y) -> x.greater(0).choose(g, g.times(a).times(x.call("exp"))),
                (g, x, a, y) -> x.greater(0).choose(g.constant(0), g.times(x.call("expm1"))))
            .kinks("alpha at 0", x -> truth(x[0] > 0)),
        row("selu", "x", "elu, scaled so that it normalises: 1.0507 elu(x, 1.6733)")
            .function("selu", StrictFunctions::selu)
            .derivative(
                (g, x, y) ->
                    x.greater(0)
                        .choose(
                            g.times(SELU_SCALE), g.times(SELU_SCALE_ALPHA).times(x.call("exp"))))
            .kink("1.7581 at 0", x -> truth(x > 0)),
        row("celu", "x, alpha=1", "x where positive, else alpha (exp(x / alpha) - 1)")
            .function("celu", StrictFunctions::celu)
            .derivatives(
                (g, x, a, y) -> x.greater(0).choose(g, g.times(x.over(a).call("exp"))),
                Derivatives::celuByAlpha)
            .kinks("1 at 0; its second derivative jumps there", x -> truth(x[0] > 0))
            .on(-3, 3)
            .on(0.5, 2),
        row("gelu", "x", "x times the normal distribution function of x")
            .function("gelu", StrictFunctions::gelu)
            .derivative(Derivatives::gelu),
        row("gelu_tanh", "x", "gelu, approximated by tanh")
            .function("geluTanh", StrictFunctions::geluTanh)
            .derivative(Derivatives::geluTanh),
        row("silu", "x", "x sigmoid(x), also called swish")
            .function("silu", StrictFunctions::silu)
            .derivative(Derivatives::silu),
        row("mish", "x", "x tanh(softplus(x))")
            .function("mish", StrictFunctions::mish)
            .derivative(Derivatives::mish),
        row("sqlu", "x", "The square nonlinearity: x - x|x|/4 between -2 and 2, else -1 or 1")
            .function("sqlu", StrictFunctions::sqlu)
            .derivative((g, x, y) -> g.times(oneMinus(x.call("abs").times(0.5)).call("relu")))
            .kink(
                "1 at 0 and 0 at -2 and 2; its second derivative is 0 there",
                x -> x <= -2 ? -2 : x >= 2 ? 2 : StrictMath.signum(x)),
        row("hard_sigmoid", "x", "clip(x / 6 + 1/2, 0, 1)")
            .function("hardSigmoid", StrictFunctions::hardSigmoid)
            .derivative((g, x, y) -> x.call("abs").less(3).choose(g.over(6), 0))
            .kink("0 at both ends", x -> x <= -3 ? -1 : x >= 3 ? 1 : 0),
        row("hard_tanh", "x", "clip(x, -1, 1)")
            .function("hardTanh", StrictFunctions::hardTanh)
            .routes(false, (i, x) -> x.get(0).call("abs").less(1))
            .kink("0 at both ends", x -> x <= -1 ? -1 : x >= 1 ? 1 : 0)
            .linearity(ADDITIVE)
            .exact(),
        row("hard_swish", "x", "x hard_sigmoid(x)")
            .function("hardSwish", StrictFunctions::hardSwish)
            .derivative(Derivatives::hardSwish)
            .kink("0 at -3 and 3/2 at 3", x -> x <= -3 ? -1 : x > 3 ? 1 : 0),
        row("step", "x", "0 below 0, ½ at 0, 1 above")
            .function("step", StrictFunctions::step)
            .kink("0 at its jump", StrictMath::signum)
            .exact());
  }

  public static final Operation ADD = named("+");
  public static final Operation SUBTRACT = named("-");
  public static final Operation MULTIPLY = named("*");
  public static final Operation DIVIDE = named("/");
  public static final Operation NEGATE = named("-x");
  public static final Operation AND = named("and");
  public static final Operation OR = named("or");
  public static final Operation NOT = named("not");
  public static final Operation WHERE = named("where");

  private Operations() {}

  /** All rows, in the order of the reference. */
  public static List<Operation> all() {
    return List.copyOf(TABLE.values());
  }

  /** The same by group. */
  public static Map<String, List<Operation>> groups() {
    return Collections.unmodifiableMap(GROUPS);
  }

  /** The row of a function or operator, if there is one. */
  public static Optional<Operation> find(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  /**
   * The row of a function or operator that is known to exist.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Operation named(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no operation " + name));
  }

  /** Whether a function takes two or more operands, as many as are given. */
  public static boolean variadic(Operation operation) {
    return operation == ADD || operation.name().equals("max") || operation.name().equals("min");
  }

  private static void group(String name, Row... rows) {
    List<Operation> operations = Arrays.stream(rows).map(Row::build).toList();
    operations.forEach(operation -> TABLE.put(operation.name(), operation));
    GROUPS.put(name, operations);
  }

  private static Row comparison(String symbol, Precedence precedence, String relation, Test test) {
    return row(symbol, "a, b", "1 where a is " + relation + " b, else 0")
        .forward(new Code.Infix(symbol, precedence), x -> truth(test.holds(x)))
        .kinks("0 at its jump", x -> truth(test.holds(x)))
        .truth()
        .exact();
  }

  @FunctionalInterface
  private interface Test {
    boolean holds(double... x);
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }

  private static double sum(double... x) {
    double sum = x[0];
    for (int i = 1; i < x.length; i++) {
      sum += x[i];
    }
    return sum;
  }

  private static double order(double... x) {
    return Double.compare(x[0], x[1]);
  }

  private static Row leaky(Row row) {
    return row.function("leakyRelu", StrictFunctions::leakyRelu)
        .derivatives(
            (g, x, a, y) -> x.greater(0).choose(g, g.times(a)),
            (g, x, a, y) -> x.greater(0).choose(g.constant(0), g.times(x)))
        .kinks("the slope at 0", x -> truth(x[0] > 0))
        .exact();
  }
}
