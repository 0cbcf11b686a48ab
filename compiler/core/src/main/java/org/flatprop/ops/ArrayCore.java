package org.flatprop.ops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Join;
import org.flatprop.graph.Node;
import org.flatprop.graph.Noise;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Operation.Forward;
import org.flatprop.graph.Operation.Linearity;
import org.flatprop.graph.Operation.Parameter;
import org.flatprop.graph.Operation.Rule;
import org.flatprop.graph.Operation.Simplification;
import org.flatprop.graph.Operation.Traits;
import org.flatprop.graph.Structure;

/**
 * The operations on whole arrays, few and closed under differentiation: all of a model's array
 * functions and index notation are made of these and of the table's rows.
 *
 * <p>{@link ArrayGraph} makes their nodes, in a simpler form where there is one.
 */
public final class ArrayCore {

  /** Elements of its first operand, at the places that its {@link Access} says. */
  public static final Operation READ =
      operation(
          "read",
          Linearity.ADDITIVE,
          (graph, i, g, x, y) -> i == 0 ? ArrayGraph.adjointOfRead(graph, g, x, y) : null,
          ArrayValues::read,
          (graph, node, i, c) ->
              ArrayGraph.truth(graph, ArrayGraph.adjointOfRead(graph, c, node.operands(), node)));

  /** Zeros, with the elements of its first operand added where its {@link Access} says. */
  public static final Operation ACCUMULATE =
      operation(
          "accumulate",
          Linearity.ADDITIVE,
          (graph, i, g, x, y) -> i == 0 ? ArrayGraph.adjointOfAccumulate(graph, g, x, y) : null,
          ArrayValues::accumulate,
          (graph, node, i, c) ->
              ArrayGraph.truth(
                  graph, ArrayGraph.adjointOfAccumulate(graph, c, node.operands(), node)));

  /** The sum over the last axes, so many as its payload says. So the other reductions. */
  public static final Operation SUM =
      operation(
          "sum",
          Linearity.ADDITIVE,
          (graph, i, g, x, y) -> ArrayGraph.spread(graph, g, x.get(0).shape()),
          ArrayValues::sum,
          ArrayCore::spread);

  public static final Operation PRODUCT =
      operation(
          "prod",
          Linearity.MULTILINEAR,
          (graph, i, g, x, y) ->
              graph.apply(
                  Operations.MULTIPLY,
                  ArrayGraph.spread(graph, g, x.get(0).shape()),
                  ArrayGraph.productOfOthers(graph, x.get(0), y)),
          ArrayValues::product,
          ArrayCore::spread);

  public static final Operation MAXIMUM = routing("max", ArrayValues::maximum, true);

  public static final Operation MINIMUM = routing("min", ArrayValues::minimum, false);

  /** The place, row-major within the last axes, of the first largest element, or first NaN. */
  public static final Operation ARGMAX =
      operation("argmax", Linearity.ADDITIVE, null, ArrayValues::argmax, null);

  public static final Operation ARGMIN =
      operation("argmin", Linearity.ADDITIVE, null, ArrayValues::argmin, null);

  /** The same elements in another shape. */
  public static final Operation RESHAPE =
      operation(
          "reshape",
          Linearity.ADDITIVE,
          (graph, i, g, x, y) -> ArrayGraph.reshape(graph, g, x.get(0).shape()),
          (node, x, dims) -> x.get(0),
          (graph, node, i, c) -> ArrayGraph.reshape(graph, c, node.operand(0).shape()));

  /** Its operands one after the other, as its {@link Join} says. */
  public static final Operation CONCAT =
      operation(
          "concat",
          Linearity.ADDITIVE,
          (graph, i, g, x, y) -> ArrayGraph.part(graph, g, y, i),
          ArrayValues::concat,
          (graph, node, i, c) -> ArrayGraph.part(graph, c, node, i));

  /** Whole numbers: its payload is the {@link Counting}. */
  public static final Operation COUNT =
      operation("count", Linearity.ADDITIVE, null, ArrayValues::count, null);

  /** Random numbers: its payload is the {@link Noise}. */
  public static final Operation NOISE =
      operation("noise", Linearity.ADDITIVE, null, ArrayValues::noise, null);

  private ArrayCore() {}

  /** How many of the last axes of its operand a reduction is over. */
  public static int reducedAxes(Node reduction) {
    return (Integer) reduction.payload();
  }

  /** Whether an operation is a reduction over the last axes. */
  public static boolean isReduction(Operation operation) {
    return operation == SUM
        || operation == PRODUCT
        || operation == MAXIMUM
        || operation == MINIMUM
        || operation == ARGMAX
        || operation == ARGMIN;
  }

  @FunctionalInterface
  private interface Evaluator {
    double[] evaluate(Node node, List<double[]> operands, Map<String, Integer> dims);
  }

  @FunctionalInterface
  private interface Transport {
    Node transport(Graph graph, Node node, int operand, Node condition);
  }

  private record Whole(Evaluator evaluator, Transport transport) implements Structure {
    @Override
    public double[] evaluate(Node node, List<double[]> operands, Map<String, Integer> dims) {
      return evaluator.evaluate(node, operands, dims);
    }

    @Override
    public Node transport(Graph graph, Node node, int operand, Node condition) {
      return transport.transport(graph, node, operand, condition);
    }

    @Override
    public Optional<String> fault(Node node) {
      return ArrayFaults.of(node);
    }
  }

  private static Node spread(Graph graph, Node node, int operand, Node condition) {
    return ArrayGraph.spread(graph, condition, node.operand(0).shape());
  }

  /** The adjoint goes to the element that was taken, the first of several. */
  private static Operation routing(String name, Evaluator evaluator, boolean largest) {
    return operation(
        name,
        Linearity.ADDITIVE,
        (graph, i, g, x, y) ->
            graph.apply(
                Operations.WHERE,
                ArrayGraph.taken(graph, x.get(0), y, largest),
                ArrayGraph.spread(graph, g, x.get(0).shape()),
                graph.constant(0)),
        evaluator,
        ArrayCore::spread);
  }

  private static Operation operation(
      String name, Linearity linearity, Rule rule, Evaluator evaluator, Transport transport) {
    return new Operation(
        name,
        List.of(new Parameter("x", Optional.empty())),
        "",
        new Forward(new Code.Copy(), x -> x[0]),
        Optional.ofNullable(rule),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Simplification.NONE,
        new Traits(false, false, linearity),
        Optional.of(new Whole(evaluator, transport)));
  }
}
