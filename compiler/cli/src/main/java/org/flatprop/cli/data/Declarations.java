package org.flatprop.cli.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;

/** What a model takes from outside, as readers of data need to know it. */
public final class Declarations {

  /**
   * An input or parameter.
   *
   * @param fromRows whether it must be given, so that columns without names may be meant for it
   */
  public record Declared(String name, Shape shape, boolean fromRows) {}

  private final Map<String, Declared> byName;
  private final List<Declared> inOrder;
  private final Map<String, Integer> dims;

  /**
   * Everything that can be given.
   *
   * @param inOrder in the order of their declarations
   * @param dims the sizes that are known before any data is read
   */
  public Declarations(List<Declared> inOrder, Map<String, Integer> dims) {
    this.inOrder = List.copyOf(inOrder);
    this.byName = inOrder.stream().collect(Collectors.toMap(Declared::name, Function.identity()));
    this.dims = Map.copyOf(dims);
  }

  List<Declared> inOrder() {
    return inOrder;
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  Optional<Declared> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** A size, if it is known. */
  OptionalInt size(Size size) {
    if (!dims.keySet().containsAll(size.symbols())) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Math.toIntExact(size.value(dims)));
    } catch (ArithmeticException e) {
      return OptionalInt.empty(); // so large that no array has it
    }
  }
}
