package org.flatprop.loops;

import java.util.List;
import org.flatprop.graph.Size;
import org.flatprop.runtime.Decimal;

/** Java, whose whole numbers are ints. */
final class Java implements Language {

  /** An index times this is within an int for arrays of any ordinary size. */
  private static final long MAX_FACTOR = 1_000;

  @Override
  public String literal(double value) {
    if (Double.isNaN(value)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return Decimal.print(value);
  }

  @Override
  public String cast() {
    return "(double) ";
  }

  @Override
  public String quotient(Size dividend, Size divisor, FormulaText text) {
    return divided(dividend, divisor, text, " / ", "floorDiv");
  }

  @Override
  public String remainder(Size dividend, Size divisor, FormulaText text) {
    return divided(dividend, divisor, text, " % ", "floorMod");
  }

  /** The language's own operators round towards 0, and ints wrap around. */
  private static String divided(
      Size dividend, Size divisor, FormulaText text, String operator, String method) {
    boolean small =
        dividend.terms().stream()
            .allMatch(t -> t.atoms().size() <= 1 && Math.abs(t.factor()) < MAX_FACTOR);
    if (!small) {
      String a = text.whole(dividend, "(long) ");
      return "(int) Math." + method + "(" + a + ", " + text.whole(divisor, "(long) ") + ")";
    }
    boolean positive = divisor.isNeverNegative() && !divisor.is(0);
    return dividend.isNeverNegative() && positive
        ? "(" + inBrackets(dividend, text) + operator + inBrackets(divisor, text) + ")"
        : "Math." + method + "(" + text.whole(dividend) + ", " + text.whole(divisor) + ")";
  }

  private static String inBrackets(Size formula, FormulaText text) {
    boolean single =
        formula.single().isPresent() || formula.isNeverNegative() && formula.isConstant();
    String whole = text.whole(formula);
    return single ? whole : "(" + whole + ")";
  }

  @Override
  public String call(String function, List<String> arguments) {
    return function + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  public String noise(String key, int place, String element) {
    return call("noise", List.of(key, Integer.toString(place), element));
  }
}
