package org.flatprop.corpus.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** An array of numbers, row-major; a scalar has no axes. */
public final class NdArray {

  private final int[] sizes;
  private final double[] elements;

  private NdArray(int[] sizes, double[] elements) {
    if (length(sizes) != elements.length) {
      throw new IllegalArgumentException(
          elements.length + " elements for " + Arrays.toString(sizes));
    }
    this.sizes = sizes;
    this.elements = elements;
  }

  static NdArray scalar(double value) {
    return new NdArray(new int[0], new double[] {value});
  }

  static NdArray of(int[] sizes, double[] elements) {
    return new NdArray(sizes.clone(), elements.clone());
  }

  static NdArray vector(double... elements) {
    return of(new int[] {elements.length}, elements);
  }

  static NdArray filled(int[] sizes, double value) {
    return by(sizes, place -> value);
  }

  /** The array whose element at a place is a function of the place. */
  static NdArray by(int[] sizes, ToDoubleFunction<int[]> element) {
    double[] elements = new double[length(sizes)];
    int[] next = {0};
    forEachPlace(sizes, place -> elements[next[0]++] = element.applyAsDouble(place));
    return new NdArray(sizes.clone(), elements);
  }

  /** Arrays of one shape, one for each place of an outer array. */
  static NdArray nested(int[] outer, int[] inner, List<NdArray> parts) {
    double[] elements = new double[length(outer) * length(inner)];
    int at = 0;
    for (NdArray part : parts) {
      if (!Arrays.equals(part.sizes, inner)) {
        throw new IllegalArgumentException(part + " is not " + Arrays.toString(inner));
      }
      System.arraycopy(part.elements, 0, elements, at, part.elements.length);
      at += part.elements.length;
    }
    return new NdArray(join(outer, inner), elements);
  }

  /** A function of the elements of arrays that broadcast. */
  static NdArray pointwise(ToDoubleFunction<double[]> function, List<NdArray> operands) {
    double[] x = new double[operands.size()];
    return by(
        broadcast(operands),
        place -> {
          for (int i = 0; i < x.length; i++) {
            x[i] = operands.get(i).stretched(place);
          }
          return function.applyAsDouble(x);
        });
  }

  /** The shape that arrays have together; sizes of 1 stretch. */
  static int[] broadcast(List<NdArray> operands) {
    int rank = operands.stream().mapToInt(NdArray::rank).max().orElse(0);
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    for (NdArray operand : operands) {
      for (int i = 0; i < operand.rank(); i++) {
        int axis = rank - operand.rank() + i;
        int size = operand.sizes[i];
        if (size != 1 && sizes[axis] != 1 && size != sizes[axis]) {
          throw new IllegalArgumentException("shapes do not broadcast: " + operands);
        }
        sizes[axis] = size == 1 ? sizes[axis] : size;
      }
    }
    return sizes;
  }

  int rank() {
    return sizes.length;
  }

  /** How many elements there are. */
  public int length() {
    return elements.length;
  }

  /** The size of an axis. */
  int size(int axis) {
    return sizes[axis];
  }

  int[] sizes() {
    return sizes.clone();
  }

  /** The sizes of its axes. */
  public List<Integer> shape() {
    return Arrays.stream(sizes).boxed().toList();
  }

  /** All elements, row-major. */
  public double[] elements() {
    return elements.clone();
  }

  /** One of the elements, row-major. */
  public double element(int i) {
    return elements[i];
  }

  /** The number that a scalar is. */
  double number() {
    if (rank() != 0) {
      throw new IllegalArgumentException(this + " is no scalar");
    }
    return elements[0];
  }

  /** The whole number that a scalar is. */
  int whole() {
    double number = number();
    if (number != StrictMath.rint(number)) {
      throw new IllegalArgumentException(number + " is no whole number");
    }
    return (int) number;
  }

  /** The whole numbers that a vector holds; a scalar is a vector of one. */
  int[] wholes() {
    return Arrays.stream(elements).mapToInt(x -> scalar(x).whole()).toArray();
  }

  double at(int... place) {
    return elements[offset(place, sizes)];
  }

  boolean holds(int... place) {
    for (int i = 0; i < sizes.length; i++) {
      if (place[i] < 0 || place[i] >= sizes[i]) {
        return false;
      }
    }
    return true;
  }

  /** The element at a place of a larger array that this is stretched to. */
  private double stretched(int[] place) {
    if (sizes.length == 0) {
      return elements[0];
    }
    int[] own = new int[sizes.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = sizes[i] == 1 ? 0 : place[place.length - own.length + i];
    }
    return at(own);
  }

  NdArray stretchedTo(int[] shape) {
    return Arrays.equals(shape, sizes) ? this : by(shape, this::stretched);
  }

  NdArray reshaped(int... shape) {
    return of(shape, elements);
  }

  /** The same with a number added to one element. */
  NdArray plus(double[] shifts) {
    double[] sum = elements.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] = shifts[i] == 0 ? sum[i] : sum[i] + shifts[i];
    }
    return new NdArray(sizes, sum);
  }

  /** An axis counted from 0, given one that may count from the end. */
  int axis(int given) {
    int axis = given < 0 ? given + rank() : given;
    if (axis < 0 || axis >= rank()) {
      throw new IllegalArgumentException(this + " has no axis " + given);
    }
    return axis;
  }

  static int length(int[] sizes) {
    int length = 1;
    for (int size : sizes) {
      length *= size;
    }
    return length;
  }

  /** Visits all places in row-major order. The place is not kept: it changes. */
  static void forEachPlace(int[] sizes, Consumer<int[]> visitor) {
    int[] place = new int[sizes.length];
    for (int n = length(sizes); n > 0; n--) {
      visitor.accept(place);
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        place[axis]++;
        if (place[axis] < sizes[axis]) {
          break;
        }
        place[axis] = 0;
      }
    }
  }

  /** All places in row-major order. */
  static List<int[]> places(int[] sizes) {
    List<int[]> places = new ArrayList<>();
    forEachPlace(sizes, place -> places.add(place.clone()));
    return places;
  }

  /** Where a place stands in row-major order. */
  static int offset(int[] place, int[] sizes) {
    int offset = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (place[i] < 0 || place[i] >= sizes[i]) {
        throw new IllegalArgumentException(
            Arrays.toString(place) + " is outside of " + Arrays.toString(sizes));
      }
      offset = offset * sizes[i] + place[i];
    }
    return offset;
  }

  static int[] join(int[]... lists) {
    return Arrays.stream(lists).flatMapToInt(Arrays::stream).toArray();
  }

  /** A list with one number put in, or put in place of one. */
  static int[] with(int[] list, int at, int... instead) {
    return join(Arrays.copyOf(list, at), instead, Arrays.copyOfRange(list, at, list.length));
  }

  static int[] without(int[] list, int at) {
    return join(Arrays.copyOf(list, at), Arrays.copyOfRange(list, at + 1, list.length));
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes) + Arrays.toString(elements);
  }
}
