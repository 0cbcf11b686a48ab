package org.flatprop.elaborate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Size;
import org.flatprop.runtime.Initializer;
import org.flatprop.runtime.Variable;
import org.flatprop.source.Span;

/**
 * What a project means: a graph, and which of its nodes go in and come out.
 *
 * @param dims the sizes that are left open, in the order of their declarations
 * @param inputs the inputs and parameters, in the order of their declarations, or of their first
 *     use where there are no declarations
 * @param outputs the objective first, then the other outputs
 * @param values every name of the file scope that stands for a value
 * @param checks what must hold of the dims
 * @param objectiveSpan where the objective is named
 */
public record Model(
    Graph graph,
    Legend legend,
    List<String> dims,
    List<Input> inputs,
    List<Output> outputs,
    Map<String, Node> values,
    Checks checks,
    Span objectiveSpan) {

  public Model {
    dims = List.copyOf(dims);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A value from outside.
   *
   * @param value the default of an input: a scalar for all elements, or an array; made of numbers
   *     and dims
   * @param range of an index: its elements are below
   * @param start how a parameter starts
   */
  public record Input(
      String name,
      Variable.Kind kind,
      Node node,
      Optional<Node> value,
      Optional<Size> range,
      Optional<Start> start) {

    public boolean isParam() {
      return kind == Variable.Kind.PARAM;
    }
  }

  /**
   * How a parameter starts.
   *
   * @param arguments made of numbers and dims
   */
  public record Start(Initializer.Kind kind, List<Node> arguments) {}

  /** What the runtime knows of an input, for given dims. */
  public Variable variable(Input input, Map<String, Integer> dims) {
    List<Integer> sizes =
        input.node().shape().sizes().stream()
            .map(size -> Math.toIntExact(size.value(dims)))
            .toList();
    return switch (input.kind()) {
      case INPUT ->
          Variable.input(
              input.name(), sizes, input.value().map(v -> numbers(v, dims)).orElse(List.of()));
      case INDEX ->
          Variable.index(
              input.name(), sizes, Math.toIntExact(input.range().orElseThrow().value(dims)));
      case PARAM -> Variable.param(input.name(), sizes, initializer(input, dims));
    };
  }

  private Initializer initializer(Input input, Map<String, Integer> dims) {
    if (input.start().isEmpty()) {
      return Initializer.standard(input.node().shape().rank());
    }
    Start start = input.start().get();
    double[] arguments =
        start.arguments().stream().mapToDouble(node -> numbers(node, dims).get(0)).toArray();
    return new Initializer(start.kind(), arguments);
  }

  private List<Double> numbers(Node node, Map<String, Integer> dims) {
    double[] numbers = Evaluation.of(graph, List.of(node), leaf -> new double[0], dims).array(node);
    return Arrays.stream(numbers).boxed().toList();
  }

  /** A value that a caller can read. */
  public record Output(String name, Node node) {}

  /** What is minimised. */
  public Output objective() {
    return outputs.get(0);
  }
}
