package org.flatprop.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * How a parameter starts. The same seed gives the same start on every machine and JDK.
 *
 * @param arguments the constant; the bounds; mean and standard deviation
 */
public record Initializer(Kind kind, List<Double> arguments) {

  /** The distributions. */
  public enum Kind {
    /** All elements 0. */
    ZEROS(0),
    /** All elements 1. */
    ONES(0),
    /** All elements the same number. */
    CONSTANT(1),
    /** Uniform between two bounds. */
    UNIFORM(2),
    /** Normal, of a mean and a standard deviation. */
    NORMAL(2),
    /** Uniform within the root of 6 / (fan-in + fan-out) around 0 (Glorot and Bengio, 2010). */
    XAVIER(0),
    /** Normal around 0, of the variance 2 / fan-in (He et al., 2015). */
    HE(0);

    private final int arguments;

    Kind(int arguments) {
      this.arguments = arguments;
    }

    /** How many arguments it takes. */
    public int arguments() {
      return arguments;
    }

    /** Whether it depends on the sizes of a matrix. */
    public boolean needsMatrix() {
      return this == XAVIER || this == HE;
    }

    /** The kind of a name as written in a model. */
    public static Optional<Kind> named(String name) {
      return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
    }

    /** All names, as written in a model. */
    public static List<String> names() {
      return Arrays.stream(values()).map(Kind::toString).toList();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All elements 0. */
  public static final Initializer ZEROS = new Initializer(Kind.ZEROS);

  /**
   * A distribution with its arguments.
   *
   * @throws IllegalArgumentException if their number is wrong
   */
  public Initializer {
    arguments = List.copyOf(arguments);
    if (arguments.size() != kind.arguments()) {
      throw new IllegalArgumentException(kind + " takes " + kind.arguments() + " arguments");
    }
  }

  /** A distribution with its arguments. */
  public Initializer(Kind kind, double... arguments) {
    this(kind, Arrays.stream(arguments).boxed().toList());
  }

  /** Whether the elements are drawn at random. */
  public boolean isRandom() {
    return kind != Kind.ZEROS && kind != Kind.ONES && kind != Kind.CONSTANT;
  }

  /** What a parameter starts with if its declaration does not say: xavier from rank 2 on. */
  public static Initializer standard(int rank) {
    return rank < 2 ? ZEROS : new Initializer(Kind.XAVIER);
  }

  /**
   * The start of a parameter.
   *
   * @param sizes outermost first; empty for a scalar
   * @throws IllegalStateException if it needs the sizes of a matrix, and there are less than two
   */
  double[] draw(long seed, String name, List<Integer> sizes) {
    DoubleSupplier next = next(new Random(mix(seed, name)), sizes);
    double[] start = new double[Sizes.count(name, sizes)];
    Arrays.setAll(start, i -> next.getAsDouble());
    return start;
  }

  /** What the elements are drawn from, one after the other. */
  private DoubleSupplier next(Random random, List<Integer> sizes) {
    // java.util.Random's algorithms are part of its specification.
    return switch (kind) {
      case ZEROS -> () -> 0;
      case ONES -> () -> 1;
      case CONSTANT -> () -> arguments.get(0);
      case UNIFORM -> uniform(random, arguments.get(0), arguments.get(1));
      case NORMAL -> normal(random, arguments.get(0), arguments.get(1));
      case XAVIER -> {
        double bound = Math.sqrt(6 / (fanIn(sizes) + fanOut(sizes)));
        yield uniform(random, -bound, bound);
      }
      case HE -> normal(random, 0, Math.sqrt(2 / fanIn(sizes)));
    };
  }

  /**
   * How many inputs reach one output: the first size of a matrix, or of each matrix of a stack;
   * C·P·Q of a [F, C, P, Q] filter.
   */
  private double fanIn(List<Integer> sizes) {
    return isFilter(sizes) ? sizes.get(1) * window(sizes) : size(sizes, 2);
  }

  /** How many outputs one input reaches: the last size of a matrix; F·P·Q of a filter. */
  private double fanOut(List<Integer> sizes) {
    return isFilter(sizes) ? sizes.get(0) * window(sizes) : size(sizes, 1);
  }

  private static boolean isFilter(List<Integer> sizes) {
    return sizes.size() >= 4;
  }

  private static double window(List<Integer> sizes) {
    return sizes.stream().skip(2).mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
  }

  /** A size of a matrix, counted from the end. */
  private double size(List<Integer> sizes, int fromEnd) {
    if (sizes.size() < 2) {
      throw new IllegalStateException(kind + " needs the sizes of a matrix");
    }
    return sizes.get(sizes.size() - fromEnd);
  }

  private static DoubleSupplier uniform(Random random, double from, double to) {
    return () -> from + (to - from) * random.nextDouble();
  }

  private static DoubleSupplier normal(Random random, double mean, double deviation) {
    return () -> mean + deviation * random.nextGaussian();
  }

  /**
   * A seed for each name: FNV-1a of seed and name, spread by the finaliser of SplitMix64. Random's
   * first numbers for neighbouring seeds are nearly equal.
   */
  private static long mix(long seed, String name) {
    long hash = 0xcbf29ce484222325L ^ seed;
    hash *= 0x100000001b3L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  /** {@code normal(0.0,1.0)}: the form {@link #parse} reads. */
  @Override
  public String toString() {
    return arguments.stream().map(Decimal::print).collect(Collectors.joining(",", kind + "(", ")"));
  }

  static Initializer parse(String text) {
    int open = text.indexOf('(');
    String inner = text.substring(open + 1, text.length() - 1);
    double[] arguments =
        inner.isEmpty()
            ? new double[0]
            : Arrays.stream(inner.split(",")).mapToDouble(Double::parseDouble).toArray();
    Kind kind =
        Kind.named(text.substring(0, open))
            .orElseThrow(() -> new IllegalArgumentException("no initialiser " + text));
    return new Initializer(kind, arguments);
  }
}
