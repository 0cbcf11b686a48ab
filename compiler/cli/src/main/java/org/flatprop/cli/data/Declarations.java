package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.runtime.Variable;

/** What a model takes from outside, as readers of data need to know it. */
public final class Declarations {

  /**
   * An input or parameter.
   *
   * @param range of an index: its elements are below
   * @param fromRows whether it must be given, so that columns without names may be meant for it
   */
  public record Declared(
      String name, Variable.Kind kind, Shape shape, Optional<Size> range, boolean fromRows) {

    boolean isIndex() {
      return kind == Variable.Kind.INDEX;
    }

    /** What one row of a table holds of it. */
    Size width() {
      return shape.axes(1, shape.rank()).count();
    }

    /** {@code `x` [N, 3]}. */
    String shown() {
      return "`" + name + "`" + (shape.isScalar() ? "" : " " + shape);
    }
  }

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

  /**
   * How many rows a table of examples has: the leading size of the first array that must be given.
   */
  public Optional<Size> rows() {
    return inOrder.stream()
        .filter(input -> input.fromRows() && input.shape().rank() > 0)
        .map(input -> input.shape().size(0))
        .findFirst();
  }

  /** The inputs of which a row of a table of examples holds a part. */
  List<Declared> perExample() {
    Optional<Size> rows = rows();
    return inOrder.stream()
        .filter(input -> input.kind() != Variable.Kind.PARAM && input.shape().rank() > 0)
        .filter(input -> rows.filter(input.shape().size(0)::equals).isPresent())
        .toList();
  }

  /** The same without what does not belong to the examples of a table. */
  Declarations examples() {
    return new Declarations(perExample(), dims);
  }

  /**
   * The shape of what the rows of a table hold of an input.
   *
   * @param width of a row
   */
  List<Integer> sizes(Declared input, int rows, int width) {
    int rank = input.shape().rank();
    if (rank == 1 && width == 1) {
      return List.of(rows);
    }
    if (rank > 2) {
      List<Integer> sizes = new ArrayList<>(List.of(rows));
      for (Size size : input.shape().axes(1, rank).sizes()) {
        sizes.add(size(size).orElse(-1));
      }
      Optional<Integer> each = ArrayData.count(sizes.subList(1, rank));
      if (!sizes.contains(-1) && each.isPresent() && each.get() == width) {
        return sizes;
      }
    }
    return List.of(rows, width);
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
