package org.flatprop.ops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Join;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/** The values of the array core, computed in the plainest way. */
final class ArrayValues {

  private ArrayValues() {}

  static double[] read(Node node, List<double[]> x, Map<String, Integer> dims) {
    Access access = (Access) node.payload();
    int[] from = node.operand(0).shape().values(dims);
    Places places = new Places(node.shape(), access.subscripts(), dims);
    double[] result = new double[places.count()];
    for (int i = 0; i < result.length; i++) {
      if (holds(access, x, i)) {
        result[i] = x.get(0)[places.linear(i, x, from)];
      }
    }
    return result;
  }

  static double[] accumulate(Node node, List<double[]> x, Map<String, Integer> dims) {
    Access access = (Access) node.payload();
    int[] to = node.shape().values(dims);
    Places places = new Places(node.operand(0).shape(), access.subscripts(), dims);
    double[] result = new double[count(to)];
    for (int i = 0; i < places.count(); i++) {
      if (holds(access, x, i)) {
        result[places.linear(i, x, to)] += x.get(0)[i];
      }
    }
    return result;
  }

  private static boolean holds(Access access, List<double[]> x, int element) {
    return !access.guarded() || at(x.get(x.size() - 1), element) != 0;
  }

  /** A constant has one element for all. */
  private static double at(double[] array, int element) {
    return array.length == 1 ? array[0] : array[element];
  }

  private static int count(int[] sizes) {
    int count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** Reduces the elements of each row of the last axes. */
  @FunctionalInterface
  private interface Reducer {
    double reduce(double[] x, int from, int to);
  }

  private static double[] reduce(
      Node node, List<double[]> x, Map<String, Integer> dims, Reducer reducer) {
    Shape last = node.operand(0).shape().last(ArrayCore.reducedAxes(node));
    int length = count(last.values(dims));
    double[] result = new double[count(node.shape().values(dims))];
    for (int i = 0; i < result.length; i++) {
      result[i] = reducer.reduce(x.get(0), i * length, (i + 1) * length);
    }
    return result;
  }

  /** A sum of a literal number of terms begins with the first, so that -0.0 keeps its sign. */
  static double[] sum(Node node, List<double[]> x, Map<String, Integer> dims) {
    double start = ArrayGraph.sumStart(node);
    return reduce(
        node,
        x,
        dims,
        (a, from, to) -> {
          double sum = start;
          for (int i = from; i < to; i++) {
            sum += a[i];
          }
          return sum;
        });
  }

  static double[] product(Node node, List<double[]> x, Map<String, Integer> dims) {
    return reduce(
        node,
        x,
        dims,
        (a, from, to) -> {
          double product = 1;
          for (int i = from; i < to; i++) {
            product *= a[i];
          }
          return product;
        });
  }

  static double[] maximum(Node node, List<double[]> x, Map<String, Integer> dims) {
    return reduce(
        node,
        x,
        dims,
        (a, from, to) -> {
          double max = Double.NEGATIVE_INFINITY;
          for (int i = from; i < to; i++) {
            max = Math.max(max, a[i]);
          }
          return max;
        });
  }

  static double[] minimum(Node node, List<double[]> x, Map<String, Integer> dims) {
    return reduce(
        node,
        x,
        dims,
        (a, from, to) -> {
          double min = Double.POSITIVE_INFINITY;
          for (int i = from; i < to; i++) {
            min = Math.min(min, a[i]);
          }
          return min;
        });
  }

  static double[] argmax(Node node, List<double[]> x, Map<String, Integer> dims) {
    return reduce(node, x, dims, (a, from, to) -> best(a, from, to, 1));
  }

  static double[] argmin(Node node, List<double[]> x, Map<String, Integer> dims) {
    return reduce(node, x, dims, (a, from, to) -> best(a, from, to, -1));
  }

  private static int best(double[] a, int from, int to, int sign) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      boolean better = sign * a[i] > sign * a[best] || Double.isNaN(a[i]) && !Double.isNaN(a[best]);
      best = better ? i : best;
    }
    return best - from;
  }

  static double[] concat(Node node, List<double[]> x, Map<String, Integer> dims) {
    int axis = ((Join) node.payload()).axis();
    int[] sizes = node.shape().values(dims);
    int inner = 1;
    for (int i = axis + 1; i < sizes.length; i++) {
      inner *= sizes[i];
    }
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= sizes[i];
    }
    double[] result = new double[outer * sizes[axis] * inner];
    int offset = 0;
    for (int part = 0; part < x.size(); part++) {
      int length = (int) node.operand(part).shape().size(axis).value(dims) * inner;
      for (int row = 0; row < outer; row++) {
        System.arraycopy(
            x.get(part), row * length, result, row * sizes[axis] * inner + offset, length);
      }
      offset += length;
    }
    return result;
  }

  static double[] count(Node node, List<double[]> x, Map<String, Integer> dims) {
    Counting counting = (Counting) node.payload();
    Places places = new Places(counting.shape(), List.of(counting.formula()), dims);
    double[] result = new double[places.count()];
    for (int i = 0; i < result.length; i++) {
      result[i] = places.at(i, x)[0];
    }
    return result;
  }

  /** As while nothing is trained, when nobody looks at it. */
  static double[] noise(Node node, List<double[]> x, Map<String, Integer> dims) {
    return new double[count(node.shape().values(dims))];
  }

  /** Evaluates formulas of places, element by element. */
  private static final class Places {

    private final int[] sizes;
    private final List<Size> formulas;

    /** By formula; null where one is no sum of steps. */
    private final long[][] steps;

    /** Those of the element looked at. */
    private final int[] place;

    private final long[] values;

    Places(Shape shape, List<Size> formulas, Map<String, Integer> dims) {
      this.sizes = shape.values(dims);
      this.formulas =
          formulas.stream()
              .map(
                  f ->
                      f.substitute(
                          atom ->
                              atom instanceof Atom.Dim dim
                                  ? Optional.of(Size.of(dims.get(dim.name())))
                                  : Optional.empty()))
              .toList();
      this.steps = this.formulas.stream().map(this::steps).toArray(long[][]::new);
      this.place = new int[sizes.length];
      this.values = new long[steps.length];
    }

    /** Of a formula, the factor of each axis, and the constant; null where it has other terms. */
    private long[] steps(Size formula) {
      long[] all = new long[sizes.length + 1];
      for (Size.Term term : formula.terms()) {
        List<Atom> atoms = term.atoms();
        if (atoms.size() > 1 || atoms.size() == 1 && !(atoms.get(0) instanceof Atom.Axis)) {
          return null;
        }
        all[atoms.isEmpty() ? sizes.length : ((Atom.Axis) atoms.get(0)).number()] += term.factor();
      }
      return all;
    }

    int count() {
      return ArrayValues.count(sizes);
    }

    /** The formulas' values at an element, until the next. */
    long[] at(int element, List<double[]> operands) {
      int rest = element;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        place[axis] = rest % sizes[axis];
        rest /= sizes[axis];
      }
      for (int i = 0; i < values.length; i++) {
        values[i] =
            steps[i] == null ? value(formulas.get(i), place, operands, element) : value(steps[i]);
      }
      return values;
    }

    private long value(long[] steps) {
      long sum = steps[place.length];
      for (int axis = 0; axis < place.length; axis++) {
        sum += steps[axis] * place[axis];
      }
      return sum;
    }

    int linear(int element, List<double[]> operands, int[] within) {
      long[] at = at(element, operands);
      int linear = 0;
      for (int axis = 0; axis < within.length; axis++) {
        if (at[axis] < 0 || at[axis] >= within[axis]) {
          throw new ArrayIndexOutOfBoundsException(
              "place " + at[axis] + " of an axis of size " + within[axis]);
        }
        linear = linear * within[axis] + (int) at[axis];
      }
      return linear;
    }

    private static long value(Size formula, int[] place, List<double[]> operands, int element) {
      long sum = 0;
      for (Size.Term term : formula.terms()) {
        long product = term.factor();
        for (Atom atom : term.atoms()) {
          product *= value(atom, place, operands, element);
        }
        sum += product;
      }
      return sum;
    }

    private static long value(Atom atom, int[] place, List<double[]> operands, int element) {
      if (atom instanceof Atom.Axis axis) {
        return place[axis.number()];
      }
      if (atom instanceof Atom.Operand operand) {
        return (long) ArrayValues.at(operands.get(operand.number()), element);
      }
      if (atom instanceof Atom.Quotient q) {
        return Math.floorDiv(
            value(q.dividend(), place, operands, element),
            value(q.divisor(), place, operands, element));
      }
      if (atom instanceof Atom.Remainder r) {
        return Math.floorMod(
            value(r.dividend(), place, operands, element),
            value(r.divisor(), place, operands, element));
      }
      throw new IllegalStateException(atom + " has no number");
    }
  }
}
