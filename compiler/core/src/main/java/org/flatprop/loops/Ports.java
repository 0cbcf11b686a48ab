package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;

/**
 * What goes into a kernel and comes out of it.
 *
 * @param by the nodes that the gradients are by
 */
public record Ports(List<Port> inputs, List<Port> outputs, List<Port> gradients, List<Node> by) {

  public Ports {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    gradients = List.copyOf(gradients);
    by = List.copyOf(by);
  }

  /** The same where each gradient is one for each element of the objective, the last axes. */
  public Ports forEachElement(Shape objective) {
    List<Port> each =
        gradients.stream().map(g -> Port.out(g.name(), g.shape().followedBy(objective))).toList();
    return new Ports(inputs, outputs, each, by);
  }

  /**
   * Those of a model.
   *
   * @param wrt the names that the objective is differentiated by
   */
  public static Ports of(Model model, List<String> wrt) {
    List<Port> gradients = new ArrayList<>();
    List<Node> by = new ArrayList<>();
    for (String name : wrt) {
      Node node = model.values().get(name);
      by.add(node);
      gradients.add(Port.out(name, node.shape()));
    }
    return new Ports(
        model.inputs().stream().map(input -> Port.in(model, input)).toList(),
        model.outputs().stream().map(o -> Port.out(o.name(), o.node().shape())).toList(),
        gradients,
        by);
  }
}
