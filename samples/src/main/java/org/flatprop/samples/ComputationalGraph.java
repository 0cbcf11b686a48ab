package org.flatprop.samples;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Node;
import org.flatprop.graph.Topological;

/**
 * The lecture's class of this name: {@code forward()} visits the gates in topological order and
 * computes each one's value, {@code backward()} visits them in reversed order and computes each
 * one's gradient.
 *
 * <p>It interprets the graph, and so is slow; a kernel is the same with all of this compiled away.
 */
public final class ComputationalGraph {

  private final Model model;
  private final List<Node> gates;
  private final List<Adjoint> adjoints;
  private final Evaluation evaluation;
  private final StringBuilder log = new StringBuilder();

  /**
   * Makes the graph of a model at a point.
   *
   * @param inputs the value of each input, by its name
   */
  public ComputationalGraph(CompiledModel compiled, Map<String, Double> inputs) {
    this.model = compiled.model();
    this.gates = Topological.order(model.graph(), List.of(model.objective().node()));
    this.adjoints = compiled.derivative().adjoints();
    List<Node> roots = adjoints.stream().map(Adjoint::value).toList();
    this.evaluation =
        Evaluation.of(
            model.graph(),
            Stream.concat(gates.stream(), roots.stream()).toList(),
            leaf -> inputs.get(leaf.name()));
  }

  /** Visits the gates, inputs first; returns the value of the last. */
  public double forward() {
    for (Node gate : gates) {
      if (!gate.isConstant()) {
        print(name(gate), gate.isLeaf() ? "input" : formula(gate), evaluation.value(gate));
      }
    }
    return evaluation.value(model.objective().node());
  }

  /** Visits the gates in reversed order: what each receives is the sum over its users. */
  public void backward() {
    for (Adjoint adjoint : adjoints) {
      List<String> users =
          adjoint.contributions().stream().map(c -> "through " + name(c.gate())).toList();
      String from = users.isEmpty() ? "seed" : String.join(" + ", users);
      print("d/d" + name(adjoint.of()), from, evaluation.value(adjoint.value()));
    }
  }

  /** What the passes have visited, one gate a line. */
  @Override
  public String toString() {
    return log.toString();
  }

  private void print(String name, String what, double value) {
    log.append(String.format(Locale.ROOT, "%-6s %-14s % .4f%n", name, what, value));
  }

  private String formula(Node gate) {
    List<String> operands = gate.operands().stream().map(this::name).toList();
    return gate.operation().name() + "(" + String.join(", ", operands) + ")";
  }

  private String name(Node node) {
    return node.isConstant()
        ? String.valueOf(node.value())
        : model.legend().names(node).stream().findFirst().orElse("n" + node.id());
  }

  /** Prints both passes of the sigmoid neuron, at the lecture's point. */
  public static void main(String[] args) {
    Path file = Path.of(args.length > 0 ? args[0] : "samples/src/main/nn/gates/neuron_gates.nn");
    Map<String, Double> inputs = Map.of("w0", 2.0, "x0", -1.0, "w1", -3.0, "x1", -2.0, "w2", -3.0);
    ComputationalGraph graph = new ComputationalGraph(Flatprop.compile(file), inputs);
    graph.forward();
    graph.backward();
    System.out.print(graph);
  }
}
