package org.flatprop.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.Random;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;

/**
 * Examples in memory: an array for each input that has an element, or a row of elements, for each
 * example. Arrays are row-major, with the examples along their first axis, and are not copied.
 */
public final class Dataset {

  private final int size;
  private final Map<String, double[]> arrays;

  private Dataset(int size, Map<String, double[]> arrays) {
    this.size = size;
    this.arrays = arrays;
  }

  /**
   * Examples without anything yet. One such example is what a model needs whose inputs are all
   * given otherwise.
   *
   * @param size how many there are
   */
  public static Dataset of(int size) {
    if (size < 0) {
      throw new IllegalArgumentException(size + " examples");
    }
    return new Dataset(size, Map.of());
  }

  /**
   * The same examples with values for an input.
   *
   * @param values equally many for each example
   * @throws IllegalArgumentException if they cannot be shared out equally
   */
  public Dataset with(String input, double... values) {
    if (size == 0 ? values.length > 0 : values.length % size != 0) {
      throw new IllegalArgumentException(
          input + ": " + values.length + " values for " + size + " examples");
    }
    Map<String, double[]> all = new LinkedHashMap<>(arrays);
    all.put(input, values);
    return new Dataset(size, all);
  }

  /** How many examples there are. */
  public int size() {
    return size;
  }

  /**
   * Some of the examples, in this order.
   *
   * @param rows their numbers, from 0
   */
  public Dataset rows(int... rows) {
    for (int row : rows) {
      if (row < 0 || row >= size) {
        throw new IndexOutOfBoundsException("row " + row + " of " + size + " examples");
      }
    }
    Dataset chosen = of(rows.length);
    for (Map.Entry<String, double[]> entry : arrays.entrySet()) {
      double[] from = entry.getValue();
      int width = width(from);
      double[] to = new double[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(from, rows[i] * width, to, i * width, width);
      }
      chosen = chosen.with(entry.getKey(), to);
    }
    return chosen;
  }

  private int width(double[] array) {
    return size == 0 ? 0 : array.length / size;
  }

  /**
   * Batches in the order of the examples; the last one of an epoch may be smaller.
   *
   * @param size of a batch
   */
  public Source batches(int size) {
    return new Slices(size, null);
  }

  /**
   * Batches in random order, in each epoch another; the last one of an epoch may be smaller.
   *
   * @param size of a batch
   * @param seed the same one gives the same batches, on every machine
   */
  public Source shuffled(int size, long seed) {
    return new Slices(size, seed);
  }

  /**
   * The numbers from 0 in random order.
   *
   * @param seed the same one gives the same order, on every machine
   */
  public static int[] order(int count, long seed) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    // java.util.Random's algorithms are part of its specification
    Random random = new Random(seed);
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    return order;
  }

  private final class Slices implements Source {

    private final int length;

    /** Null for the order of the examples. */
    private final Long seed;

    Slices(int length, Long seed) {
      if (length < 1) {
        throw new IllegalArgumentException("batches of " + length);
      }
      this.length = length;
      this.seed = seed;
    }

    @Override
    public OptionalInt batches() {
      return OptionalInt.of((int) (((long) size + length - 1) / length));
    }

    @Override
    public Iterator<Batch> epoch(int epoch) {
      // distinct for all epochs of neighbouring seeds: the golden ratio in 64 bits, as in
      // SplitMix64
      int[] order = seed == null ? null : order(size, seed + (epoch + 1) * 0x9e3779b97f4a7c15L);
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public Batch next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          int from = next;
          next = (int) Math.min(size, (long) from + length);
          return new Slice(order, from, next - from);
        }
      };
    }
  }

  /** The examples at some places of an order. */
  private final class Slice implements Batch {

    private final int[] order;
    private final int from;
    private final int length;

    Slice(int[] order, int from, int length) {
      this.order = order;
      this.from = from;
      this.length = length;
    }

    @Override
    public int size() {
      return length;
    }

    @Override
    public void copyTo(Signature signature, double[] inputs) {
      for (Map.Entry<String, double[]> entry : arrays.entrySet()) {
        Section section = signature.input(entry.getKey());
        double[] array = entry.getValue();
        int width = width(array);
        if (section.length() != length * width) {
          throw new IllegalArgumentException(
              section + " takes " + section.length() + " values, not " + length + " * " + width);
        }
        if (order == null) {
          System.arraycopy(array, from * width, inputs, section.offset(), length * width);
          continue;
        }
        for (int i = 0; i < length; i++) {
          int row = order[from + i];
          System.arraycopy(array, row * width, inputs, section.offset() + i * width, width);
        }
      }
    }
  }
}
