package org.flatprop.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** How a parameter starts. The same seed gives the same start on every machine and JDK. */
public final class Initializer {

  /** The distributions. */
  public enum Kind {
    ZEROS(0),
    ONES(0),
    CONSTANT(1),
    UNIFORM(2),
    NORMAL(2),
    XAVIER(0),
    HE(0);

    private final int arguments;

    Kind(int arguments) {
      this.arguments = arguments;
    }

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

    public static List<String> names() {
      return Arrays.stream(values()).map(Kind::toString).toList();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Initializer ZEROS = new Initializer(Kind.ZEROS);

  private final Kind kind;
  private final double[] arguments;

  /**
   * A distribution with its arguments: the constant; the bounds; mean and standard deviation.
   *
   * @throws IllegalArgumentException if their number is wrong
   */
  public Initializer(Kind kind, double... arguments) {
    if (arguments.length != kind.arguments()) {
      throw new IllegalArgumentException(kind + " takes " + kind.arguments() + " arguments");
    }
    this.kind = kind;
    this.arguments = arguments.clone();
  }

  /** The start of a scalar parameter. */
  double draw(long seed, String name) {
    // java.util.Random's algorithms are part of its specification.
    Random random = new Random(mix(seed, name));
    return switch (kind) {
      case ZEROS -> 0;
      case ONES -> 1;
      case CONSTANT -> arguments[0];
      case UNIFORM -> arguments[0] + (arguments[1] - arguments[0]) * random.nextDouble();
      case NORMAL -> arguments[0] + arguments[1] * random.nextGaussian();
      case XAVIER, HE -> throw new IllegalStateException(kind + " needs the sizes of a matrix");
    };
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
    return Arrays.stream(arguments)
        .mapToObj(Decimal::print)
        .collect(Collectors.joining(",", kind + "(", ")"));
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
