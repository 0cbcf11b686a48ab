package org.flatprop.corpus.oracle;

import org.flatprop.runtime.StrictFunctions;

/** The values of the language's functions, written down a second time. */
final class PlainFunctions {

  private PlainFunctions() {}

  /**
   * The value of a function of numbers.
   *
   * @param x the arguments in the order of the parameters; fewer where a default holds
   */
  static double value(String function, double... x) {
    return switch (function) {
      case "leaky_relu" -> StrictFunctions.leakyRelu(x[0], second(x, 0.01));
      case "elu" -> StrictFunctions.elu(x[0], second(x, 1));
      case "celu" -> StrictFunctions.celu(x[0], second(x, 1));
      case "clip" -> StrictFunctions.clip(x[0], x[1], x[2]);
      case "max" -> fold(x, true);
      case "min" -> fold(x, false);
      default -> x.length == 1 ? one(function, x[0]) : several(function, x);
    };
  }

  private static double second(double[] x, double byDefault) {
    return x.length > 1 ? x[1] : byDefault;
  }

  private static double fold(double[] x, boolean larger) {
    double result = x[0];
    for (int i = 1; i < x.length; i++) {
      result = larger ? StrictMath.max(result, x[i]) : StrictMath.min(result, x[i]);
    }
    return result;
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }

  private static double several(String function, double[] x) {
    return switch (function) {
      case "+" -> x[0] + x[1];
      case "-" -> x[0] - x[1];
      case "*" -> x[0] * x[1];
      case "/" -> x[0] / x[1];
      case "//" -> StrictFunctions.floorDiv(x[0], x[1]);
      case "%" -> StrictFunctions.mod(x[0], x[1]);
      case "^" -> StrictMath.pow(x[0], x[1]);
      case "<" -> truth(x[0] < x[1]);
      case "<=" -> truth(x[0] <= x[1]);
      case ">" -> truth(x[0] > x[1]);
      case ">=" -> truth(x[0] >= x[1]);
      case "==" -> truth(x[0] == x[1]);
      case "!=" -> truth(x[0] != x[1]);
      case "and" -> truth(x[0] != 0 && x[1] != 0);
      case "or" -> truth(x[0] != 0 || x[1] != 0);
      case "where" -> x[0] != 0 ? x[1] : x[2];
      case "atan2" -> StrictMath.atan2(x[0], x[1]);
      case "hypot" -> StrictMath.hypot(x[0], x[1]);
      case "polygamma" -> StrictFunctions.polygamma(x[0], x[1]);
      case "prelu" -> StrictFunctions.leakyRelu(x[0], x[1]);
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static double one(String function, double x) {
    return switch (function) {
      case "-x" -> -x;
      case "not" -> truth(x == 0);
      case "stop_gradient" -> x;
      case "exp" -> StrictMath.exp(x);
      case "expm1" -> StrictMath.expm1(x);
      case "log" -> StrictMath.log(x);
      case "log1p" -> StrictMath.log1p(x);
      case "log2" -> StrictFunctions.log2(x);
      case "sqrt" -> StrictMath.sqrt(x);
      case "cbrt" -> StrictMath.cbrt(x);
      case "square" -> x * x;
      case "abs" -> StrictMath.abs(x);
      case "sign" -> StrictMath.signum(x);
      case "floor" -> StrictMath.floor(x);
      case "ceil" -> StrictMath.ceil(x);
      case "round" -> StrictMath.rint(x);
      case "sin" -> StrictMath.sin(x);
      case "cos" -> StrictMath.cos(x);
      case "tan" -> StrictMath.tan(x);
      case "asin" -> StrictMath.asin(x);
      case "acos" -> StrictMath.acos(x);
      case "atan" -> StrictMath.atan(x);
      case "sinh" -> StrictMath.sinh(x);
      case "cosh" -> StrictMath.cosh(x);
      case "tanh" -> StrictMath.tanh(x);
      default -> special(function, x);
    };
  }

  private static double special(String function, double x) {
    return switch (function) {
      case "asinh" -> StrictFunctions.asinh(x);
      case "acosh" -> StrictFunctions.acosh(x);
      case "atanh" -> StrictFunctions.atanh(x);
      case "lgamma" -> StrictFunctions.lgamma(x);
      case "digamma" -> StrictFunctions.digamma(x);
      case "trigamma" -> StrictFunctions.trigamma(x);
      case "erf" -> StrictFunctions.erf(x);
      case "erfc" -> StrictFunctions.erfc(x);
      case "sigmoid" -> StrictFunctions.sigmoid(x);
      case "log_sigmoid" -> StrictFunctions.logSigmoid(x);
      case "softplus" -> StrictFunctions.softplus(x);
      case "softsign" -> StrictFunctions.softsign(x);
      case "relu" -> StrictFunctions.relu(x);
      case "selu" -> StrictFunctions.selu(x);
      case "gelu" -> StrictFunctions.gelu(x);
      case "gelu_tanh" -> StrictFunctions.geluTanh(x);
      case "silu" -> StrictFunctions.silu(x);
      case "mish" -> StrictFunctions.mish(x);
      case "sqlu" -> StrictFunctions.sqlu(x);
      case "hard_sigmoid" -> StrictFunctions.hardSigmoid(x);
      case "hard_tanh" -> StrictFunctions.hardTanh(x);
      case "hard_swish" -> StrictFunctions.hardSwish(x);
      case "step" -> StrictFunctions.step(x);
      default -> throw new IllegalArgumentException(function);
    };
  }
}
