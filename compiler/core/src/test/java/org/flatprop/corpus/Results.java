package org.flatprop.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.flatprop.CompiledModel;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Kernel;

/** What a model gives at a point. */
public record Results(List<Double> outputs, List<Double> gradients) {

  /** By one call of the kernel. */
  public static Results inOneCall(Kernel kernel, double[] inputs) {
    double[] outputs = new double[kernel.signature().outputSize()];
    double[] gradients = new double[kernel.signature().gradientSize()];
    kernel.valueAndGradient(inputs, outputs, gradients);
    return of(outputs, gradients);
  }

  /** By a forward and a backward call of the kernel. */
  public static Results inTwoCalls(Kernel kernel, double[] inputs) {
    double[] outputs = new double[kernel.signature().outputSize()];
    double[] gradients = new double[kernel.signature().gradientSize()];
    kernel.forward(inputs, outputs);
    double[] kept = inputs.clone();
    Arrays.fill(inputs, Double.NaN);
    kernel.backward(gradients);
    System.arraycopy(kept, 0, inputs, 0, kept.length);
    return of(outputs, gradients);
  }

  /** By evaluating the graph node by node. */
  public static Results byGraph(CompiledModel compiled, double[] inputs) {
    Model model = compiled.model();
    List<Node> outputs = model.outputs().stream().map(Model.Output::node).toList();
    List<Node> gradients =
        compiled.signature().gradients().stream()
            .map(name -> compiled.derivative().gradient(model.values().get(name)))
            .toList();
    List<Node> roots = new java.util.ArrayList<>(outputs);
    roots.addAll(gradients);
    Evaluation evaluation =
        Evaluation.of(
            model.graph(), roots, leaf -> inputs[compiled.signature().inputIndex(leaf.name())]);
    return new Results(
        outputs.stream().map(evaluation::value).toList(),
        gradients.stream().map(evaluation::value).toList());
  }

  static Results of(double[] outputs, double[] gradients) {
    return new Results(
        DoubleStream.of(outputs).boxed().toList(), DoubleStream.of(gradients).boxed().toList());
  }
}
