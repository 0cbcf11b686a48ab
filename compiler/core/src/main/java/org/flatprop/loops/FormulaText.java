package org.flatprop.loops;

import java.util.List;
import java.util.function.UnaryOperator;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Operation.Precedence;
import org.flatprop.runtime.Decimal;

/** Formulas as text. It is Java, which a reader of formulas understands as well. */
public final class FormulaText {

  private final UnaryOperator<String> rename;

  /**
   * @param rename how a name is written
   */
  public FormulaText(UnaryOperator<String> rename) {
    this.rename = rename;
  }

  /** A formula as a value of its own type, double or boolean. */
  public String print(Formula formula) {
    return print(formula, Precedence.CHOICE);
  }

  /** A formula as a double. */
  public String printReal(Formula formula) {
    return real(formula, Precedence.CHOICE);
  }

  /** A double literal. */
  public static String literal(double value) {
    if (Double.isNaN(value)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return Decimal.print(value);
  }

  private String print(Formula formula, Precedence outer) {
    if (formula instanceof Formula.Literal literal) {
      String text = literal(literal.value());
      return text.startsWith("-") && outer == Precedence.ATOM ? "(" + text + ")" : text;
    }
    if (formula instanceof Formula.Ref ref) {
      return rename.apply(ref.name());
    }
    Formula.Apply apply = (Formula.Apply) formula;
    Precedence own = precedence(apply.operation());
    String text = apply(apply);
    return own.compareTo(outer) < 0 ? "(" + text + ")" : text;
  }

  private static Precedence precedence(Operation operation) {
    Code code = operation.forward().code();
    if (code instanceof Code.Infix infix) {
      return infix.precedence();
    }
    if (code instanceof Code.Choice) {
      return Precedence.CHOICE;
    }
    return code instanceof Code.Prefix ? Precedence.PREFIX : Precedence.ATOM;
  }

  private String apply(Formula.Apply apply) {
    List<Formula> operands = apply.operands();
    Code code = apply.operation().forward().code();
    if (code instanceof Code.Infix infix) {
      return infix(infix, operands);
    }
    if (code instanceof Code.Prefix prefix) {
      boolean not = prefix.symbol().equals("!");
      String operand =
          not ? truth(operands.get(0), Precedence.ATOM) : real(operands.get(0), Precedence.ATOM);
      return prefix.symbol() + operand;
    }
    if (code instanceof Code.Choice) {
      return truth(operands.get(0), Precedence.OR)
          + " ? "
          + real(operands.get(1), Precedence.OR)
          + " : "
          + real(operands.get(2), Precedence.CHOICE);
    }
    if (code instanceof Code.Copy) {
      return real(operands.get(0), Precedence.ATOM);
    }
    String method =
        code instanceof Code.MathCall call ? call.method() : ((Code.FunctionCall) code).method();
    List<String> arguments = operands.stream().map(o -> real(o, Precedence.CHOICE)).toList();
    return method + "(" + String.join(", ", arguments) + ")";
  }

  /** Operators associate to the left, so the operands further right bind tighter. */
  private String infix(Code.Infix infix, List<Formula> operands) {
    boolean logic = infix.precedence() == Precedence.AND || infix.precedence() == Precedence.OR;
    Precedence tighter = Precedence.values()[infix.precedence().ordinal() + 1];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < operands.size(); i++) {
      Precedence outer = i == 0 ? infix.precedence() : tighter;
      if (i > 0) {
        text.append(' ').append(infix.symbol()).append(' ');
      }
      text.append(logic ? truth(operands.get(i), outer) : real(operands.get(i), outer));
    }
    return text.toString();
  }

  private String real(Formula formula, Precedence outer) {
    if (!formula.truth()) {
      return print(formula, outer);
    }
    String choice = print(formula, Precedence.OR) + " ? 1.0 : 0.0";
    return outer == Precedence.CHOICE ? choice : "(" + choice + ")";
  }

  private String truth(Formula formula, Precedence outer) {
    if (formula.truth()) {
      return print(formula, outer);
    }
    String test = print(formula, Precedence.COMPARISON) + " != 0.0";
    return outer.compareTo(Precedence.EQUALITY) > 0 ? "(" + test + ")" : test;
  }
}
