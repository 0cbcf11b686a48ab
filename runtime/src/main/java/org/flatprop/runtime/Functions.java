package org.flatprop.runtime;

import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.floor;
import static java.lang.Math.getExponent;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;
import static java.lang.Math.rint;
import static java.lang.Math.scalb;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.tan;

/**
 * The scalar primitives of the formula language that the platform's own mathematics class lacks.
 *
 * <p>Every method is pure, allocation-free and bounded in time for every argument; a NaN argument
 * gives NaN. The source is plain Java 8, and each method can be copied out on its own together with
 * the members it names.
 *
 * <p>The coefficient tables were computed for this project: rational or polynomial interpolation at
 * Chebyshev nodes in 60-digit arithmetic, rounded to double. Where a method says "A&amp;S" the
 * formula is that of M. Abramowitz and I. A. Stegun, <i>Handbook of Mathematical Tables</i>,
 * National Bureau of Standards, 1964.
 */
public final class Functions {
  private static final double INV_LN_2 = 1.4426950408889634;

  private static final double LN_2 = 0.6931471805599453;

  private static final double PI = 3.141592653589793;

  private static final double SQRT_HALF = 0.7071067811865476;

  private static final double HALF_LN_2_PI_MINUS_HALF = 0.4189385332046727;

  private static final double SELU_LAMBDA = 1.0507009873554805;

  private static final double SELU_LAMBDA_ALPHA = 1.7580993408473768;

  private static final double[] ERF_P = {
    0.1283791670955126,
    -0.3182313439110336,
    -0.04576815143545733,
    -0.007187139260548562,
    -0.00028635008527608225
  };

  private static final double[] ERF_Q = {
    1.0, 0.4509691597993518, 0.08580312323455648, 0.008299086420556764, 0.00035166476084434685
  };

  private static final double[] ERFC_P = {
    -0.012487369162172418,
    -0.14024059858554672,
    0.003585415485464101,
    0.08227673849011247,
    -0.10880393014176068,
    0.09230432116160715,
    -0.058693398588573385,
    0.02836227739786491,
    -0.009746579581020164,
    0.0017556260511994543,
    0.0002937139053377672,
    -0.0002901551999479587,
    5.164766836863282e-05,
    2.2388202971268234e-05,
    -1.1438912519665317e-05,
    -9.824578457657049e-07,
    1.7396471935848348e-06,
    -4.484575038025684e-08,
    -2.417764522603935e-07,
    1.3370978564211183e-08,
    2.5057581101560055e-08
  };

  private static final double[] LGAMMA_NEAR_1_P = {
    -0.0007843350984670977,
    -0.24809466388034213,
    -0.737743087454832,
    -0.8417109269711168,
    -0.4585631783576262,
    -0.120957921895331,
    -0.013711170738275148,
    -0.000458658655553899
  };

  private static final double[] LGAMMA_NEAR_1_Q = {
    1.0,
    3.6251027951174035,
    5.2476700191700765,
    3.864830602712236,
    1.5259753533783604,
    0.31127666992555997,
    0.028581439164102673,
    0.0008125021281183502
  };

  private static final double[] LGAMMA_NEAR_2_P = {
    0.0027843350984671587,
    -0.09593840623408793,
    -0.1221554882391736,
    -0.05515839022686995,
    -0.010753617074859723,
    -0.0008504601985916067,
    -1.9241991917769087e-05
  };

  private static final double[] LGAMMA_NEAR_2_Q = {
    1.0,
    1.572689811178513,
    0.9508587415739809,
    0.2764267105316925,
    0.03934775929872803,
    0.0024531407049850212,
    4.682577882553526e-05
  };

  private static final double[] STIRLING = {
    0.08333333333333333,
    -0.002777777777777778,
    0.0007936507936507937,
    -0.0005952380952380953,
    0.0008417508417508417,
    -0.0019175269175269176,
    0.00641025641025641,
    -0.029550653594771242,
    0.17964437236883057
  };

  private static final double DIGAMMA_ROOT = 1.4616321449683622;

  private static final double DIGAMMA_ROOT_LOW = 9.549995429965697e-17;

  private static final double[] DIGAMMA_P = {
    -0.04894412396816712,
    -0.5009179195712408,
    -0.4720048871696965,
    -0.15654841306524098,
    -0.020399535847269067,
    -0.0008317834499539161
  };

  private static final double[] DIGAMMA_Q = {
    1.0,
    1.5791578645896163,
    0.8902559470956369,
    0.22191049177916844,
    0.0239143447194683,
    0.0008500490261505748,
    -2.1667211109583117e-07
  };

  private static final double[] DIGAMMA_SERIES = {
    0.08333333333333333,
    -0.008333333333333333,
    0.003968253968253968,
    -0.004166666666666667,
    0.007575757575757576,
    -0.021092796092796094,
    0.08333333333333333,
    -0.4432598039215686,
    3.0539543302701198,
    -26.456212121212122,
    281.46014492753625
  };

  private static final double[] BERNOULLI = {
    0.16666666666666666,
    -0.03333333333333333,
    0.023809523809523808,
    -0.03333333333333333,
    0.07575757575757576,
    -0.2531135531135531,
    1.1666666666666667,
    -7.092156862745098,
    54.971177944862156,
    -529.1242424242424,
    6192.123188405797
  };

  private static final double[] BERNOULLI_OVER_FACTORIAL = {
    0.08333333333333333,
    -0.001388888888888889,
    3.306878306878307e-05,
    -8.267195767195768e-07,
    2.08767569878681e-08,
    -5.284190138687493e-10,
    1.3382536530684679e-11,
    -3.3896802963225827e-13,
    8.586062056277845e-15,
    -2.174868698558062e-16,
    5.5090028283602295e-18,
    -1.3954464685812522e-19
  };

  private static final double GELU_A = 1.5957691216057308;

  private static final double GELU_B = 0.07135481627260025;

  private static final double GELU_A_HIGH = 1.5957691669464111;

  private static final double GELU_A_LOW = -4.534068042105272e-08;

  private static final double GELU_B_HIGH = 0.07135481387376785;

  private static final double GELU_B_LOW = 2.3988323959931355e-09;

  private Functions() {}

  /** Horner's rule: {@code c[0] + c[1] x + c[2] x² + …}. */
  private static double polynomial(double[] c, double x) {
    double sum = c[c.length - 1];
    for (int i = c.length - 2; i >= 0; i--) {
      sum = sum * x + c[i];
    }
    return sum;
  }

  /**
   * Base-2 logarithm, exact for powers of two: the exponent is split off, and the natural logarithm
   * of the rest, taken from [√½, √2), is scaled.
   */
  public static double log2(double x) {
    double y = x;
    int e = getExponent(y);
    if (e < -1022) {
      y *= 0x1p54;
      e = getExponent(y) - 54;
      y = scalb(y, -e - 54);
    } else {
      y = scalb(y, -e);
    }
    if (y >= 1.4142135623730951) {
      y *= 0.5;
      e++;
    }
    return e + log(y) * INV_LN_2;
  }

  /** The square {@code x x}. */
  public static double square(double x) {
    return x * x;
  }

  /** Inverse hyperbolic sine, A&amp;S 4.6.20, written with log1p so that it is accurate near 0. */
  public static double asinh(double x) {
    double a = abs(x);
    double r;
    if (a > 0x1p28) {
      r = log(a) + LN_2;
    } else if (a > 2.0) {
      r = log(2.0 * a + 1.0 / (sqrt(a * a + 1.0) + a));
    } else {
      double s = a * a;
      r = log1p(a + s / (1.0 + sqrt(1.0 + s)));
    }
    return copySign(r, x);
  }

  /** Inverse hyperbolic cosine, A&amp;S 4.6.21, accurate near 1; NaN below 1. */
  public static double acosh(double x) {
    if (x > 0x1p28) {
      return log(x) + LN_2;
    }
    if (x < 1.0) {
      return Double.NaN;
    }
    if (x > 2.0) {
      return log(2.0 * x - 1.0 / (x + sqrt(x * x - 1.0)));
    }
    double t = x - 1.0;
    return log1p(t + sqrt(2.0 * t + t * t));
  }

  /** Inverse hyperbolic tangent, A&amp;S 4.6.22; infinite at ±1 and NaN outside [-1, 1]. */
  public static double atanh(double x) {
    double a = abs(x);
    double t = a + a;
    double r = a < 0.5 ? log1p(t + t * a / (1.0 - a)) : log1p(t / (1.0 - a));
    return copySign(0.5 * r, x);
  }

  /**
   * Natural logarithm of |Γ(x)|, +∞ at the poles 0, -1, -2, ….
   *
   * <p>Between 0.7 and 3 it is (x-1)(x-2) times a rational fit, so it keeps its relative accuracy
   * at the zeros 1 and 2; up to 8 the recurrence, A&amp;S 6.1.15; beyond, Stirling's series,
   * A&amp;S 6.1.41; below -2 the reflection formula, A&amp;S 6.1.17. Close to the zeros left of -2
   * the error is absolute, a few units of 2<sup>-53</sup> times 1 + lgamma(-x).
   */
  public static double lgamma(double x) {
    if (x < 0.7) {
      if (x <= 0.0 && x == rint(x)) {
        return Double.POSITIVE_INFINITY;
      }
      if (x > -1.0) {
        return lgamma(x + 1.0) - log(abs(x));
      }
      if (x > -2.0) {
        return lgamma(x + 2.0) - log(x * (x + 1.0));
      }
      return log(PI / abs(x * sin(PI * (x - rint(x))))) - lgamma(-x);
    }
    if (x < 8.0) {
      double y = x;
      double product = 1.0;
      while (y > 3.0) {
        y -= 1.0;
        product *= y;
      }
      double t = y - 1.0;
      double u = y - 2.0;
      double r;
      if (y < 1.5) {
        double p = polynomial(LGAMMA_NEAR_1_P, t) / polynomial(LGAMMA_NEAR_1_Q, t);
        r = t * u * (0.578 + p);
      } else {
        double p = polynomial(LGAMMA_NEAR_2_P, u) / polynomial(LGAMMA_NEAR_2_Q, u);
        r = t * u * (0.42 + p);
      }
      // the added zero turns the -0 at 1 into 0
      return x > 3.0 ? log(product) + r : r + 0.0;
    }
    double w = 1.0 / x;
    double series = w * polynomial(STIRLING, w * w);
    return (x - 0.5) * (log(x) - 1.0) + (HALF_LN_2_PI_MINUS_HALF + series);
  }

  /**
   * The digamma function ψ(x) = Γ'(x)/Γ(x), NaN at the poles 0, -1, -2, ….
   *
   * <p>On [1, 2] it is (x-x₀) times a rational fit, x₀ being the positive root held to twice the
   * working precision; up to 7 the recurrence, A&amp;S 6.3.5; beyond, the asymptotic series,
   * A&amp;S 6.3.18; below 0 the reflection formula, A&amp;S 6.3.7. Close to the negative roots the
   * error is absolute, a few units of 2<sup>-53</sup> times 1 + log(1-x).
   */
  public static double digamma(double x) {
    if (x <= 0.0) {
      double r = x - rint(x);
      if (r == 0.0 || x == Double.NEGATIVE_INFINITY) {
        return Double.NaN;
      }
      return digamma(1.0 - x) - PI / tan(PI * r);
    }
    if (x < 7.0) {
      double y = x;
      double sum = 0.0;
      if (x < 1.0) {
        y = x + 1.0;
        sum = -1.0 / x;
      } else {
        while (y > 2.0) {
          y -= 1.0;
          sum += 1.0 / y;
        }
      }
      double t = y - 1.5;
      double f = 1.0 + polynomial(DIGAMMA_P, t) / polynomial(DIGAMMA_Q, t);
      return sum + ((y - DIGAMMA_ROOT) - DIGAMMA_ROOT_LOW) * f;
    }
    double w = 1.0 / x;
    double s = w * w;
    return log(x) - (0.5 * w + s * polynomial(DIGAMMA_SERIES, s));
  }

  /**
   * The trigamma function ψ'(x), +∞ at the poles 0, -1, -2, ….
   *
   * <p>The asymptotic series, A&amp;S 6.4.12, from 8 on; the recurrence, A&amp;S 6.4.6, below; the
   * reflection formula, A&amp;S 6.4.7, for negative x.
   */
  public static double trigamma(double x) {
    if (x <= 0.0) {
      if (x == Double.NEGATIVE_INFINITY) {
        return Double.NaN;
      }
      double r = x - rint(x);
      if (r == 0.0) {
        return Double.POSITIVE_INFINITY;
      }
      double c = PI / sin(PI * r);
      return c * c - trigamma(1.0 - x);
    }
    double k = x < 8.0 ? 8.0 - floor(x) : 0.0;
    double w = 1.0 / (x + k);
    double s = w * w;
    double sum = w + (0.5 * s + w * s * polynomial(BERNOULLI, s));
    while (k > 0.0) {
      k -= 1.0;
      double y = x + k;
      sum += 1.0 / (y * y);
    }
    return sum;
  }

  /**
   * The n-th derivative of the digamma function, n = 0, 1, 2, …; NaN for any other n.
   *
   * <p>For positive x it is (-1)<sup>n+1</sup> n! ζ(n+1, x), A&amp;S 6.4.10. A negative x = m + r
   * with |r| ≤ ½ is taken through the reflection formula, A&amp;S 6.4.7, with the derivative of the
   * cotangent replaced by its partial fractions, so time does not grow with |x|; close to a
   * negative root of an even derivative the error is absolute. At a pole an odd n gives +∞ and an
   * even n, where the two sides differ, NaN. For n above 22 the rounding of (n-1)! adds a few ulps,
   * and for n above 171 the magnitude goes through a logarithm and keeps some 12 digits.
   */
  public static double polygamma(double n, double x) {
    if (n == 0.0) {
      return digamma(x);
    }
    if (n == 1.0) {
      return trigamma(x);
    }
    if (!(n > 0.0) || n != rint(n) || n == Double.POSITIVE_INFINITY || x != x) {
      return Double.NaN;
    }
    double sign = n % 2.0 == 0.0 ? -1.0 : 1.0;
    if (x > 0.0) {
      return sign * polygammaMagnitude(n, x);
    }
    if (x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    double r = x - rint(x);
    if (r == 0.0) {
      return sign > 0.0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    double near = n * factorialOverPower(n, abs(r)) / abs(r);
    if (r < 0.0) {
      near *= sign;
    }
    if (abs(near) == Double.POSITIVE_INFINITY) {
      return sign * near;
    }
    double between = polygammaMagnitude(n, 1.0 - r) - polygammaMagnitude(n, 1.0 - x);
    return sign * (near + (polygammaMagnitude(n, 1.0 + r) + sign * between));
  }

  /**
   * n! ζ(n+1, q) for n ≥ 1 and q &gt; 0: the Hurwitz zeta function by Euler–Maclaurin summation (F.
   * Johansson, "Rigorous high-precision computation of the Hurwitz zeta function and its
   * derivatives", Numerical Algorithms 69, 2015, eq. 5), with q<sup>-n</sup> factored out so that
   * nothing overflows before the result does. At most a few dozen terms are summed.
   */
  private static double polygammaMagnitude(double n, double q) {
    if (q == Double.POSITIVE_INFINITY) {
      return 0.0;
    }
    double s = n + 1.0;
    double scale = factorialOverPower(n, q);
    double head = 0.0;
    double rest = 0.0;
    double weight = 1.0;
    double a = q;
    double k = 0.0;
    while (a < s + 10.0) {
      if (k == 0.0) {
        head = 1.0;
      } else {
        rest += weight;
      }
      k += 1.0;
      a = q + k;
      weight = exp(-s * log1p(k / q));
      if (weight * (1.0 + a / n) < 1e-18) {
        return scale * (n / q * (head + rest));
      }
    }
    double p = s / a;
    double corrections = 0.0;
    for (int j = 0; j < BERNOULLI_OVER_FACTORIAL.length; j++) {
      corrections += BERNOULLI_OVER_FACTORIAL[j] * p;
      p *= (s + (2 * j + 1)) / a * ((s + (2 * j + 2)) / a);
    }
    return scale * (n / q * (head + (rest + weight * (a / n + (0.5 + corrections)))));
  }

  /** (n-1)! q<sup>-n</sup> for integer n ≥ 1 and q &gt; 0, without a spurious overflow. */
  private static double factorialOverPower(double n, double q) {
    if (n > 171.0) {
      return exp(lgamma(n) - n * log(q));
    }
    double factorial = 1.0;
    for (double k = 2.0; k < n; k += 1.0) {
      factorial *= k;
    }
    double p = pow(q, -n);
    if (p > 1e-290) {
      return p * factorial;
    }
    double h = floor(0.5 * n);
    return pow(q, -h) * factorial * pow(q, h - n);
  }

  /**
   * The error function. Below ½ in magnitude it is x plus x times a rational fit in x², after W. J.
   * Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation
   * 23, 1969; beyond, the complement of {@link #erfc}.
   */
  public static double erf(double x) {
    double a = abs(x);
    if (a < 0.5) {
      double s = x * x;
      return x + x * (polynomial(ERF_P, s) / polynomial(ERF_Q, s));
    }
    return copySign(1.0 - erfc(a), x);
  }

  /**
   * The complementary error function, accurate relative to its value in the whole right tail, by
   * {@link #scaledErfc}; it underflows above 27.3.
   */
  public static double erfc(double x) {
    if (x < 0.5) {
      return x > -0.5 ? 1.0 - erf(x) : 2.0 - erfc(-x);
    }
    if (x > 28.0) {
      return 0.0;
    }
    return expMinusSquare(x, 1.0) * scaledErfc(x);
  }

  /**
   * exp(x²) erfc(x) for ½ ≤ x ≤ 28: a polynomial in (x-3.75)/(x+3.75) over 1+2x, after M. M.
   * Shepherd and J. G. Laframboise, "Chebyshev approximation of (1+2x)exp(x²)erfc x in 0 ≤ x &lt;
   * ∞", Mathematics of Computation 36, 1981.
   */
  private static double scaledErfc(double x) {
    return (1.25 + polynomial(ERFC_P, (x - 3.75) / (x + 3.75))) / (1.0 + 2.0 * x);
  }

  /**
   * exp(-scale x²) for |x| &lt; 40 and a scale of 1 or ½, with x² split into the exact square of x
   * rounded to 24 bits and a small rest, as Cody 1969 splits it.
   */
  private static double expMinusSquare(double x, double scale) {
    double z = (float) x;
    double d = scale * (z - x) * (z + x);
    double e = exp(-scale * z * z);
    return e + e * (d * (1.0 + d * (0.5 + d / 6.0)));
  }

  /** The logistic function 1/(1 + exp(-x)). */
  public static double sigmoid(double x) {
    return 1.0 / (1.0 + exp(-x));
  }

  /** log(sigmoid(x)) without overflow or cancellation. */
  public static double logSigmoid(double x) {
    return min(x, 0.0) - log1p(exp(-abs(x)));
  }

  /** log(1 + exp(x)) without overflow or cancellation. */
  public static double softplus(double x) {
    return max(x, 0.0) + log1p(exp(-abs(x)));
  }

  /** x/(1 + |x|). */
  public static double softsign(double x) {
    return x / (1.0 + abs(x));
  }

  /** The rectifier: the larger of x and 0. */
  public static double relu(double x) {
    return max(x, 0.0);
  }

  /** The rectifier with a slope on its negative side. */
  public static double leakyRelu(double x, double slope) {
    return x > 0.0 ? x : slope * x;
  }

  /**
   * The exponential linear unit (D.-A. Clevert, T. Unterthiner, S. Hochreiter, arXiv:1511.07289).
   */
  public static double elu(double x, double alpha) {
    return x > 0.0 ? x : alpha * expm1(x);
  }

  /**
   * The self-normalizing exponential linear unit (G. Klambauer et al., arXiv:1706.02515), with λ =
   * 1.0507009873554804934193349852946 and α = 1.6732632423543772848170429916717.
   */
  public static double selu(double x) {
    return x > 0.0 ? SELU_LAMBDA * x : SELU_LAMBDA_ALPHA * expm1(x);
  }

  /** The continuously differentiable exponential linear unit (J. T. Barron, arXiv:1704.07483). */
  public static double celu(double x, double alpha) {
    return x > 0.0 ? x : alpha * expm1(x / alpha);
  }

  /**
   * The Gaussian error linear unit x Φ(x) (D. Hendrycks and K. Gimpel, arXiv:1606.08415), Φ being
   * the normal distribution function; relative accuracy holds in the negative tail.
   */
  public static double gelu(double x) {
    double t = -SQRT_HALF * x;
    if (t < 0.5) {
      return x * (0.5 * erfc(t));
    }
    if (t > 28.0) {
      return -0.0;
    }
    return expMinusSquare(x, 0.5) * (0.5 * x * scaledErfc(t));
  }

  /**
   * The tanh form of the Gaussian error linear unit, ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))),
   * arXiv:1606.08415, written as x times a logistic function. Below -1 the argument of the
   * exponential is carried to twice the working precision, for relative accuracy in the tail.
   */
  public static double geluTanh(double x) {
    if (x >= -1.0) {
      return x / (1.0 + exp(-x * (GELU_A + GELU_B * (x * x))));
    }
    if (x < -26.0) {
      return -0.0;
    }
    double z = (float) x;
    double d = x - z;
    double s = z * z;
    double q = (float) s;
    double sLow = (s - q) + d * (x + z);
    double w = (float) (GELU_A + GELU_B * s);
    double wLow =
        ((GELU_A_HIGH - w) + GELU_B_HIGH * q)
            + (GELU_A_LOW + GELU_B_LOW * (x * x) + GELU_B_HIGH * sLow);
    double v = d * w + x * wLow;
    double c = v * (1.0 + v * (0.5 + v / 6.0));
    if (x < -21.0) {
      // the exponential may be subnormal, its root is not
      double h = exp(0.5 * (z * w));
      return x * (h + h * c) * h;
    }
    double e = exp(z * w);
    e += e * c;
    return x * e / (1.0 + e);
  }

  /** The sigmoid linear unit x sigmoid(x). */
  public static double silu(double x) {
    return x < -700.0 ? timesExp(x) : x / (1.0 + exp(-x));
  }

  /** x exp(x), not losing a result to the underflow of exp(x). */
  private static double timesExp(double x) {
    double h = exp(0.5 * x);
    return x * h * h;
  }

  /**
   * x tanh(softplus(x)) (D. Misra, arXiv:1908.08681), the hyperbolic tangent written as n/(n+2)
   * with n = eˣ(eˣ+2).
   */
  public static double mish(double x) {
    if (x > 20.0) {
      return x;
    }
    if (x < -700.0) {
      return timesExp(x);
    }
    double e = exp(x);
    double n = e * (e + 2.0);
    return x * (n / (n + 2.0));
  }

  /**
   * The square nonlinearity (A. Wuraola and N. Patel, "SQNL: A new computationally efficient
   * activation function", IJCNN 2018): x - x|x|/4, held at ±1 outside [-2, 2].
   */
  public static double sqlu(double x) {
    if (x > 2.0) {
      return 1.0;
    }
    if (x < -2.0) {
      return -1.0;
    }
    return x * (1.0 - 0.25 * abs(x));
  }

  /** x/6 + ½ clipped to [0, 1]. */
  public static double hardSigmoid(double x) {
    return min(max((x + 3.0) / 6.0, 0.0), 1.0);
  }

  /** x clipped to [-1, 1]. */
  public static double hardTanh(double x) {
    return min(max(x, -1.0), 1.0);
  }

  /** x times {@link #hardSigmoid} (A. Howard et al., arXiv:1905.02244). */
  public static double hardSwish(double x) {
    return x * (min(max(x + 3.0, 0.0), 6.0) / 6.0);
  }

  /** 1 for positive x, 0 for negative x, ½ at zero. */
  public static double step(double x) {
    if (x > 0.0) {
      return 1.0;
    }
    if (x < 0.0) {
      return 0.0;
    }
    return x == 0.0 ? 0.5 : Double.NaN;
  }

  /** x clipped to [lo, hi]; hi where lo exceeds hi. */
  public static double clip(double x, double lo, double hi) {
    return min(max(x, lo), hi);
  }

  /** The largest integer not above the quotient a/b as rounded to double. */
  public static double floorDiv(double a, double b) {
    return floor(a / b);
  }

  /** The remainder of a/b with the sign of b, as Python's and NumPy's {@code %}. */
  public static double mod(double a, double b) {
    double r = a % b;
    if (r == 0.0) {
      return copySign(0.0, b);
    }
    return (r < 0.0) == (b < 0.0) ? r : r + b;
  }

  /** What all random numbers of a step of training are made from. */
  public static long noiseKey(long seed, long step) {
    return mixed(mixed(seed) + step);
  }

  /**
   * A random number from [0, 1): the same for the same key, place in a model's text and element of
   * an array (SplitMix64: G. Steele, D. Lea and C. Flood, OOPSLA 2014).
   */
  public static double noise(long key, int place, int element) {
    long bits = mixed(key + mixed(((long) place << 32) + element));
    return (bits >>> 11) * 1.1102230246251565E-16;
  }

  /** A number whose bits all depend on all bits of another. */
  private static long mixed(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
