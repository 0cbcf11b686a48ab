package org.flatprop.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The numbers from one to another.
 *
 * @param low not above {@code high}
 */
public record Interval(double low, double high) {

  /** What is larger is not looked at: lengths of intervals shall be finite. */
  private static final double LARGEST = 1e300;

  /** An interval that is narrower, beside its ends, has no ticks that one could read. */
  private static final double NARROWEST = 1e-9;

  private static final double SMALLEST = 1e-300;

  /** The least interval that holds all of the numbers that are finite; 0 to 0 if none is. */
  static Interval around(DoubleStream numbers) {
    double[] finite = numbers.filter(Double::isFinite).map(Interval::limited).toArray();
    return new Interval(
        Arrays.stream(finite).min().orElse(0), Arrays.stream(finite).max().orElse(0));
  }

  private static double limited(double number) {
    return Math.max(-LARGEST, Math.min(LARGEST, number));
  }

  double length() {
    return high - low;
  }

  /** Whether ticks between the ends would be told apart. */
  public boolean isWide() {
    double size = Math.max(Math.abs(low), Math.abs(high));
    return length() > Math.max(SMALLEST, NARROWEST * size) && Double.isFinite(length());
  }

  /** The number at a part of the way, from 0 to 1. */
  double at(double part) {
    return part == 1 ? high : low + length() * part;
  }

  /** The part of the way at which a number stands. */
  double part(double number) {
    return (number - low) / length();
  }

  boolean contains(double number) {
    return number >= low && number <= high;
  }

  double nearest(double number) {
    return Math.max(low, Math.min(high, number));
  }

  /** Longer at both ends, by parts of its length. */
  Interval padded(double part) {
    return new Interval(low - part * length(), high + part * length());
  }

  Interval within(Interval other) {
    return new Interval(Math.max(low, other.low), Math.min(high, other.high));
  }

  /** The same, or one around it that is wide. */
  Interval widened() {
    if (isWide()) {
      return this;
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    double around = size < SMALLEST / NARROWEST ? 1 : size / 2;
    return new Interval(low - around, high + around);
  }
}
