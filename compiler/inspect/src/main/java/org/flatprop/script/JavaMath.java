package org.flatprop.script;

import java.util.Set;
import org.flatprop.source.CompilerBug;

/** The functions of Java's Math in JavaScript. */
final class JavaMath {

  private static final Set<String> SAME =
      Set.of(
          "abs", "acos", "asin", "atan", "atan2", "cbrt", "ceil", "cos", "cosh", "exp", "expm1",
          "floor", "hypot", "log", "log1p", "max", "min", "pow", "sin", "sinh", "sqrt", "tan",
          "tanh");

  private static final String COPY_SIGN =
      """
      (x, sign) => {
        const negative = sign < 0.0 || (sign == 0.0 && 1.0 / sign < 0.0);
        return negative ? -Math.abs(x) : Math.abs(x);
      }""";

  /** Doubles from 2⁵² on are whole, so adding that rounds as all sums are. */
  private static final String RINT =
      """
      x => {
        const whole = 4503599627370496.0;
        if (x == 0.0 || !(Math.abs(x) < whole)) {
          return x;
        }
        return x > 0.0 ? x + whole - whole : -(-x + whole - whole);
      }""";

  private static final String GET_EXPONENT =
      """
      x => {
        const bits = new DataView(new ArrayBuffer(8));
        bits.setFloat64(0, x);
        return ((bits.getUint16(0) >> 4) & 2047) - 1023;
      }""";

  /** In two steps: the power may be beyond a double where the product is not. */
  private static final String SCALB =
      """
      (x, exponent) => {
        const half = exponent >> 1;
        return x * Math.pow(2.0, half) * Math.pow(2.0, exponent - half);
      }""";

  private JavaMath() {}

  /** What a function is in JavaScript, as an expression. */
  static String function(String name) {
    return switch (name) {
      case "signum" -> "Math.sign";
      case "copySign" -> COPY_SIGN;
      case "rint" -> RINT;
      case "getExponent" -> GET_EXPONENT;
      case "scalb" -> SCALB;
      default -> {
        if (!SAME.contains(name)) {
          throw new CompilerBug("no function " + name + " in JavaScript");
        }
        yield "Math." + name;
      }
    };
  }
}
