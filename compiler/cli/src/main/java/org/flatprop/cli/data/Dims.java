package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.source.Diagnostic;

/**
 * The sizes of a model's dims. Options bind them first, then the arrays that are given, in the
 * order of declaration: an axis that is just one dim binds it. Whatever disagrees is an error.
 */
public final class Dims {

  private final List<String> open;
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Map<String, String> binders = new HashMap<>();

  /**
   * Dims without sizes.
   *
   * @param open the names of those that a model leaves open
   */
  public Dims(List<String> open) {
    this.open = List.copyOf(open);
  }

  /** The sizes that are known so far. */
  public Map<String, Integer> sizes() {
    return sizes;
  }

  /** The dims that have no size yet. */
  public List<String> unbound() {
    return open.stream().filter(name -> !sizes.containsKey(name)).toList();
  }

  /**
   * Binds a dim by an option.
   *
   * @return what is wrong with that
   */
  public Optional<Diagnostic> set(String name, int size, String option) {
    Integer other = sizes.get(name);
    if (other != null && other != size) {
      return Optional.of(DataErrors.boundTwice(option, name, other, size));
    }
    bind(name, size, option);
    return Optional.empty();
  }

  private void bind(String name, int size, String binder) {
    if (open.contains(name) && sizes.putIfAbsent(name, size) == null) {
      binders.put(name, binder);
    }
  }

  /**
   * Gives every dim that has no size one that is small, each another, so that axes are not mistaken
   * for each other.
   *
   * @return the sizes, with those that were bound
   */
  public Map<String, Integer> completed(int smallest) {
    Map<String, Integer> all = new LinkedHashMap<>(sizes);
    int next = smallest;
    for (String dim : unbound()) {
      all.put(dim, next++);
    }
    return all;
  }

  /** Binds the dims that are axes of an array and have no size yet. */
  public void bind(Shape shape, Given given) {
    List<Integer> actual = given.value().map(ArrayData::sizes).orElse(List.of());
    if (fits(shape, actual)) {
      for (int axis = 0; axis < actual.size(); axis++) {
        int size = actual.get(axis);
        shape
            .size(axis)
            .symbol()
            .ifPresent(dim -> bind(dim, size, "`" + given.name() + "` " + actual + place(given)));
      }
    }
  }

  private static String place(Given given) {
    return " of " + given.origin().error("").place();
  }

  /**
   * Checks an array against its declaration, when all dims are bound that can be.
   *
   * @return what is wrong; empty also where a dim has no size
   */
  public Optional<Diagnostic> check(Shape shape, Given given) {
    List<Integer> actual = given.value().map(ArrayData::sizes).orElseThrow();
    boolean fits = fits(shape, actual);
    for (int axis = 0; fits && axis < actual.size(); axis++) {
      Optional<Long> wanted = value(shape.size(axis));
      fits = wanted.isEmpty() || wanted.get() == (long) actual.get(axis);
    }
    return fits ? Optional.empty() : Optional.of(DataErrors.shape(given, shape, origins(shape)));
  }

  /** Whether an array of a shape has no elements, as far as sizes are known. */
  public boolean isEmpty(Shape shape) {
    return shape.sizes().stream().anyMatch(size -> value(size).filter(n -> n == 0).isPresent());
  }

  /** Whether the ranks agree. The deeper sizes of an array without elements are not known. */
  private static boolean fits(Shape shape, List<Integer> actual) {
    int rank = actual.size();
    boolean empty = rank > 0 && actual.get(rank - 1) == 0;
    return rank == shape.rank() || empty && rank < shape.rank();
  }

  private Optional<Long> value(Size size) {
    if (!sizes.keySet().containsAll(size.symbols())) {
      return Optional.empty();
    }
    try {
      return Optional.of(size.value(sizes));
    } catch (ArithmeticException e) {
      return Optional.of(Long.MAX_VALUE); // so large that no array has it
    }
  }

  /** What bound the dims of a shape, a line each. */
  private List<String> origins(Shape shape) {
    List<String> lines = new ArrayList<>();
    shape.sizes().stream()
        .flatMap(size -> size.symbols().stream())
        .distinct()
        .filter(sizes::containsKey)
        .forEach(dim -> lines.add(dim + " is " + sizes.get(dim) + ": " + binders.get(dim)));
    return lines;
  }
}
