package org.flatprop.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Size;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Language;
import org.flatprop.loops.RuleText;
import org.flatprop.runtime.Decimal;

/** A gate's local derivative in the names of the model: {@code -f / d} of f = 1 / d. */
final class LocalDerivative {

  private LocalDerivative() {}

  /** The derivative of a gate that is computed element by element, by one of its operands. */
  static String of(Gate gate, int operand) {
    Operation operation = gate.node().operation();
    Map<String, String> names = new HashMap<>();
    for (Gate.Wire wire : gate.wires()) {
      // a sum may have more terms than its row has names for, and none is in its derivative
      if (wire.operand() < operation.parameters().size()) {
        String parameter = operation.parameters().get(wire.operand()).name();
        names.put(parameter, wire.from().name() + wire.how());
      }
    }
    names.put(RuleText.result(operation), gate.name());
    return new FormulaText(name -> names.getOrDefault(name, name), new Plain())
        .print(RuleText.localFormula(operation, gate.node().operands(), operand));
  }

  /** Numbers as in a formula on paper: {@code 2}, not {@code 2.0}. */
  private static final class Plain implements Language {

    private final Language java = Language.java();

    @Override
    public String literal(double value) {
      String text = Decimal.print(value);
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    @Override
    public String cast() {
      return "";
    }

    @Override
    public String quotient(Size dividend, Size divisor, FormulaText text) {
      return java.quotient(dividend, divisor, text);
    }

    @Override
    public String remainder(Size dividend, Size divisor, FormulaText text) {
      return java.remainder(dividend, divisor, text);
    }

    @Override
    public String call(String function, List<String> arguments) {
      return java.call(function, arguments);
    }

    @Override
    public String noise(String key, int place, String element) {
      return java.noise(key, place, element);
    }
  }
}
