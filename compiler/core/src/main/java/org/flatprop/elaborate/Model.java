package org.flatprop.elaborate;

import java.util.List;
import java.util.Map;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Variable;
import org.flatprop.source.Span;

/**
 * What a project means: a graph, and which of its nodes go in and come out.
 *
 * @param inputs the inputs and parameters, in the order of their declarations, or of their first
 *     use where there are no declarations
 * @param outputs the objective first, then the other outputs
 * @param values every name of the file scope
 * @param objectiveSpan where the objective is named
 */
public record Model(
    Graph graph,
    Legend legend,
    List<Input> inputs,
    List<Output> outputs,
    Map<String, Node> values,
    Span objectiveSpan) {

  public Model {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** A value from outside, and what the runtime knows of it. */
  public record Input(Variable variable, Node node) {}

  /** A value that a caller can read. */
  public record Output(String name, Node node) {}

  /** What is minimised. */
  public Output objective() {
    return outputs.get(0);
  }
}
