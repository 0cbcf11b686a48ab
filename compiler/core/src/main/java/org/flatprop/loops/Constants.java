package org.flatprop.loops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Node;
import org.flatprop.source.CompilerBug;

/** Values that depend on no input, as formulas of dims. */
final class Constants {

  private Constants() {}

  /** The elements of a node; one formula each, or one for all. */
  static List<Formula> formulas(Graph graph, Node node) {
    if (node.isFill()) {
      return formulas(graph, node.operand(0));
    }
    if (node.shape().isScalar()) {
      return List.of(formula(graph, node));
    }
    double[] numbers =
        Evaluation.constant(graph, node)
            .orElseThrow(() -> new CompilerBug("a default depends on dims: " + node));
    return Arrays.stream(numbers).<Formula>mapToObj(Formula.Literal::new).toList();
  }

  private static Formula formula(Graph graph, Node node) {
    if (node.isConstant()) {
      return new Formula.Literal(node.value());
    }
    if (node.payload() instanceof Counting counting) {
      return new Formula.Whole(counting.formula());
    }
    if (node.operation().isPointwise()) {
      return new Formula.Apply(
          node.operation(), node.operands().stream().map(o -> formula(graph, o)).toList());
    }
    return new Formula.Literal(
        Evaluation.of(graph, List.of(node), leaf -> new double[0], Map.of()).value(node));
  }
}
