package org.flatprop.script;

import java.util.List;
import org.flatprop.graph.Size;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Language;
import org.flatprop.runtime.Decimal;

/**
 * JavaScript, whose numbers are all doubles. Random numbers, which only training draws, are ½.
 *
 * @param library takes down the functions that formulas call
 */
record JavaScript(Library library) implements Language {

  @Override
  public String literal(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    return Double.isNaN(value) ? "NaN" : Decimal.print(value);
  }

  @Override
  public String cast() {
    return "";
  }

  @Override
  public String quotient(Size dividend, Size divisor, FormulaText text) {
    return call("floorDiv", List.of(text.whole(dividend), text.whole(divisor)));
  }

  @Override
  public String remainder(Size dividend, Size divisor, FormulaText text) {
    return call("mod", List.of(text.whole(dividend), text.whole(divisor)));
  }

  @Override
  public String call(String function, List<String> arguments) {
    library.need(function);
    return function + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  public String noise(String key, int place, String element) {
    return "0.5";
  }
}
