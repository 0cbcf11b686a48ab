package org.flatprop.inspect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.loops.Notation;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;
import org.flatprop.plot.Markup;
import org.flatprop.runtime.Decimal;

/** What stands in a gate: {@code +}, {@code exp}, and with a constant {@code +1}, {@code 1/x}. */
final class Symbols {

  private static final Map<String, String> SIGNS =
      Map.of(
          "*",
          "×",
          "/",
          "÷",
          "-",
          "−",
          "<=",
          "≤",
          ">=",
          "≥",
          "!=",
          "≠",
          "stop_gradient",
          "stop",
          "where",
          "if",
          "//",
          "⌊÷⌋");

  private static final Map<Operation, String> ARRAYS =
      Map.of(
          ArrayCore.SUM, "Σ",
          ArrayCore.PRODUCT, "Π",
          ArrayCore.READ, "[ ]",
          ArrayCore.ACCUMULATE, "[ ]+=",
          ArrayCore.CONCAT, "concat",
          ArrayCore.RESHAPE, "reshape");

  static final String MATRIX_PRODUCT = "@";
  static final String SUM_OF_PRODUCTS = "Σ×";

  /** Longer symbols are cut: so many letters of a usual width. */
  static final double MAX_WIDTH = 20;

  private static final int MAX_DIGITS = 7;

  private static final Notation NOTATION = new Notation(node -> Optional.empty());

  private Symbols() {}

  static String of(Node node) {
    return Markup.shortened(symbol(node), MAX_WIDTH);
  }

  private static String symbol(Node node) {
    Operation operation = node.operation();
    if (isWritten(node)) {
      return text(node);
    }
    if (operation == Operation.VARIABLE) {
      return "=";
    }
    if (ARRAYS.containsKey(operation)) {
      return ARRAYS.get(operation);
    }
    if (operation == Operations.NEGATE) {
      return "×−1";
    }
    String sign = SIGNS.getOrDefault(operation.name(), operation.name());
    boolean constant = node.operands().stream().anyMatch(Symbols::isWritten);
    boolean infix =
        operation.forward().code() instanceof Code.Infix || operation.name().equals("^");
    if (!constant || !operation.isPointwise()) {
      return sign;
    }
    if (infix) {
      return isCommutative(operation) || isWritten(node.operand(1))
          ? beside(sign, node)
          : text(node.operand(0)) + slash(sign) + "x";
    }
    List<String> written = node.operands().stream().map(o -> isWritten(o) ? text(o) : "·").toList();
    return sign + "(" + String.join(", ", written) + ")";
  }

  /** {@code +1}, {@code /2}; {@code 2^i} where all operands are known. */
  private static String beside(String sign, Node node) {
    List<String> written =
        node.operands().stream().filter(Symbols::isWritten).map(Symbols::text).toList();
    String all = String.join(slash(sign), written);
    return written.size() == node.operands().size() ? all : slash(sign) + all;
  }

  private static String slash(String sign) {
    return sign.equals("÷") ? "/" : sign;
  }

  private static boolean isCommutative(Operation operation) {
    return operation == Operations.ADD || operation == Operations.MULTIPLY;
  }

  /** Whether an operand stands in the symbol, and is no wire. */
  static boolean isWritten(Node operand) {
    boolean training = operand.payload() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.TRAINING;
    return operand.isConstant()
        || operand.isFill()
        || operand.operation() == ArrayCore.COUNT
        || training;
  }

  private static String text(Node constant) {
    Node node = constant.withoutShape();
    String text = node.isConstant() ? number(node.value()) : NOTATION.of(node);
    return text.replace('-', '−');
  }

  /** {@code 2}, {@code 0.5}; of many digits the first. */
  private static String number(double value) {
    String text = Decimal.print(value);
    if (text.length() > MAX_DIGITS && Double.isFinite(value)) {
      text = new BigDecimal(value).round(new MathContext(4)).toString();
    }
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
