package org.flatprop.inspect;

import java.util.Optional;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.ops.ArrayCore;
import org.flatprop.ops.Operations;

/** The parts that gates play in the flow of gradients, as the lectures name them. */
enum Flow {
  DISTRIBUTES("A sum distributes: each operand receives the gradient as it is."),
  SUBTRACTS(
      "A difference distributes: its first operand receives the gradient as it is, the second its negative."),
  PASSES("The gradient passes as it is."),
  NEGATES("It turns the sign of the gradient."),
  SWAPS("A product swaps: each operand receives the gradient times the other operand."),
  ROUTES("It routes: only the operand that was taken receives the gradient."),
  SWITCHES("It is a switch: the gradient passes where the value does, and is 0 elsewhere."),
  SCALES("It scales: the gradient is multiplied by the local derivative."),
  SPREADS("A sum of elements spreads: each element receives the gradient of the sum."),
  MULTIPLIES(
      "A matrix product swaps: each matrix receives the gradient times the other, transposed."),
  CONTRACTS(
      "It swaps: each operand receives the gradient times the other, added up over its uses."),
  COLLECTS("It moves elements: each gets back what was made of it."),
  STOPS("It stops the flow: nothing is sent back.");

  private final String sentence;

  Flow(String sentence) {
    this.sentence = sentence;
  }

  /**
   * What a gate does to the gradient; empty for one that just hands on a value.
   *
   * @param symbol what stands in it
   */
  static Optional<Flow> of(Node node, String symbol) {
    Operation operation = node.operation();
    if (operation == Operation.VARIABLE || node.isLeaf()) {
      return Optional.empty();
    }
    if (operation.rule().isEmpty()) {
      return Optional.of(STOPS);
    }
    if (operation == Operations.ADD) {
      return Optional.of(hasOneOperand(node) ? PASSES : DISTRIBUTES);
    }
    if (operation == Operations.SUBTRACT) {
      return Optional.of(
          node.operand(0).isConstant()
              ? NEGATES
              : node.operand(1).isConstant() ? PASSES : SUBTRACTS);
    }
    if (operation == Operations.NEGATE) {
      return Optional.of(NEGATES);
    }
    if (operation == Operations.MULTIPLY) {
      return Optional.of(node.operands().stream().anyMatch(Node::isConstant) ? SCALES : SWAPS);
    }
    if (operation == ArrayCore.SUM) {
      return Optional.of(
          switch (symbol) {
            case Symbols.MATRIX_PRODUCT -> MULTIPLIES;
            case Symbols.SUM_OF_PRODUCTS -> CONTRACTS;
            default -> SPREADS;
          });
    }
    boolean routes =
        operation.selector().isPresent()
            || operation == ArrayCore.MAXIMUM
            || operation == ArrayCore.MINIMUM;
    if (routes) {
      return Optional.of(hasOneOperand(node) && operation.isPointwise() ? SWITCHES : ROUTES);
    }
    boolean moves = !operation.isPointwise() && operation != ArrayCore.PRODUCT;
    return Optional.of(moves ? COLLECTS : SCALES);
  }

  private static boolean hasOneOperand(Node node) {
    return node.operands().stream().filter(operand -> !operand.isConstant()).count() == 1;
  }

  @Override
  public String toString() {
    return sentence;
  }
}
