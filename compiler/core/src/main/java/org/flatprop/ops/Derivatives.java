package org.flatprop.ops;

import java.util.List;

/** The parts of the table's rules that do not fit a line, and what several of them share. */
final class Derivatives {

  static final double LN_2 = 0.6931471805599453;
  static final double TWO_INV_SQRT_PI = 1.1283791670955126; // 2/sqrt(pi)
  static final double SELU_SCALE = 1.0507009873554805;
  static final double SELU_SCALE_ALPHA = 1.7580993408473768; // scale * alpha

  private static final double INV_SQRT_2PI = 0.3989422804014327; // 1/sqrt(2 pi)
  private static final double INV_SQRT_2 = 0.7071067811865476; // 1/sqrt(2)
  private static final double GELU_A = 1.5957691216057308; // 2 sqrt(2/pi)
  private static final double GELU_B = 0.07135481627260025; // 2 sqrt(2/pi) 0.044715

  private Derivatives() {}

  static Term oneMinus(Term x) {
    return x.constant(1).minus(x);
  }

  /** 1 - x², without cancellation near ±1. */
  static Term oneMinusSquare(Term x) {
    return oneMinus(x).times(x.plus(1));
  }

  /** The numerator over √(a² + b²). */
  static Term overHypot(Term numerator, Term a, Term b) {
    return numerator.over(a.call("hypot", b));
  }

  /** y x^(y-1); its limit 0 where x is 0 (or so small that its inverse overflows) and y is 0. */
  static Term powerByBase(Term g, Term x, Term y, Term result) {
    if (y.node().is(2)) {
      return g.times(x).times(2);
    }
    Term slope = g.times(y).times(x.call("^", y.minus(1)));
    if (y.node().isConstant()) {
      return slope;
    }
    Term tiny = x.call("abs").less(Double.MIN_NORMAL);
    return tiny.and(y.equalTo(0)).choose(x.constant(0), slope);
  }

  /** x^y log x; its limit 0 where x is 0 and y positive. */
  static Term powerByExponent(Term g, Term x, Term y, Term result) {
    Term slope = g.times(result).times(x.call("log"));
    return x.equalTo(0).and(y.greater(0)).choose(x.constant(0), slope);
  }

  /** (1 - q) exp(q) - 1 at q = x/alpha, for negative x. */
  static Term celuByAlpha(Term g, Term x, Term alpha, Term y) {
    Term q = x.over(alpha);
    Term slope = q.call("expm1").minus(q.times(q.call("exp")));
    return x.greater(0).choose(g.constant(0), g.times(slope));
  }

  /** Φ(x) + x Φ'(x), Φ being the normal distribution function. */
  static Term gelu(Term g, Term x, Term y) {
    Term below = x.times(-INV_SQRT_2).call("erfc").times(0.5);
    Term density = x.times(x).times(-0.5).call("exp").times(INV_SQRT_2PI);
    return g.times(below.plus(x.times(density)));
  }

  /**
   * Its tanh form is x sigmoid(a x + b x³). The polynomial would overflow for large x, where the
   * sigmoid has long been 0 or 1.
   */
  static Term geluTanh(Term g, Term x, Term y) {
    Term z = x.call("clip", -20.0, 20.0);
    Term z2 = z.times(z);
    Term s = z.times(z2.times(GELU_B).plus(GELU_A)).call("sigmoid");
    Term inner = z2.times(3 * GELU_B).plus(GELU_A);
    return g.times(s.plus(y.times(oneMinus(s)).times(inner)));
  }

  static Term silu(Term g, Term x, Term y) {
    Term s = x.call("sigmoid");
    return g.times(s.plus(y.times(oneMinus(s))));
  }

  /** Beyond 40, tanh(softplus(x)) has long been 1, and products with x would overflow. */
  static Term mish(Term g, Term x, Term y) {
    Term z = x.call("min", 40.0);
    Term t = x.call("softplus").call("tanh");
    return g.times(t.plus(z.times(x.call("sigmoid")).times(oneMinus(t.times(t)))));
  }

  static Term hardSwish(Term g, Term x, Term y) {
    Term middle = g.times(x.over(3).plus(0.5));
    return x.greater(3).choose(g, x.greater(-3).choose(middle, 0));
  }

  /** Whether an operand of max (or min) is the one taken. */
  static Term wins(int i, List<Term> x, String strictly, String atLeast) {
    boolean winsTies = i == 0 && !x.get(1).node().isConstant();
    return x.get(i).call(winsTies ? atLeast : strictly, x.get(1 - i));
  }

  /** Whether an operand of clip is the one taken; an infinite bound is no end. */
  static Term within(int i, List<Term> operands) {
    Term x = operands.get(0);
    Term lo = operands.get(1);
    Term hi = operands.get(2);
    Term above = x.greater(lo);
    Term below = x.less(hi);
    return switch (i) {
      case 0 ->
          hi.node().is(Double.POSITIVE_INFINITY)
              ? above
              : lo.node().is(Double.NEGATIVE_INFINITY) ? below : above.and(below);
      case 1 -> x.atMost(lo).and(lo.less(hi));
      default -> x.call("max", lo).atLeast(hi);
    };
  }

  /** Whether it is not 0, as where, and, or and not take it. */
  static Term asTruth(Term c) {
    return c.node().isTruth() ? c : c.call("!=", 0.0);
  }
}
