package org.flatprop.ops;

import static org.flatprop.graph.Operation.Linearity.ADDITIVE;
import static org.flatprop.graph.Operation.Linearity.MULTILINEAR;
import static org.flatprop.ops.Row.row;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Node;
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

  private static final double INV_SQRT_2PI = 0.3989422804014327; // 1/sqrt(2 pi)
  private static final double INV_SQRT_2 = 0.7071067811865476; // 1/sqrt(2)
  private static final double TWO_INV_SQRT_PI = 1.1283791670955126; // 2/sqrt(pi)
  private static final double LN_2 = 0.6931471805599453;
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_SCALE_ALPHA = 1.7580993408473768; // scale * alpha
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;

  private static final Map<String, Operation> TABLE = new LinkedHashMap<>();

  // Arithmetic

  public static final Operation ADD =
      add(
          row("+", "a, b", "The sum of two or more terms, added from left to right")
              .forward(new Code.Infix("+", Precedence.SUM), Operations::sum)
              .rule((graph, i, g, x, y) -> g)
              .linearity(ADDITIVE)
              .exact()
              .simplify((graph, x) -> x.size() == 1 ? x.get(0) : null));

  public static final Operation SUBTRACT =
      add(
          row("-", "a, b", "The difference")
              .infix("-", Precedence.SUM, (a, b) -> a - b)
              .derivatives((g, a, b, y) -> g, (g, a, b, y) -> g.negate())
              .linearity(ADDITIVE)
              .exact()
              .simplify((graph, x) -> x.get(1).is(0.0) ? x.get(0) : null));

  public static final Operation MULTIPLY =
      add(
          row("*", "a, b", "The product")
              .infix("*", Precedence.PRODUCT, (a, b) -> a * b)
              .derivatives((g, a, b, y) -> g.times(b), (g, a, b, y) -> g.times(a))
              .linearity(MULTILINEAR)
              .exact()
              .simplify(
                  (graph, x) ->
                      x.get(0).is(1.0) ? x.get(1) : x.get(1).is(1.0) ? x.get(0) : null));

  public static final Operation DIVIDE =
      add(
          row("/", "a, b", "The quotient")
              .infix("/", Precedence.PRODUCT, (a, b) -> a / b)
              .derivatives(
                  (g, a, b, y) -> g.over(b), (g, a, b, y) -> g.negate().times(y).over(b))
              .on(-3, 3)
              .on(0.5, 3)
              .exact()
              .simplify((graph, x) -> x.get(1).is(1.0) ? x.get(0) : null));

  public static final Operation NEGATE =
      add(
          row("-x", "x", "The negative")
              .forward(new Code.Prefix("-"), x -> -x[0])
              .derivative((g, x, y) -> g.negate())
              .linearity(ADDITIVE)
              .exact()
              .simplify((graph, x) -> undo("-x", x.get(0))));

  public static final Operation POWER =
      add(
          row("^", "x, y", "Java's `pow`; also written `**`")
              .math("pow", StrictMath::pow)
              .derivatives(Operations::powerByBase, Operations::powerByExponent)
              .kinks("by x it is 0 at y = 0; by y it is 0 at x = 0, y > 0", x -> 0)
              .on(0.2, 3)
              .on(-2, 3)
              .simplify(
                  (graph, x) ->
                      x.get(1).is(1.0)
                          ? x.get(0)
                          : x.get(1).isConstant() && x.get(1).value() == 0
                              ? graph.constant(1)
                              : null));

  static {
    add(
        row("//", "a, b", "The quotient rounded down, `floor(a / b)`")
            .function("floorDiv", StrictFunctions::floorDiv)
            .kinks("0 at its jumps", x -> StrictMath.floor(x[0] / x[1]))
            .on(-9, 9)
            .on(0.5, 3));
    add(
        row("%", "a, b", "What `a // b` leaves, with the sign of b")
            .function("mod", StrictFunctions::mod)
            .derivatives(
                (g, a, b, y) -> g, (g, a, b, y) -> g.negate().times(a.call("//", b)))
            .kinks("at a jump, that of the piece to the right", x -> StrictMath.floor(x[0] / x[1]))
            .on(-9, 9)
            .on(0.5, 3));

    // Comparisons and logic

    comparison("<", Precedence.COMPARISON, "less", x -> x[0] < x[1]);
    comparison("<=", Precedence.COMPARISON, "less or equal", x -> x[0] <= x[1]);
    comparison(">", Precedence.COMPARISON, "greater", x -> x[0] > x[1]);
    comparison(">=", Precedence.COMPARISON, "greater or equal", x -> x[0] >= x[1]);
    comparison("==", Precedence.EQUALITY, "equal", x -> x[0] == x[1]);
    comparison("!=", Precedence.EQUALITY, "not equal", x -> x[0] != x[1]);
  }

  public static final Operation AND =
      add(
          row("and", "a, b", "1 where both are not 0, else 0")
              .forward(
                  new Code.Infix("&&", Precedence.AND), x -> truth(x[0] != 0 && x[1] != 0))
              .truth()
              .exact()
              .simplify((graph, x) -> simplerLogic(x, 1)));

  public static final Operation OR =
      add(
          row("or", "a, b", "1 where one or both are not 0, else 0")
              .forward(
                  new Code.Infix("||", Precedence.OR), x -> truth(x[0] != 0 || x[1] != 0))
              .truth()
              .exact()
              .simplify(
                  (graph, x) ->
                      opposite(x.get(0), x.get(1)) ? graph.constant(1) : simplerLogic(x, 0)));

  public static final Operation NOT =
      add(
          row("not", "x", "1 where it is 0, else 0")
              .forward(new Code.Prefix("!"), x -> truth(x[0] == 0))
              .truth()
              .exact()
              .simplify(
                  (graph, x) -> {
                    Node inner = undo("not", x.get(0));
                    return inner != null && inner.isTruth() ? inner : null;
                  }));

  public static final Operation WHERE =
      add(
          row("where", "c, a, b", "a where c is not 0, else b")
              .forward(new Code.Choice(), x -> x[0] != 0 ? x[1] : x[2])
              .routes(
                  true, (i, x) -> i == 0 ? null : i == 1 ? asTruth(x.get(0)) : x.get(0).not())
              .kinks("that of the branch taken", x -> truth(x[0] != 0))
              .linearity(ADDITIVE)
              .exact()
              .simplify(
                  (graph, x) -> {
                    if (x.get(0).isConstant()) {
                      return x.get(0).value() != 0 ? x.get(1) : x.get(2);
                    }
                    Node negated = undo("not", x.get(0));
                    return x.get(1) == x.get(2)
                        ? x.get(1)
                        : negated != null
                            ? graph.apply(named("where"), negated, x.get(2), x.get(1))
                            : null;
                  }));

  public static final Operation STOP_GRADIENT =
      add(
          row("stop_gradient", "x", "x, as a constant: nothing is propagated through it")
              .forward(new Code.Copy(), x -> x[0]));

  static {
    add(
        row("max", "a, b", "The larger of two or more")
            .math("max", (double a, double b) -> StrictMath.max(a, b))
            .routes(false, (i, x) -> wins(i, x, ">", ">="))
            .kinks("in a tie a constant wins, else the first", Operations::order)
            .linearity(ADDITIVE)
            .exact());
    add(
        row("min", "a, b", "The smaller of two or more")
            .math("min", (double a, double b) -> StrictMath.min(a, b))
            .routes(false, (i, x) -> wins(i, x, "<", "<="))
            .kinks("in a tie a constant wins, else the first", Operations::order)
            .linearity(ADDITIVE)
            .exact());

    // Exponentials, logarithms, powers

    add(row("exp", "x", "e to the power x").math("exp", StrictMath::exp)
        .derivative((g, x, y) -> g.times(y)));
    add(row("expm1", "x", "e to the power x, less 1; accurate near 0")
        .math("expm1", StrictMath::expm1)
        .derivative((g, x, y) -> g.times(x.call("exp"))));
    add(row("log", "x", "The natural logarithm").math("log", StrictMath::log)
        .derivative((g, x, y) -> g.over(x)).on(0.1, 5));
    add(row("log1p", "x", "The natural logarithm of 1 + x; accurate near 0")
        .math("log1p", StrictMath::log1p)
        .derivative((g, x, y) -> g.over(x.plus(1))).on(-0.8, 5));
    add(row("log2", "x", "The logarithm to base 2").function("log2", StrictFunctions::log2)
        .derivative((g, x, y) -> g.over(x.times(LN_2))).on(0.1, 5));
    add(row("sqrt", "x", "The square root").math("sqrt", (double x) -> StrictMath.sqrt(x))
        .derivative((g, x, y) -> g.over(y.times(2))).on(0.1, 5).exact());
    add(row("cbrt", "x", "The cube root").math("cbrt", StrictMath::cbrt)
        .derivative((g, x, y) -> g.over(y.times(y).times(3))).on(0.1, 5));
    add(row("square", "x", "x times x").function("square", StrictFunctions::square)
        .derivative((g, x, y) -> g.times(x).times(2)).linearity(MULTILINEAR).exact());
    add(row("hypot", "a, b", "sqrt(a² + b²), without overflow")
        .math("hypot", (double a, double b) -> StrictMath.hypot(a, b))
        .derivatives(
            (g, a, b, y) -> y.greater(0).choose(g.times(a.over(y)), 0),
            (g, a, b, y) -> y.greater(0).choose(g.times(b.over(y)), 0))
        .kinks("0 at (0, 0)", x -> truth(x[0] != 0 || x[1] != 0)));

    // Rounding and sign

    add(row("abs", "x", "The absolute value").math("abs", (double x) -> StrictMath.abs(x))
        .derivative((g, x, y) -> g.times(x.call("sign")))
        .kink("0 at 0", StrictMath::signum).exact());
    add(row("sign", "x", "1, 0 or -1").math("signum", (double x) -> StrictMath.signum(x))
        .kink("0 at its jump", StrictMath::signum).exact());
    add(row("floor", "x", "The next integer below").math("floor", StrictMath::floor)
        .kink("0 at its jumps", StrictMath::floor).exact());
    add(row("ceil", "x", "The next integer above").math("ceil", StrictMath::ceil)
        .kink("0 at its jumps", StrictMath::ceil).exact());
    add(row("round", "x", "The nearest integer, halves to the even one")
        .math("rint", StrictMath::rint)
        .kink("0 at its jumps", StrictMath::rint).exact());
    add(row("clip", "x, lo, hi", "x, not below lo and not above hi")
        .forward(
            new Code.FunctionCall("clip"), x -> StrictFunctions.clip(x[0], x[1], x[2]))
        .routes(
            false,
            (i, x) ->
                switch (i) {
                  case 0 -> x.get(0).greater(x.get(1)).and(x.get(0).less(x.get(2)));
                  case 1 -> x.get(0).atMost(x.get(1)).and(x.get(1).less(x.get(2)));
                  default -> x.get(0).atLeast(x.get(2));
                })
        .kinks("0 by x at both ends", x -> x[0] <= x[1] ? -1 : x[0] >= x[2] ? 1 : 0)
        .linearity(ADDITIVE).on(-3, 3).on(-2, -0.5).on(0.5, 2).exact());

    // Trigonometric and hyperbolic

    add(row("sin", "x", "The sine").math("sin", StrictMath::sin)
        .derivative((g, x, y) -> g.times(x.call("cos"))));
    add(row("cos", "x", "The cosine").math("cos", StrictMath::cos)
        .derivative((g, x, y) -> g.negate().times(x.call("sin"))));
    add(row("tan", "x", "The tangent").math("tan", StrictMath::tan)
        .derivative((g, x, y) -> g.times(y.times(y).plus(1))).on(-1.2, 1.2));
    add(row("asin", "x", "The inverse sine").math("asin", StrictMath::asin)
        .derivative((g, x, y) -> g.over(oneMinusSquare(x).call("sqrt"))).on(-0.9, 0.9));
    add(row("acos", "x", "The inverse cosine").math("acos", StrictMath::acos)
        .derivative((g, x, y) -> g.negate().over(oneMinusSquare(x).call("sqrt")))
        .on(-0.9, 0.9));
    add(row("atan", "x", "The inverse tangent").math("atan", StrictMath::atan)
        .derivative((g, x, y) -> g.over(x.times(x).plus(1))));
    add(row("atan2", "a, b", "The angle of the point (b, a)")
        .math("atan2", StrictMath::atan2)
        .derivatives(
            (g, a, b, y) -> overSquare(g.times(b.over(a.call("hypot", b))), a, b),
            (g, a, b, y) -> overSquare(g.negate().times(a.over(a.call("hypot", b))), a, b))
        .kinks(
            "NaN at (0, 0)",
            x -> x[1] > 0 ? 0 : 2 * StrictMath.signum(x[0]) + (x[0] == 0 && x[1] == 0 ? 1 : 0)));
    add(row("sinh", "x", "The hyperbolic sine").math("sinh", StrictMath::sinh)
        .derivative((g, x, y) -> g.times(x.call("cosh"))));
    add(row("cosh", "x", "The hyperbolic cosine").math("cosh", StrictMath::cosh)
        .derivative((g, x, y) -> g.times(x.call("sinh"))));
    add(row("tanh", "x", "The hyperbolic tangent").math("tanh", StrictMath::tanh)
        .derivative((g, x, y) -> g.times(oneMinus(y.times(y)))));
    add(row("asinh", "x", "The inverse hyperbolic sine")
        .function("asinh", StrictFunctions::asinh)
        .derivative((g, x, y) -> g.over(x.call("hypot", 1.0))));
    add(row("acosh", "x", "The inverse hyperbolic cosine")
        .function("acosh", StrictFunctions::acosh)
        .derivative(
            (g, x, y) -> g.over(x.plus(-1).call("sqrt").times(x.plus(1).call("sqrt"))))
        .on(1.2, 5));
    add(row("atanh", "x", "The inverse hyperbolic tangent")
        .function("atanh", StrictFunctions::atanh)
        .derivative((g, x, y) -> g.over(oneMinusSquare(x))).on(-0.9, 0.9));

    // Special functions

    add(row("lgamma", "x", "The logarithm of |Γ(x)|")
        .function("lgamma", StrictFunctions::lgamma)
        .derivative((g, x, y) -> g.times(x.call("digamma"))).on(0.2, 6));
    add(row("digamma", "x", "The derivative of lgamma")
        .function("digamma", StrictFunctions::digamma)
        .derivative((g, x, y) -> g.times(x.call("trigamma"))).on(0.2, 6));
    add(row("trigamma", "x", "The derivative of digamma")
        .function("trigamma", StrictFunctions::trigamma)
        .derivative((g, x, y) -> g.times(x.constant(2).call("polygamma", x))).on(0.2, 6));
    add(row("polygamma", "n, x", "The n-th derivative of digamma, for an integer n ≥ 1")
        .function("polygamma", StrictFunctions::polygamma)
        .derivatives(null, (g, n, x, y) -> g.times(n.plus(1).call("polygamma", x)))
        .kinks("0 by n", x -> x[0])
        .on(1, 1).on(0.5, 6));
    add(row("erf", "x", "The error function").function("erf", StrictFunctions::erf)
        .derivative((g, x, y) -> g.times(TWO_INV_SQRT_PI).times(x.times(x).negate().call("exp"))));
    add(row("erfc", "x", "1 - erf(x); accurate where that is small")
        .function("erfc", StrictFunctions::erfc)
        .derivative((g, x, y) -> g.times(-TWO_INV_SQRT_PI).times(x.times(x).negate().call("exp"))));

    // Activations

    add(row("sigmoid", "x", "The logistic function 1 / (1 + exp(-x))")
        .function("sigmoid", StrictFunctions::sigmoid)
        .derivative((g, x, y) -> g.times(oneMinus(y)).times(y)));
    add(row("log_sigmoid", "x", "The logarithm of sigmoid, finite for every finite x")
        .function("logSigmoid", StrictFunctions::logSigmoid)
        .derivative((g, x, y) -> g.times(x.negate().call("sigmoid"))));
    add(row("softplus", "x", "log(1 + exp(x)), finite for every finite x")
        .function("softplus", StrictFunctions::softplus)
        .derivative((g, x, y) -> g.times(x.call("sigmoid"))));
    add(row("softsign", "x", "x / (1 + |x|)")
        .function("softsign", StrictFunctions::softsign)
        .derivative((g, x, y) -> g.over(x.call("abs").plus(1)).over(x.call("abs").plus(1)))
        .kink("1 at 0; its second derivative is 0 there", StrictMath::signum));
    add(row("relu", "x", "max(0, x)").function("relu", StrictFunctions::relu)
        .routes(false, (i, x) -> x.get(0).greater(0))
        .kink("0 at 0", x -> truth(x > 0)).linearity(ADDITIVE).exact());
    add(leaky(row("leaky_relu", "x, slope=0.01", "x where positive, else slope x")));
    add(leaky(row("prelu", "x, a", "x where positive, else a x: leaky_relu with a trained slope")));
    add(row("elu", "x, alpha=1", "x where positive, else alpha (exp(x) - 1)")
        .function("elu", StrictFunctions::elu)
        .derivatives(
            (g, x, a, y) -> x.greater(0).choose(g, g.times(a).times(x.call("exp"))),
            (g, x, a, y) -> x.greater(0).choose(g.constant(0), g.times(x.call("expm1"))))
        .kinks("alpha at 0", x -> truth(x[0] > 0)));
    add(row("selu", "x", "elu, scaled so that it normalises: 1.0507 elu(x, 1.6733)")
        .function("selu", StrictFunctions::selu)
        .derivative(
            (g, x, y) ->
                x.greater(0)
                    .choose(g.times(SELU_SCALE), g.times(SELU_SCALE_ALPHA).times(x.call("exp"))))
        .kink("1.7581 at 0", x -> truth(x > 0)));
    add(row("celu", "x, alpha=1", "x where positive, else alpha (exp(x / alpha) - 1)")
        .function("celu", StrictFunctions::celu)
        .derivatives(
            (g, x, a, y) -> x.greater(0).choose(g, g.times(x.over(a).call("exp"))),
            (g, x, a, y) -> {
              Term q = x.over(a);
              Term slope = q.call("expm1").minus(q.times(q.call("exp")));
              return x.greater(0).choose(g.constant(0), g.times(slope));
            })
        .kinks("1 at 0; its second derivative jumps there", x -> truth(x[0] > 0))
        .on(-3, 3).on(0.5, 2));
    add(row("gelu", "x", "x times the normal distribution function of x")
        .function("gelu", StrictFunctions::gelu)
        .derivative(
            (g, x, y) -> {
              Term below = x.times(-INV_SQRT_2).call("erfc").times(0.5);
              Term density = x.times(x).times(-0.5).call("exp").times(INV_SQRT_2PI);
              return g.times(below.plus(x.times(density)));
            }));
    add(row("gelu_tanh", "x", "gelu, approximated by tanh")
        .function("geluTanh", StrictFunctions::geluTanh)
        .derivative(Operations::geluTanh));
    add(row("silu", "x", "x sigmoid(x), also called swish")
        .function("silu", StrictFunctions::silu)
        .derivative(
            (g, x, y) -> {
              Term s = x.call("sigmoid");
              return g.times(s.plus(y.times(oneMinus(s))));
            }));
    add(row("mish", "x", "x tanh(softplus(x))").function("mish", StrictFunctions::mish)
        .derivative(
            (g, x, y) -> {
              Term t = x.call("softplus").call("tanh");
              return g.times(t.plus(x.times(x.call("sigmoid")).times(oneMinus(t.times(t)))));
            }));
    add(row("sqlu", "x", "The square nonlinearity: x - x|x|/4 between -2 and 2, else -1 or 1")
        .function("sqlu", StrictFunctions::sqlu)
        .derivative((g, x, y) -> g.times(oneMinus(x.call("abs").times(0.5)).call("relu")))
        .kink(
            "1 at 0 and 0 at -2 and 2; its second derivative is 0 there",
            x -> x <= -2 ? -2 : x >= 2 ? 2 : StrictMath.signum(x)));
    add(row("hard_sigmoid", "x", "clip(x / 6 + 1/2, 0, 1)")
        .function("hardSigmoid", StrictFunctions::hardSigmoid)
        .derivative((g, x, y) -> x.call("abs").less(3).choose(g.over(6), 0))
        .kink("0 at both ends", x -> x <= -3 ? -1 : x >= 3 ? 1 : 0));
    add(row("hard_tanh", "x", "clip(x, -1, 1)")
        .function("hardTanh", StrictFunctions::hardTanh)
        .routes(false, (i, x) -> x.get(0).call("abs").less(1))
        .kink("0 at both ends", x -> x <= -1 ? -1 : x >= 1 ? 1 : 0)
        .linearity(ADDITIVE).exact());
    add(row("hard_swish", "x", "x hard_sigmoid(x)")
        .function("hardSwish", StrictFunctions::hardSwish)
        .derivative(
            (g, x, y) -> {
              Term middle = g.times(x.over(3).plus(0.5));
              return x.greater(3).choose(g, x.greater(-3).choose(middle, 0));
            })
        .kink("0 at -3 and 3/2 at 3", x -> x <= -3 ? -1 : x > 3 ? 1 : 0));
    add(row("step", "x", "0 below 0, ½ at 0, 1 above")
        .function("step", StrictFunctions::step)
        .kink("0 at its jump", StrictMath::signum).exact());
  }

  private Operations() {}

  /** All rows, in the order of the reference. */
  public static List<Operation> all() {
    return List.copyOf(TABLE.values());
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

  private static Operation add(Row row) {
    Operation operation = row.build();
    TABLE.put(operation.name(), operation);
    return operation;
  }

  private static void comparison(
      String symbol, Precedence precedence, String relation, Test test) {
    add(
        row(symbol, "a, b", "1 where a is " + relation + " b, else 0")
            .forward(new Code.Infix(symbol, precedence), x -> truth(test.holds(x)))
            .kinks("0 at its jump", x -> truth(test.holds(x)))
            .truth()
            .exact());
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

  private static Term oneMinus(Term x) {
    return x.constant(1).minus(x);
  }

  /** 1 - x², without cancellation near ±1. */
  private static Term oneMinusSquare(Term x) {
    return oneMinus(x).times(x.plus(1));
  }

  private static Term overSquare(Term numerator, Term a, Term b) {
    return numerator.over(a.call("hypot", b));
  }

  private static Row leaky(Row row) {
    return row.function("leakyRelu", StrictFunctions::leakyRelu)
        .derivatives(
            (g, x, a, y) -> x.greater(0).choose(g, g.times(a)),
            (g, x, a, y) -> x.greater(0).choose(g.constant(0), g.times(x)))
        .kinks("the slope at 0", x -> truth(x[0] > 0))
        .exact();
  }

  /** y x^(y-1); its limit 0 where x is 0 (or so small that its inverse overflows) and y is 0. */
  private static Term powerByBase(Term g, Term x, Term y, Term result) {
    if (y.node().is(2)) {
      return g.times(x).times(2);
    }
    Term slope = g.times(y).times(x.call("^", y.plus(-1)));
    if (y.node().isConstant()) {
      return slope;
    }
    Term tiny = x.call("abs").less(Double.MIN_NORMAL);
    return tiny.and(y.equalTo(0)).choose(x.constant(0), slope);
  }

  /** x^y log x; its limit 0 where x is 0 and y positive. */
  private static Term powerByExponent(Term g, Term x, Term y, Term result) {
    Term slope = g.times(result).times(x.call("log"));
    return x.equalTo(0).and(y.greater(0)).choose(x.constant(0), slope);
  }

  /** The inner polynomial overflows for large x, where tanh has long been ±1. */
  private static Term geluTanh(Term g, Term x, Term y) {
    Term z = x.call("clip", -20.0, 20.0);
    Term z2 = z.times(z);
    Term t = z.times(z2.times(0.044715).plus(1)).times(SQRT_2_OVER_PI).call("tanh");
    Term inner = z2.times(3 * 0.044715).plus(1).times(SQRT_2_OVER_PI);
    Term slope = x.times(0.5).times(oneMinus(t.times(t))).times(inner);
    return g.times(t.plus(1).times(0.5).plus(slope));
  }

  /** Whether an operand of max (or min) is the one taken. */
  private static Term wins(int i, List<Term> x, String strictly, String atLeast) {
    boolean winsTies = i == 0 && !x.get(1).node().isConstant();
    return x.get(i).call(winsTies ? atLeast : strictly, x.get(1 - i));
  }

  private static Term asTruth(Term c) {
    return c.node().isTruth() ? c : c.call("!=", 0.0);
  }

  /** The operand, if the node is the given operation of it. */
  private static Node undo(String operation, Node node) {
    boolean plain = node.operation().name().equals(operation) && node.payload() == null;
    return plain ? node.operand(0) : null;
  }

  private static boolean opposite(Node a, Node b) {
    return undo("not", a) == b && b.isTruth() || undo("not", b) == a && a.isTruth();
  }

  /** With a neutral operand, or twice the same. */
  private static Node simplerLogic(List<Node> x, double neutral) {
    Node a = x.get(0);
    Node b = x.get(1);
    if (a.isConstant() || b.isConstant()) {
      Node constant = a.isConstant() ? a : b;
      Node other = a.isConstant() ? b : a;
      boolean isNeutral = (constant.value() != 0) == (neutral != 0);
      return isNeutral && other.isTruth() ? other : null;
    }
    return a == b && a.isTruth() ? a : null;
  }
}
