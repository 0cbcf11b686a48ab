package org.flatprop.runtime;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An input or parameter of a model.
 *
 * @param value the default of an input
 * @param initializer how a parameter starts; empty for an input
 */
public record Variable(String name, OptionalDouble value, Optional<Initializer> initializer) {

  public static Variable input(String name, OptionalDouble value) {
    return new Variable(name, value, Optional.empty());
  }

  public static Variable param(String name, Initializer initializer) {
    return new Variable(name, OptionalDouble.empty(), Optional.of(initializer));
  }

  /** Whether it is trainable. */
  public boolean isParam() {
    return initializer.isPresent();
  }

  /** Whether it has a value of its own when none is given. */
  public boolean hasStart() {
    return isParam() || value.isPresent();
  }

  /**
   * The value that it has when none is given: an input's default, or a parameter's start.
   *
   * @param seed of the random starts; each parameter draws from a stream of its own
   * @return NaN for an input without default
   */
  public double start(long seed) {
    return initializer.map(i -> i.draw(seed, name)).orElse(value.orElse(Double.NaN));
  }

  /** {@code x}, {@code x=0.5} or {@code w~normal(0.0,1.0)}: the form {@link #parse} reads. */
  @Override
  public String toString() {
    return name
        + (value.isPresent() ? "=" + Decimal.print(value.getAsDouble()) : "")
        + initializer.map(i -> "~" + i).orElse("");
  }

  /**
   * Reads the form that {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Variable parse(String text) {
    int tilde = text.indexOf('~');
    if (tilde >= 0) {
      return param(text.substring(0, tilde), Initializer.parse(text.substring(tilde + 1)));
    }
    int equals = text.indexOf('=');
    return equals < 0
        ? input(text, OptionalDouble.empty())
        : input(
            text.substring(0, equals),
            OptionalDouble.of(Double.parseDouble(text.substring(equals + 1))));
  }
}
