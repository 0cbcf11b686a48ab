package org.flatprop.cli.train;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Topological;
import org.flatprop.runtime.Variable;

/**
 * What of a model there is for each example: the inputs and outputs whose first axis counts them.
 *
 * @param dim the size of that axis, which a batch decides: it is left open, the first input that
 *     must be given has it, and no parameter does; empty for a model that has none
 * @param features the inputs that such an output depends on
 * @param targets the inputs that only the objective depends on
 * @param outputs those other than the objective
 */
public record ExampleInputs(
    Optional<String> dim, List<Input> features, List<Input> targets, List<Output> outputs) {

  /** Finds them. */
  public static ExampleInputs of(Model model) {
    Optional<String> dim =
        model.inputs().stream()
            .filter(input -> !input.isParam() && input.value().isEmpty())
            .flatMap(input -> leading(input.node()).stream())
            .filter(model.dims()::contains)
            .filter(name -> model.inputs().stream().noneMatch(i -> i.isParam() && has(i, name)))
            .findFirst();
    List<Output> outputs =
        model.outputs().stream().skip(1).filter(o -> counts(o.node(), dim)).toList();
    BitSet needed = Topological.reach(outputs.stream().map(Output::node).toList());
    List<Input> features =
        inputs(model, dim).filter(input -> needed.get(input.node().id())).toList();
    List<Input> targets =
        inputs(model, dim).filter(input -> !needed.get(input.node().id())).toList();
    return new ExampleInputs(dim, features, targets, outputs);
  }

  private static Stream<Input> inputs(Model model, Optional<String> dim) {
    return model.inputs().stream().filter(input -> counts(input.node(), dim));
  }

  private static boolean has(Input input, String dim) {
    return input.node().shape().sizes().stream().anyMatch(size -> size.symbols().contains(dim));
  }

  private static Optional<String> leading(Node node) {
    Shape shape = node.shape();
    return shape.isScalar() ? Optional.empty() : shape.size(0).symbol();
  }

  private static boolean counts(Node node, Optional<String> dim) {
    return dim.isPresent() && leading(node).equals(dim);
  }

  /** Whether the size that counts examples is in another place of an input than its first. */
  public boolean isTangled(Input input) {
    Shape shape = input.node().shape();
    int from = counts(input.node(), dim) ? 1 : 0;
    return dim.isPresent()
        && shape.axes(from, shape.rank()).sizes().stream()
            .anyMatch(size -> size.symbols().contains(dim.get()));
  }

  /** Whether an input has something for each example. */
  public boolean contains(String input) {
    return Stream.concat(features.stream(), targets.stream())
        .anyMatch(each -> each.name().equals(input));
  }

  /** The features that are numbers, as they are normalised. */
  public List<Input> measured() {
    return features.stream().filter(input -> input.kind() == Variable.Kind.INPUT).toList();
  }

  /**
   * What is to be said of a value that has the examples along two axes: often numbers were
   * broadcast that should have met one by one, [N, 1] and [N].
   */
  public Optional<String> squares(Model model) {
    if (dim.isEmpty()) {
      return Optional.empty();
    }
    return model.values().entrySet().stream()
        .filter(value -> isSquare(value.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> isSquareWithin(model) ? Optional.of(model.objective().name()) : Optional.empty())
        .map(
            name ->
                "`"
                    + name
                    + "` sets each example against every other one, ["
                    + dim.get()
                    + ", "
                    + dim.get()
                    + "]: is that meant? A ["
                    + dim.get()
                    + ", 1] and a ["
                    + dim.get()
                    + "] do so");
  }

  private boolean isSquare(Node node) {
    return node.shape().sizes().stream().filter(size -> size.symbol().equals(dim)).count() > 1;
  }

  private boolean isSquareWithin(Model model) {
    return Topological.order(model.graph(), List.of(model.objective().node())).stream()
        .anyMatch(this::isSquare);
  }
}
