package org.flatprop.loops;

import java.util.List;
import java.util.Optional;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.runtime.Initializer;

/**
 * A value that goes in or comes out, as a kernel's signature names it.
 *
 * @param mark what follows the sizes: nothing, {@code =} before a default, {@code <} before a
 *     range, {@code ~} and a distribution's name
 * @param numbers the default, the range or the distribution's arguments, made of numbers and dims
 */
public record Port(String name, Shape shape, String mark, List<Formula> numbers) {

  public Port {
    numbers = List.copyOf(numbers);
  }

  /** An output or gradient. */
  public static Port out(String name, Shape shape) {
    return new Port(name, shape, "", List.of());
  }

  /** An input or parameter. */
  static Port in(Model model, Model.Input input) {
    return switch (input.kind()) {
      case INPUT ->
          input
              .value()
              .map(
                  v ->
                      new Port(
                          input.name(),
                          input.node().shape(),
                          "=",
                          Constants.formulas(model.graph(), v)))
              .orElse(out(input.name(), input.node().shape()));
      case INDEX ->
          new Port(
              input.name(),
              input.node().shape(),
              "<",
              List.of(new Formula.Whole(input.range().orElseThrow())));
      case PARAM -> param(model, input);
    };
  }

  private static Port param(Model model, Model.Input input) {
    Shape shape = input.node().shape();
    Optional<Model.Start> start = input.start();
    if (start.isEmpty()) {
      return new Port(
          input.name(), shape, "~" + Initializer.standard(shape.rank()).kind(), List.of());
    }
    List<Formula> arguments =
        start.get().arguments().stream()
            .flatMap(node -> Constants.formulas(model.graph(), node).stream())
            .toList();
    return new Port(input.name(), shape, "~" + start.get().kind(), arguments);
  }

  public boolean isParam() {
    return mark.startsWith("~");
  }

  /** How many elements there are. */
  public Size count() {
    return shape.count();
  }
}
