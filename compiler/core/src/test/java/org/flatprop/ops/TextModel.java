package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.elaborate.Model;
import org.flatprop.emit.Profile;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;

/** A model given as text, evaluated as graph and as Java emitted in profile strict. */
final class TextModel {

  /** The value of a model's last definition and its gradient by all inputs, in their order. */
  record Result(double value, List<Double> gradient) {}

  private final String text;
  private final CompiledModel model;
  private final Kernel kernel;

  private TextModel(String text, Options options) {
    this.text = text;
    this.model =
        Flatprop.compile(SourceFile.ofText("model.nn", text), options.profile(Profile.STRICT));
    this.kernel = model.kernel();
  }

  static TextModel of(String text) {
    return of(text, Options.DEFAULT);
  }

  static TextModel of(String text, Options options) {
    return new TextModel(text, options);
  }

  /** The result of a model that is needed once. */
  static Result at(String text, double... inputs) {
    return of(text).at(inputs);
  }

  /** The result by both roads, which have to give the same bits. */
  Result at(double... inputs) {
    Result graph = evaluate(inputs);
    assertThat(run(inputs)).as("%s at %s", text, Arrays.toString(inputs)).isEqualTo(graph);
    return graph;
  }

  private Result run(double... inputs) {
    double[] outputs = new double[kernel.signature().outputSize()];
    double[] gradient = new double[kernel.signature().gradientSize()];
    kernel.valueAndGradient(inputs, outputs, gradient);
    return result(outputs[0], gradient);
  }

  private Result evaluate(double... inputs) {
    List<Node> leaves = model.model().inputs().stream().map(Model.Input::node).toList();
    assertThat(leaves).as("inputs").hasSize(inputs.length);
    List<Leaf> names = leaves.stream().map(leaf -> (Leaf) leaf.payload()).toList();
    Node objective = model.model().objective().node();
    List<Node> roots = new ArrayList<>(leaves.stream().map(model.derivative()::gradient).toList());
    roots.add(objective);
    Evaluation evaluation =
        Evaluation.of(model.model().graph(), roots, leaf -> inputs[names.indexOf(leaf)]);
    double[] gradient =
        leaves.stream().map(model.derivative()::gradient).mapToDouble(evaluation::value).toArray();
    return result(evaluation.value(objective), gradient);
  }

  private static Result result(double value, double... gradient) {
    return new Result(value, Arrays.stream(gradient).boxed().toList());
  }
}
