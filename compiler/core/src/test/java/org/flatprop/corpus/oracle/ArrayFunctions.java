package org.flatprop.corpus.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The functions that make arrays of arrays, element by element. */
final class ArrayFunctions {

  private ArrayFunctions() {}

  /** {@code [a, b, …]} or {@code stack(a, b, …, axis)}: a new axis. */
  static NdArray stack(List<NdArray> parts, int axis) {
    int[] inner = parts.get(0).sizes();
    int at = axis < 0 ? axis + inner.length + 1 : axis;
    parts.forEach(part -> requireSame(part.sizes(), inner));
    return NdArray.by(
        NdArray.with(inner, at, parts.size()),
        place -> parts.get(place[at]).at(NdArray.without(place, at)));
  }

  static NdArray concat(List<NdArray> parts, int given) {
    int axis = parts.get(0).axis(given);
    int[] sizes = parts.get(0).sizes();
    parts.forEach(
        part -> requireSame(NdArray.without(part.sizes(), axis), NdArray.without(sizes, axis)));
    sizes[axis] = parts.stream().mapToInt(part -> part.size(axis)).sum();
    return NdArray.by(
        sizes,
        place -> {
          int[] own = place.clone();
          for (NdArray part : parts) {
            if (own[axis] < part.size(axis)) {
              return part.at(own);
            }
            own[axis] -= part.size(axis);
          }
          throw new IllegalStateException();
        });
  }

  private static void requireSame(int[] a, int[] b) {
    if (!Arrays.equals(a, b)) {
      throw new IllegalArgumentException(Arrays.toString(a) + " and " + Arrays.toString(b));
    }
  }

  /** The same elements in another shape; a size of -1 is whatever is left. */
  static NdArray reshaped(NdArray x, int[] sizes) {
    int known = IntStream.of(sizes).filter(size -> size >= 0).reduce(1, (a, b) -> a * b);
    return x.reshaped(
        IntStream.of(sizes).map(size -> size < 0 ? x.length() / known : size).toArray());
  }

  /** Swaps the last two axes. */
  static NdArray transposed(NdArray x) {
    return NdArray.by(swapped(x.sizes()), place -> x.at(swapped(place)));
  }

  private static int[] swapped(int[] list) {
    int[] swapped = list.clone();
    swapped[list.length - 1] = list[list.length - 2];
    swapped[list.length - 2] = list[list.length - 1];
    return swapped;
  }

  /**
   * NumPy's matmul: a vector is a row on the left and a column on the right; matrices in batches.
   */
  static NdArray product(NdArray a, NdArray b) {
    NdArray left = a.rank() == 1 ? a.reshaped(1, a.size(0)) : a;
    NdArray right = b.rank() == 1 ? b.reshaped(b.size(0), 1) : b;
    int n = left.size(left.rank() - 1);
    if (n != right.size(right.rank() - 2)) {
      throw new IllegalArgumentException(a + " @ " + b);
    }
    int[] batch = NdArray.broadcast(List.of(batchOf(left), batchOf(right)));
    int[] sizes = NdArray.join(batch, new int[] {rows(left), columns(right)});
    NdArray l = left.stretchedTo(NdArray.join(batch, new int[] {rows(left), n}));
    NdArray r = right.stretchedTo(NdArray.join(batch, new int[] {n, columns(right)}));
    NdArray product =
        NdArray.by(
            sizes,
            place -> {
              int[] leading = Arrays.copyOf(place, batch.length);
              int row = place[batch.length];
              int column = place[batch.length + 1];
              double[] terms = new double[n];
              for (int k = 0; k < n; k++) {
                terms[k] =
                    l.at(NdArray.join(leading, new int[] {row, k}))
                        * r.at(NdArray.join(leading, new int[] {k, column}));
              }
              return Folds.sum(terms);
            });
    int[] shape = product.sizes();
    shape = b.rank() == 1 ? NdArray.without(shape, shape.length - 1) : shape;
    shape = a.rank() == 1 ? NdArray.without(shape, batch.length) : shape;
    return product.reshaped(shape);
  }

  private static int rows(NdArray matrix) {
    return matrix.size(matrix.rank() - 2);
  }

  private static int columns(NdArray matrix) {
    return matrix.size(matrix.rank() - 1);
  }

  /** Something of the shape of an array without its last two axes. */
  private static NdArray batchOf(NdArray array) {
    return NdArray.filled(Arrays.copyOf(array.sizes(), array.rank() - 2), 0);
  }

  /** An array folded along axes, row-major; along all where none is given. */
  static NdArray folded(String function, NdArray x, List<Integer> given, boolean keepDims) {
    Set<Integer> axes = new TreeSet<>();
    given.forEach(axis -> axes.add(x.axis(axis)));
    for (int axis = 0; given.isEmpty() && axis < x.rank(); axis++) {
      axes.add(axis);
    }
    int[] along = axes.stream().mapToInt(x::size).toArray();
    int[] kept = x.sizes();
    axes.forEach(axis -> kept[axis] = 1);
    NdArray folded =
        NdArray.by(
            kept,
            place -> {
              int[] own = place.clone();
              List<Double> terms = new ArrayList<>();
              NdArray.forEachPlace(
                  along,
                  inner -> {
                    int next = 0;
                    for (int axis : axes) {
                      own[axis] = inner[next++];
                    }
                    terms.add(x.at(own));
                  });
              return Folds.fold(function, terms.stream().mapToDouble(t -> t).toArray());
            });
    int[] rest =
        IntStream.range(0, x.rank()).filter(axis -> !axes.contains(axis)).map(x::size).toArray();
    return keepDims ? folded : folded.reshaped(rest);
  }

  /** Running sums: those of a whole row of which only the first terms count. */
  static NdArray cumulated(NdArray x, int given) {
    int axis = x.axis(given);
    return NdArray.by(
        x.sizes(),
        place -> {
          double[] terms = new double[x.size(axis)];
          boolean[] kept = new boolean[terms.length];
          int[] own = place.clone();
          for (int i = 0; i < terms.length; i++) {
            own[axis] = i;
            terms[i] = x.at(own);
            kept[i] = i <= place[axis];
          }
          return Folds.fold("sum", terms, kept);
        });
  }

  /**
   * Reverses the order along an axis.
   *
   * @param given the axis; null for all
   */
  static NdArray flipped(NdArray x, Integer given) {
    return NdArray.by(
        x.sizes(),
        place -> {
          int[] own = place.clone();
          for (int axis = 0; axis < own.length; axis++) {
            if (given == null || axis == x.axis(given)) {
              own[axis] = x.size(axis) - 1 - own[axis];
            }
          }
          return x.at(own);
        });
  }

  /**
   * Puts a margin around an array.
   *
   * @param width a number; or before and after; or these for each axis
   */
  static NdArray padded(NdArray x, NdArray width, double value) {
    int[] w = width.wholes();
    int[] before = new int[x.rank()];
    int[] sizes = x.sizes();
    for (int axis = 0; axis < sizes.length; axis++) {
      int pair = width.rank() == 2 ? 2 * axis : 0;
      before[axis] = w[pair];
      sizes[axis] += w[pair] + (w.length == 1 ? w[0] : w[pair + 1]);
    }
    return NdArray.by(
        sizes,
        place -> {
          int[] own = place.clone();
          for (int axis = 0; axis < own.length; axis++) {
            own[axis] -= before[axis];
          }
          return x.holds(own) ? x.at(own) : value;
        });
  }

  static NdArray range(int size) {
    return NdArray.by(new int[] {size}, place -> place[0]);
  }

  static NdArray unitMatrix(int size) {
    return NdArray.by(new int[] {size, size}, place -> place[0] == place[1] ? 1 : 0);
  }

  static NdArray oneHot(NdArray y, int classes) {
    return NdArray.by(
        NdArray.with(y.sizes(), y.rank(), classes),
        place -> y.at(Arrays.copyOf(place, y.rank())) == place[y.rank()] ? 1 : 0);
  }

  /** The diagonal of a matrix, or the matrix of a diagonal. */
  static NdArray diagonal(NdArray x) {
    return x.rank() == 1
        ? NdArray.by(new int[] {x.length(), x.length()}, p -> p[0] == p[1] ? x.element(p[0]) : 0)
        : NdArray.by(
            new int[] {StrictMath.min(x.size(0), x.size(1))}, place -> x.at(place[0], place[0]));
  }

  static NdArray outer(NdArray a, NdArray b) {
    return NdArray.by(new int[] {a.length(), b.length()}, p -> a.element(p[0]) * b.element(p[1]));
  }

  /**
   * Reads by subscripts, one for each of the first axes.
   *
   * @param lenient whether a place outside gives NaN
   */
  static NdArray read(NdArray x, List<Subscript> subscripts, boolean lenient) {
    List<Subscript> all = new ArrayList<>(subscripts);
    while (all.size() < x.rank()) {
      all.add(new Subscript.Slice(0, x.size(all.size())));
    }
    List<NdArray> lists = new ArrayList<>();
    all.forEach(s -> s.list().ifPresent(lists::add));
    int[] together = NdArray.broadcast(lists);
    boolean lead = !together(all);
    int[] sizes = lead ? together : new int[0];
    boolean placed = lead;
    for (int axis = 0; axis < all.size(); axis++) {
      if (all.get(axis) instanceof Subscript.Slice slice) {
        requireInside(slice, x, axis);
        sizes = NdArray.join(sizes, new int[] {slice.to() - slice.from()});
      } else if (all.get(axis).list().isPresent() && !placed) {
        sizes = NdArray.join(sizes, together);
        placed = true;
      }
    }
    List<NdArray> stretched = lists.stream().map(list -> list.stretchedTo(together)).toList();
    return NdArray.by(sizes, place -> element(x, all, stretched, lead, place, lenient));
  }

  private static void requireInside(Subscript.Slice slice, NdArray x, int axis) {
    if (slice.from() < 0 || slice.to() > x.size(axis) || slice.from() > slice.to()) {
      throw new IllegalArgumentException(slice + " of axis " + axis + " of " + x);
    }
  }

  private static double element(
      NdArray x,
      List<Subscript> subscripts,
      List<NdArray> lists,
      boolean lead,
      int[] place,
      boolean lenient) {
    int width = lists.isEmpty() ? 0 : lists.get(0).rank();
    int next = lead ? width : 0;
    int list = 0;
    int start = 0;
    int[] own = new int[subscripts.size()];
    for (int axis = 0; axis < own.length; axis++) {
      Subscript subscript = subscripts.get(axis);
      if (subscript instanceof Subscript.Slice slice) {
        own[axis] = slice.from() + place[next++];
      } else if (subscript instanceof Subscript.Place one) {
        own[axis] = one.index();
      } else {
        if (list == 0 && !lead) {
          start = next;
          next += width;
        }
        double index = lists.get(list++).at(Arrays.copyOfRange(place, start, start + width));
        own[axis] = index == StrictMath.rint(index) ? (int) index : -1;
      }
    }
    return lenient && !x.holds(own) ? Double.NaN : x.at(own);
  }

  /** Whether the lists stand side by side, so that their axes have a place of their own. */
  private static boolean together(List<Subscript> subscripts) {
    int[] at =
        IntStream.range(0, subscripts.size())
            .filter(i -> subscripts.get(i).list().isPresent())
            .toArray();
    return at.length == 0 || at[at.length - 1] - at[0] == at.length - 1;
  }
}
