package org.flatprop.ops;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TEN;
import static java.math.BigDecimal.ZERO;
import static java.math.BigDecimal.valueOf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The functions of the formula language in decimal arithmetic, to measure the double ones against:
 * 120 digits are carried and at least 60 hold, for every finite argument.
 *
 * <p>A reference returns null where the function is undefined, and {@link #HUGE} for +∞.
 */
public final class Exact {

  /** A function of the exact values of its double arguments. */
  private interface Reference {
    BigDecimal of(BigDecimal... a);
  }

  private static final MathContext MC = new MathContext(120);
  private static final BigDecimal EPSILON = ONE.movePointLeft(125);
  private static final BigDecimal HUGE = new BigDecimal("1E+50000");
  private static final BigDecimal STEP = ONE.movePointLeft(18);
  private static final BigDecimal TWO = valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal LONG_PI = longPi();
  private static final BigDecimal PI = LONG_PI.round(MC);
  private static final BigDecimal LN_2 = log1p(HALF.negate()).negate();
  private static final BigDecimal LN_10 = LN_2.multiply(valueOf(3)).add(log1p(valueOf(0.25)));
  private static final int EULER_TERMS = 45;
  private static final BigDecimal[] BERNOULLI = bernoulli(EULER_TERMS);

  private static final Map<String, Reference> TABLE = new TreeMap<>();

  static {
    TABLE.put("+", a -> a[0].add(a[1]));
    TABLE.put("-", a -> a[0].subtract(a[1]));
    TABLE.put("*", a -> a[0].multiply(a[1]));
    TABLE.put("/", a -> div(a[0], a[1]));
    TABLE.put("-x", a -> a[0].negate());
    TABLE.put("^", a -> pow(a[0], a[1]));
    TABLE.put("//", a -> floorDiv(a[0], a[1]));
    TABLE.put("%", a -> mod(a[0], a[1]));
    TABLE.put("<", a -> truth(a[0].compareTo(a[1]) < 0));
    TABLE.put("<=", a -> truth(a[0].compareTo(a[1]) <= 0));
    TABLE.put(">", a -> truth(a[0].compareTo(a[1]) > 0));
    TABLE.put(">=", a -> truth(a[0].compareTo(a[1]) >= 0));
    TABLE.put("==", a -> truth(a[0].compareTo(a[1]) == 0));
    TABLE.put("!=", a -> truth(a[0].compareTo(a[1]) != 0));
    TABLE.put("and", a -> truth(a[0].signum() != 0 && a[1].signum() != 0));
    TABLE.put("or", a -> truth(a[0].signum() != 0 || a[1].signum() != 0));
    TABLE.put("not", a -> truth(a[0].signum() == 0));
    TABLE.put("where", a -> a[0].signum() != 0 ? a[1] : a[2]);
    TABLE.put("max", a -> a[0].max(a[1]));
    TABLE.put("min", a -> a[0].min(a[1]));
    TABLE.put("clip", a -> clip(a[0], a[1], a[2]));
    TABLE.put("stop_gradient", a -> a[0]);
    TABLE.put("exp", a -> exp(a[0]));
    TABLE.put("expm1", a -> expm1(a[0]));
    TABLE.put("log", a -> log(a[0]));
    TABLE.put("log1p", a -> log1p(a[0]));
    TABLE.put("log2", a -> div(log(a[0]), LN_2));
    TABLE.put("sqrt", a -> a[0].signum() < 0 ? null : a[0].sqrt(MC));
    TABLE.put("cbrt", a -> cbrt(a[0]));
    TABLE.put("square", a -> a[0].multiply(a[0]));
    TABLE.put("abs", a -> a[0].abs());
    TABLE.put("sign", a -> valueOf(a[0].signum()));
    TABLE.put("floor", a -> a[0].setScale(0, RoundingMode.FLOOR));
    TABLE.put("ceil", a -> a[0].setScale(0, RoundingMode.CEILING));
    TABLE.put("round", a -> a[0].setScale(0, RoundingMode.HALF_EVEN));
    TABLE.put("sin", a -> sin(a[0]));
    TABLE.put("cos", a -> cos(a[0]));
    TABLE.put("tan", a -> div(sin(a[0]), cos(a[0])));
    TABLE.put("asin", a -> asin(a[0]));
    TABLE.put("acos", a -> acos(a[0]));
    TABLE.put("atan", a -> atan(a[0]));
    TABLE.put("atan2", a -> atan2(a[0], a[1]));
    TABLE.put("sinh", a -> mul(HALF, sub(expm1(a[0]), expm1(a[0].negate()))));
    TABLE.put("cosh", a -> mul(HALF, add(exp(a[0]), exp(a[0].negate()))));
    TABLE.put("tanh", a -> tanh(a[0]));
    TABLE.put("asinh", a -> asinh(a[0]));
    TABLE.put("acosh", a -> acosh(a[0].subtract(ONE)));
    TABLE.put("atanh", a -> mul(HALF, sub(log1p(a[0]), log1p(a[0].negate()))));
    TABLE.put("hypot", a -> a[0].pow(2).add(a[1].pow(2)).sqrt(MC));
    TABLE.put("lgamma", a -> lgamma(a[0]));
    TABLE.put("digamma", a -> digamma(a[0]));
    TABLE.put("trigamma", a -> polygamma(1, a[0]));
    TABLE.put("polygamma", a -> polygamma(a[0].intValueExact(), a[1]));
    TABLE.put("erf", a -> erf(a[0]));
    TABLE.put("erfc", a -> erfc(a[0]));
    TABLE.put("sigmoid", a -> sigmoid(a[0]));
    TABLE.put("log_sigmoid", a -> softplus(a[0].negate()).negate());
    TABLE.put("softplus", a -> softplus(a[0]));
    TABLE.put("softsign", a -> div(a[0], ONE.add(a[0].abs())));
    TABLE.put("relu", a -> a[0].max(ZERO));
    TABLE.put("leaky_relu", a -> a[0].signum() > 0 ? a[0] : mul(a[0], second(a, "0.01")));
    TABLE.put("prelu", a -> a[0].signum() > 0 ? a[0] : mul(a[0], a[1]));
    TABLE.put("elu", a -> elu(a[0], second(a, "1"), ONE));
    TABLE.put("selu", a -> selu(a[0]));
    TABLE.put("celu", a -> elu(a[0], second(a, "1"), second(a, "1")));
    TABLE.put("gelu", a -> mul(mul(HALF, a[0]), erfc(div(a[0].negate(), TWO.sqrt(MC)))));
    TABLE.put("gelu_tanh", a -> geluTanh(a[0]));
    TABLE.put("silu", a -> mul(a[0], sigmoid(a[0])));
    TABLE.put("mish", a -> mul(a[0], tanh(softplus(a[0]))));
    TABLE.put("sqlu", a -> sqlu(clip(a[0], valueOf(-2), TWO)));
    TABLE.put("hard_sigmoid", a -> hardSigmoid(a[0]));
    TABLE.put("hard_tanh", a -> clip(a[0], ONE.negate(), ONE));
    TABLE.put("hard_swish", a -> mul(a[0], hardSigmoid(a[0])));
    TABLE.put("step", a -> mul(HALF, valueOf(1 + a[0].signum())));
  }

  private Exact() {}

  /** The names that have a reference. */
  public static Set<String> names() {
    return TABLE.keySet();
  }

  /** The value of the function, null where it is undefined; beyond the double range it is huge. */
  public static BigDecimal value(String name, double... args) {
    return reference(name).of(exact(args));
  }

  /**
   * A derivative of the function, by central differences so small that some 30 digits hold (20 of a
   * second one): all points have to be on one smooth piece.
   *
   * @param by the numbers of the operands to differentiate by, one after the other; at most two
   */
  public static BigDecimal derivative(String name, double[] args, int... by) {
    return difference(reference(name), exact(args), by, 0);
  }

  private static BigDecimal difference(Reference reference, BigDecimal[] args, int[] by, int from) {
    if (from == by.length) {
      return reference.of(args);
    }
    BigDecimal at = args[by[from]];
    BigDecimal step = STEP.multiply(at.abs().max(valueOf(1e-3)));
    BigDecimal[] above = args.clone();
    BigDecimal[] below = args.clone();
    above[by[from]] = at.add(step);
    below[by[from]] = at.subtract(step);
    BigDecimal rise =
        sub(difference(reference, above, by, from + 1), difference(reference, below, by, from + 1));
    return div(rise, step.multiply(TWO));
  }

  private static Reference reference(String name) {
    Reference reference = TABLE.get(name);
    if (reference == null) {
      throw new IllegalArgumentException("no reference for " + name);
    }
    return reference;
  }

  private static BigDecimal[] exact(double... args) {
    return Arrays.stream(args).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  /**
   * The distance between {@code computed} and the value of the function, in units in the last place
   * of that value; 0 for an infinity or a NaN where one is due, +∞ for one where none is, or for
   * none where one is.
   */
  public static double ulps(String name, double computed, double... args) {
    BigDecimal exact = value(name, args);
    if (exact == null) {
      return Double.isNaN(computed) ? 0 : Double.POSITIVE_INFINITY;
    }
    double rounded = exact.doubleValue();
    if (Double.isInfinite(rounded) || Double.isNaN(computed) || Double.isInfinite(computed)) {
      return computed == rounded ? 0 : Double.POSITIVE_INFINITY;
    }
    BigDecimal error = new BigDecimal(computed).subtract(exact).abs();
    return div(error, new BigDecimal(Math.ulp(rounded))).doubleValue();
  }

  private static BigDecimal add(BigDecimal a, BigDecimal b) {
    return a == null || b == null ? null : a.add(b, MC);
  }

  private static BigDecimal sub(BigDecimal a, BigDecimal b) {
    return a == null || b == null ? null : a.subtract(b, MC);
  }

  private static BigDecimal mul(BigDecimal a, BigDecimal b) {
    return a == null || b == null ? null : a.multiply(b, MC);
  }

  private static BigDecimal div(BigDecimal a, BigDecimal b) {
    return a == null || b == null || b.signum() == 0 ? null : a.divide(b, MC);
  }

  private static BigDecimal div(BigDecimal a, long b) {
    return a.divide(valueOf(b), MC);
  }

  private static BigDecimal square(BigDecimal a) {
    return a.multiply(a, MC);
  }

  private static BigDecimal truth(boolean holds) {
    return holds ? ONE : ZERO;
  }

  private static BigDecimal second(BigDecimal[] a, String otherwise) {
    return a.length > 1 ? a[1] : new BigDecimal(otherwise);
  }

  private static boolean below(BigDecimal a, double bound) {
    return a.abs().compareTo(new BigDecimal(bound)) < 0;
  }

  private static BigDecimal nearest(BigDecimal a) {
    return a.setScale(0, RoundingMode.HALF_EVEN);
  }

  /** Whether the term no longer counts in the sum. */
  private static boolean negligible(BigDecimal term, BigDecimal sum) {
    return term.signum() == 0 || term.abs().compareTo(sum.abs().multiply(EPSILON, MC)) < 0;
  }

  /** Machin's formula, with digits enough to reduce the largest double. */
  private static BigDecimal longPi() {
    int digits = 480;
    BigInteger one = BigInteger.TEN.pow(digits);
    BigInteger pi = arcCotangent(5, one).multiply(BigInteger.valueOf(16));
    pi = pi.subtract(arcCotangent(239, one).multiply(BigInteger.valueOf(4)));
    return new BigDecimal(pi, digits).round(new MathContext(digits - 10));
  }

  private static BigInteger arcCotangent(int n, BigInteger one) {
    BigInteger power = one.divide(BigInteger.valueOf(n));
    BigInteger sum = power;
    for (int k = 3; power.signum() != 0; k += 2) {
      power = power.divide(BigInteger.valueOf(-(long) n * n));
      sum = sum.add(power.divide(BigInteger.valueOf(k)));
    }
    return sum;
  }

  /** The numbers B₀, B₂, …, from the recurrence over binomial coefficients. */
  private static BigDecimal[] bernoulli(int terms) {
    MathContext wide = new MathContext(260);
    BigDecimal[] all = new BigDecimal[2 * terms + 1];
    BigDecimal[] even = new BigDecimal[terms + 1];
    for (int m = 0; m < all.length; m++) {
      BigDecimal sum = m == 0 ? ONE : ZERO;
      BigDecimal binomial = ONE;
      for (int k = 0; k < m; k++) {
        sum = sum.subtract(binomial.multiply(all[k]).divide(valueOf(m + 1 - k), wide));
        binomial = binomial.multiply(valueOf(m - k)).divide(valueOf(k + 1));
      }
      all[m] = sum.round(wide);
      if (m % 2 == 0) {
        even[m / 2] = all[m].round(MC);
      }
    }
    return even;
  }

  private static BigDecimal exp(BigDecimal x) {
    if (!below(x, 1e5)) {
      return x.signum() > 0 ? HUGE : ZERO;
    }
    int halvings = below(x, 1e-2) ? 0 : Math.max(0, Math.getExponent(x.doubleValue()) + 7);
    BigDecimal e = add(ONE, expm1Series(div(x, 1L << halvings)));
    for (int i = 0; i < halvings; i++) {
      e = square(e);
    }
    return e;
  }

  private static BigDecimal expm1(BigDecimal x) {
    return below(x, 0.25) ? expm1Series(x) : sub(exp(x), ONE);
  }

  private static BigDecimal expm1Series(BigDecimal x) {
    BigDecimal term = x.round(MC);
    BigDecimal sum = term;
    for (int k = 2; !negligible(term, sum); k++) {
      term = div(mul(term, x), k);
      sum = add(sum, term);
    }
    return sum;
  }

  /** Halley's iteration on the exponential, from the double logarithm. */
  private static BigDecimal log(BigDecimal x) {
    if (x.signum() <= 0) {
      return x.signum() < 0 ? null : HUGE.negate();
    }
    int tens = x.precision() - x.scale() - 1;
    BigDecimal m = x.scaleByPowerOfTen(-tens).round(MC);
    BigDecimal y = new BigDecimal(Math.log(m.doubleValue()));
    for (int i = 0; i < 2; i++) {
      BigDecimal e = exp(y);
      y = add(y, div(mul(TWO, sub(m, e)), add(m, e)));
    }
    return add(y, LN_10 == null ? ZERO : mul(LN_10, valueOf(tens)));
  }

  private static BigDecimal log1p(BigDecimal x) {
    if (x.compareTo(ONE.negate()) <= 0) {
      return x.compareTo(ONE.negate()) < 0 ? null : HUGE.negate();
    }
    if (LN_10 != null && !below(x, 1e-3)) {
      return log(x.add(ONE));
    }
    BigDecimal t = div(x, TWO.add(x));
    BigDecimal s = square(t);
    BigDecimal power = t;
    BigDecimal sum = t;
    for (int k = 3; !negligible(power, sum); k += 2) {
      power = mul(power, s);
      sum = add(sum, div(power, k));
    }
    return mul(TWO, sum);
  }

  private static BigDecimal cbrt(BigDecimal x) {
    BigDecimal y = new BigDecimal(Math.cbrt(x.doubleValue()));
    for (int i = 0; i < 3 && x.signum() != 0; i++) {
      BigDecimal c = mul(y, square(y));
      y = div(mul(y, add(c, mul(TWO, x))), add(mul(TWO, c), x));
    }
    return y;
  }

  private static BigDecimal pow(BigDecimal x, BigDecimal y) {
    boolean whole = y.signum() == 0 || y.stripTrailingZeros().scale() <= 0;
    if (x.signum() == 0) {
      return y.signum() == 0 ? ONE : y.signum() > 0 ? ZERO : HUGE;
    }
    if (x.signum() < 0 && !whole) {
      return null;
    }
    BigDecimal p = exp(mul(y, log(x.abs())));
    return x.signum() < 0 && y.toBigInteger().testBit(0) ? p.negate() : p;
  }

  private static BigDecimal sin(BigDecimal x) {
    return sinQuadrant(x, 0);
  }

  private static BigDecimal cos(BigDecimal x) {
    return sinQuadrant(x, 1);
  }

  /** sin(x + shift π/2), by reduction to at most π/4 and Taylor's series. */
  private static BigDecimal sinQuadrant(BigDecimal x, int shift) {
    int size = Math.max(0, x.precision() - x.scale());
    MathContext wide = new MathContext(MC.getPrecision() + size + 5);
    BigDecimal quarter = LONG_PI.round(wide).multiply(HALF);
    BigInteger n = x.divide(quarter, wide).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    BigDecimal r = x.subtract(quarter.multiply(new BigDecimal(n)), wide).round(MC);
    int quadrant = n.add(BigInteger.valueOf(shift)).and(BigInteger.valueOf(3)).intValue();
    BigDecimal s = square(r);
    BigDecimal term = quadrant % 2 == 0 ? r : ONE;
    BigDecimal sum = term;
    for (int k = quadrant % 2 == 0 ? 2 : 1; !negligible(term, sum); k += 2) {
      term = div(mul(term, s), -(long) k * (k + 1));
      sum = add(sum, term);
    }
    return quadrant < 2 ? sum : sum.negate();
  }

  /** sin(πx). */
  private static BigDecimal sinPi(BigDecimal x) {
    BigDecimal n = nearest(x);
    BigDecimal s = sin(mul(PI, x.subtract(n)));
    return n.toBigInteger().testBit(0) ? s.negate() : s;
  }

  /** cot(πx). */
  private static BigDecimal cotPi(BigDecimal x) {
    BigDecimal r = mul(PI, x.subtract(nearest(x)));
    return div(cos(r), sin(r));
  }

  private static BigDecimal atan(BigDecimal x) {
    if (!below(x, 1.0001)) {
      BigDecimal rest = atan(div(ONE, x));
      return sub(mul(HALF, x.signum() < 0 ? PI.negate() : PI), rest);
    }
    BigDecimal y = x;
    int doublings = below(x, 1e-3) ? 0 : 5;
    for (int i = 0; i < doublings; i++) {
      y = div(y, add(ONE, add(ONE, square(y)).sqrt(MC)));
    }
    BigDecimal s = square(y).negate();
    BigDecimal power = y.round(MC);
    BigDecimal sum = power;
    for (int k = 3; !negligible(power, sum); k += 2) {
      power = mul(power, s);
      sum = add(sum, div(power, k));
    }
    return mul(sum, valueOf(1L << doublings));
  }

  private static BigDecimal atan2(BigDecimal y, BigDecimal x) {
    if (x.signum() == 0) {
      return mul(mul(HALF, PI), valueOf(y.signum()));
    }
    BigDecimal principal = atan(div(y, x));
    return x.signum() > 0 ? principal : y.signum() < 0 ? sub(principal, PI) : add(principal, PI);
  }

  private static BigDecimal asin(BigDecimal x) {
    BigDecimal c = ONE.subtract(x).multiply(ONE.add(x));
    return c.signum() < 0 ? null : atan2(x, c.sqrt(MC));
  }

  private static BigDecimal acos(BigDecimal x) {
    BigDecimal c = ONE.subtract(x).multiply(ONE.add(x));
    return c.signum() < 0 ? null : atan2(c.sqrt(MC), x);
  }

  private static BigDecimal tanh(BigDecimal x) {
    BigDecimal t = expm1(mul(TWO, x.abs()));
    BigDecimal r = div(t, add(t, TWO));
    return x.signum() < 0 ? r.negate() : r;
  }

  private static BigDecimal asinh(BigDecimal x) {
    BigDecimal a = x.abs();
    BigDecimal s = square(a);
    BigDecimal r = log1p(add(a, div(s, add(ONE, add(ONE, s).sqrt(MC)))));
    return x.signum() < 0 ? r.negate() : r;
  }

  /** acosh(1 + t). */
  private static BigDecimal acosh(BigDecimal t) {
    return t.signum() < 0 ? null : log1p(add(t, mul(t, add(t, TWO)).sqrt(MC)));
  }

  private static BigDecimal lgamma(BigDecimal x) {
    if (x.signum() <= 0) {
      BigDecimal s = sinPi(x);
      return s.signum() == 0 ? HUGE : sub(log(div(PI, mul(x, s).abs())), lgamma(x.negate()));
    }
    if (x.compareTo(ONE) == 0 || x.compareTo(TWO) == 0) {
      return ZERO;
    }
    BigDecimal product = ONE;
    BigDecimal y = x;
    for (; below(y, 60); y = y.add(ONE)) {
      product = mul(product, y);
    }
    BigDecimal sum = sub(mul(sub(y, HALF), log(y)), y);
    sum = add(sum, mul(HALF, log(mul(TWO, PI))));
    BigDecimal power = div(ONE, y);
    BigDecimal s = square(power);
    for (int j = 1; j <= EULER_TERMS && !negligible(power, sum); j++) {
      sum = add(sum, mul(div(BERNOULLI[j], 2L * j * (2 * j - 1)), power));
      power = mul(power, s);
    }
    return sub(sum, log(product));
  }

  private static BigDecimal digamma(BigDecimal x) {
    if (x.signum() <= 0) {
      return sub(digamma(ONE.subtract(x)), mul(PI, cotPi(x)));
    }
    BigDecimal sum = ZERO;
    BigDecimal y = x;
    for (; below(y, 60); y = y.add(ONE)) {
      sum = sub(sum, div(ONE, y));
    }
    sum = add(sum, sub(log(y), div(HALF, y)));
    BigDecimal s = square(div(ONE, y));
    BigDecimal power = s;
    for (int j = 1; j <= EULER_TERMS && !negligible(power, sum); j++) {
      sum = sub(sum, mul(div(BERNOULLI[j], 2L * j), power));
      power = mul(power, s);
    }
    return sum;
  }

  /** Left of 0 by reflection: each derivative of cot is a polynomial in cot. */
  private static BigDecimal polygamma(int n, BigDecimal x) {
    if (x.signum() > 0) {
      BigDecimal magnitude = factorialZeta(n, x);
      return n % 2 == 0 ? magnitude.negate() : magnitude;
    }
    BigDecimal c = cotPi(x);
    if (c == null) {
      return n % 2 == 0 ? null : HUGE;
    }
    BigInteger[] p = {BigInteger.ZERO, BigInteger.ONE};
    for (int k = 0; k < n; k++) {
      BigInteger[] next = new BigInteger[p.length + 1];
      Arrays.fill(next, BigInteger.ZERO);
      for (int i = 1; i < p.length; i++) {
        BigInteger d = p[i].multiply(BigInteger.valueOf(-i));
        next[i - 1] = next[i - 1].add(d);
        next[i + 1] = next[i + 1].add(d);
      }
      p = next;
    }
    BigDecimal cot = ZERO;
    for (int i = p.length - 1; i >= 0; i--) {
      cot = add(mul(cot, c), new BigDecimal(p[i]));
    }
    cot = mul(cot, PI.pow(n + 1, MC));
    // ψⁿ(1-x) = (-1)ⁿ⁺¹ n! ζ(n+1, 1-x), and the reflection turns its sign once more
    return sub(factorialZeta(n, ONE.subtract(x)).negate(), cot);
  }

  /** n! ζ(n+1, q) for n ≥ 1 and positive q, by Euler–Maclaurin summation. */
  private static BigDecimal factorialZeta(int n, BigDecimal q) {
    BigDecimal factorial = ONE;
    for (int k = 2; k <= n; k++) {
      factorial = mul(factorial, valueOf(k));
    }
    BigDecimal sum = ZERO;
    BigDecimal a = q;
    for (; below(a, 60 + n); a = a.add(ONE)) {
      sum = add(sum, div(ONE, a.pow(n + 1, MC)));
    }
    BigDecimal power = div(ONE, a.pow(n, MC));
    sum = add(sum, add(div(power, n), div(div(power, a), 2)));
    BigDecimal s = square(a);
    BigDecimal p = div(mul(power, valueOf(n + 1)), square(a));
    for (int j = 1; j <= EULER_TERMS && !negligible(p, sum); j++) {
      p = div(p, (2L * j - 1) * (2 * j));
      sum = add(sum, mul(BERNOULLI[j], p));
      p = div(mul(p, valueOf((long) (n + 2 * j) * (n + 2 * j + 1))), s);
    }
    return mul(factorial, sum);
  }

  private static BigDecimal erf(BigDecimal x) {
    if (!below(x, 10)) {
      BigDecimal r = sub(ONE, erfc(x.abs()));
      return x.signum() < 0 ? r.negate() : r;
    }
    BigDecimal s = mul(TWO, square(x));
    BigDecimal term = x.round(MC);
    BigDecimal sum = term;
    for (int k = 3; !negligible(term, sum); k += 2) {
      term = div(mul(term, s), k);
      sum = add(sum, term);
    }
    return mul(mul(TWO, sum), div(exp(square(x).negate()), PI.sqrt(MC)));
  }

  /** From 10 on the asymptotic series, which there holds to more than 40 digits. */
  private static BigDecimal erfc(BigDecimal x) {
    if (x.compareTo(TEN) < 0) {
      return x.compareTo(TEN.negate()) > 0 ? sub(ONE, erf(x)) : sub(TWO, erfc(x.negate()));
    }
    BigDecimal s = div(ONE, mul(TWO, square(x)).negate());
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int k = 1; k < 200 && !negligible(term, sum); k += 2) {
      term = mul(mul(term, s), valueOf(k));
      sum = add(sum, term);
    }
    return mul(sum, div(exp(square(x).negate()), mul(x, PI.sqrt(MC))));
  }

  private static BigDecimal sigmoid(BigDecimal x) {
    return x.signum() > 0 ? div(ONE, add(ONE, exp(x.negate()))) : div(exp(x), add(ONE, exp(x)));
  }

  private static BigDecimal softplus(BigDecimal x) {
    return x.signum() > 0 ? add(x, log1p(exp(x.negate()))) : log1p(exp(x));
  }

  private static BigDecimal elu(BigDecimal x, BigDecimal alpha, BigDecimal width) {
    return x.signum() > 0 ? x : mul(alpha, expm1(div(x, width)));
  }

  private static BigDecimal selu(BigDecimal x) {
    BigDecimal alpha = new BigDecimal("1.6732632423543772848170429916717");
    return mul(new BigDecimal("1.0507009873554804934193349852946"), elu(x, alpha, ONE));
  }

  private static BigDecimal geluTanh(BigDecimal x) {
    BigDecimal cubic = add(x, mul(new BigDecimal("0.044715"), x.pow(3, MC)));
    return mul(x, sigmoid(mul(mul(TWO, div(TWO, PI).sqrt(MC)), cubic)));
  }

  private static BigDecimal sqlu(BigDecimal x) {
    return x.subtract(x.multiply(x.abs()).multiply(valueOf(0.25)));
  }

  private static BigDecimal hardSigmoid(BigDecimal x) {
    return clip(div(x.add(valueOf(3)), 6), ZERO, ONE);
  }

  private static BigDecimal clip(BigDecimal x, BigDecimal lo, BigDecimal hi) {
    return x.max(lo).min(hi);
  }

  private static BigDecimal mod(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      return null;
    }
    BigDecimal r = a.remainder(b);
    return r.signum() * b.signum() < 0 ? r.add(b) : r;
  }

  private static BigDecimal floorDiv(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      return a.signum() == 0 ? null : HUGE.multiply(valueOf(a.signum()));
    }
    BigDecimal q = a.divideToIntegralValue(b);
    return a.signum() * b.signum() < 0 && a.remainder(b).signum() != 0 ? q.subtract(ONE) : q;
  }
}
