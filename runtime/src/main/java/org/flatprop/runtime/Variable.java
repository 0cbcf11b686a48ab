package org.flatprop.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * An input or parameter of a model.
 *
 * @param sizes outermost first; empty for a scalar
 * @param value the default of an input: one number for all elements, or one for each in row-major
 *     order; empty where there is none
 * @param range of an index, whose elements are integers from 0 up to below it
 * @param initializer how a parameter starts; empty for an input
 */
public record Variable(
    String name,
    Kind kind,
    List<Integer> sizes,
    List<Double> value,
    OptionalInt range,
    Optional<Initializer> initializer) {

  /** What a value from outside is for. */
  public enum Kind {
    /** Data. */
    INPUT,
    /** Integers to be used as subscripts. */
    INDEX,
    /** What is trained. */
    PARAM
  }

  /**
   * A variable of any kind.
   *
   * @throws IllegalArgumentException if a size is negative, the elements are too many for a vector,
   *     or the default has another number of elements
   */
  public Variable {
    sizes = List.copyOf(sizes);
    value = List.copyOf(value);
    int length = Sizes.count(name, sizes);
    if (value.size() > 1 && value.size() != length) {
      throw new IllegalArgumentException(
          name + Sizes.print(sizes) + " has a default of " + value.size() + " elements");
    }
  }

  /** Data, with its default, if any. */
  public static Variable input(String name, List<Integer> sizes, List<Double> value) {
    return new Variable(name, Kind.INPUT, sizes, value, OptionalInt.empty(), Optional.empty());
  }

  /** Integers from 0 up to below a range. */
  public static Variable index(String name, List<Integer> sizes, int range) {
    return new Variable(
        name, Kind.INDEX, sizes, List.of(), OptionalInt.of(range), Optional.empty());
  }

  /** A trainable array. */
  public static Variable param(String name, List<Integer> sizes, Initializer initializer) {
    return new Variable(
        name, Kind.PARAM, sizes, List.of(), OptionalInt.empty(), Optional.of(initializer));
  }

  /** Whether training changes it. */
  public boolean isParam() {
    return kind == Kind.PARAM;
  }

  /** Whether its elements are integers that say where to read. */
  public boolean isIndex() {
    return kind == Kind.INDEX;
  }

  /** How many elements there are. */
  public int length() {
    return Sizes.count(name, sizes);
  }

  /** Whether it needs no value from outside: a parameter, an input with default, or no elements. */
  public boolean hasStart() {
    return isParam() || !value.isEmpty() || length() == 0;
  }

  /**
   * The elements that it has when none are given: an input's default, or a parameter's start.
   *
   * @param seed of the random starts; each parameter draws from a stream of its own
   * @return NaN for an input without default
   */
  public double[] start(long seed) {
    if (initializer.isPresent()) {
      return initializer.get().draw(seed, name, sizes);
    }
    if (value.size() > 1) {
      return value.stream().mapToDouble(Double::doubleValue).toArray();
    }
    double[] start = new double[length()];
    Arrays.fill(start, value.isEmpty() ? Double.NaN : value.get(0));
    return start;
  }

  /**
   * {@code x[64,1000]}, {@code s=0.5}, {@code x[3]=1.0;2.0;3.0}, {@code y[64]<10} or {@code
   * w[3,4]~normal(0.0,1.0)}: the form {@link #parse} reads.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append(Sizes.print(sizes));
    range.ifPresent(bound -> text.append('<').append(bound));
    if (!value.isEmpty()) {
      text.append('=');
      text.append(value.stream().map(Decimal::print).collect(Collectors.joining(";")));
    }
    initializer.ifPresent(i -> text.append('~').append(i));
    return text.toString();
  }

  /**
   * Reads the form that {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Variable parse(String text) {
    int end = endOfSizes(text);
    Section section = Section.parse(text.substring(0, end));
    String name = section.name();
    if (end == text.length()) {
      return input(name, section.sizes(), List.of());
    }
    String rest = text.substring(end + 1);
    return switch (text.charAt(end)) {
      case '~' -> param(name, section.sizes(), Initializer.parse(rest));
      case '<' -> index(name, section.sizes(), Integer.parseInt(rest));
      default ->
          input(
              name, section.sizes(), Arrays.stream(rest.split(";")).map(Double::valueOf).toList());
    };
  }

  private static int endOfSizes(String text) {
    int end = 0;
    while (end < text.length() && "=<~".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
