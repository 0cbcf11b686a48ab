package org.flatprop.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.flatprop.CompiledModel;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;

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
    double[] kept = outputs.clone();
    Arrays.fill(outputs, Double.NaN);
    kernel.backward(gradients);
    System.arraycopy(kept, 0, outputs, 0, kept.length);
    return of(outputs, gradients);
  }

  /** By evaluating the graph of a model without open sizes. */
  public static Results byGraph(CompiledModel model, double[] inputs) {
    return byGraph(Bound.of(model), inputs);
  }

  /** By evaluating the graph node by node. */
  public static Results byGraph(Bound bound, double[] inputs) {
    Model model = bound.model().model();
    Signature signature = bound.signature();
    List<Node> outputs = model.outputs().stream().map(Model.Output::node).toList();
    List<Node> gradients =
        signature.gradients().stream()
            .map(by -> bound.model().derivative().gradient(model.values().get(by.name())))
            .toList();
    List<Node> roots = new ArrayList<>(outputs);
    roots.addAll(gradients);
    Evaluation evaluation =
        Evaluation.of(
            model.graph(), roots, leaf -> signature.input(leaf.name()).of(inputs), bound.dims());
    return new Results(elements(outputs, evaluation), elements(gradients, evaluation));
  }

  private static List<Double> elements(List<Node> nodes, Evaluation evaluation) {
    return nodes.stream().flatMap(node -> boxed(evaluation.array(node)).stream()).toList();
  }

  /**
   * With all zeros alike: a sum over an open size starts from 0, and so loses the sign of a zero
   * that one over a literal size keeps.
   */
  Results unsigned() {
    return new Results(unsigned(outputs), unsigned(gradients));
  }

  static List<Double> unsigned(List<Double> numbers) {
    return numbers.stream().map(x -> x + 0.0).toList();
  }

  /** The part of the outputs that is one of them. */
  List<Double> output(Section section) {
    return outputs.subList(section.offset(), section.offset() + section.length());
  }

  static Results of(double[] outputs, double[] gradients) {
    return new Results(boxed(outputs), boxed(gradients));
  }

  static List<Double> boxed(double[] elements) {
    return DoubleStream.of(elements).boxed().toList();
  }
}
