package org.flatprop.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where an axis is marked: at multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {

  /** Numbers of more digits, or smaller by as many, are written by powers of ten. */
  private static final int MAX_DIGITS = 5;

  /** Over so many powers of ten, there is room between them. */
  private static final double FEW_DECADES = 2.5;

  private static final int[] STEPS = {1, 2, 5};

  private Ticks() {}

  /** So many ticks at the most that their steps are 1, 2 or 5 times a power of ten. */
  static List<Tick> linear(Interval numbers, int most) {
    return linear(numbers, most, Integer.MIN_VALUE);
  }

  /** The same at whole numbers only. */
  static List<Tick> whole(Interval numbers, int most) {
    return linear(numbers, most, 0);
  }

  private static List<Tick> linear(Interval numbers, int most, int leastExponent) {
    double least = numbers.length() / most;
    int exponent = (int) Math.floor(StrictMath.log10(least));
    int multiple = 0;
    for (int step : STEPS) {
      if (multiple == 0 && step * power(exponent) >= least * (1 - 1e-9)) {
        multiple = step;
      }
    }
    if (multiple == 0) {
      multiple = 1;
      exponent++;
    }
    if (exponent < leastExponent) {
      multiple = 1;
      exponent = leastExponent;
    }
    return multiples(numbers, multiple, exponent);
  }

  private static List<Tick> multiples(Interval numbers, int multiple, int exponent) {
    double step = multiple * power(exponent);
    long first = (long) Math.ceil(numbers.low() / step - 1e-9);
    long last = (long) Math.floor(numbers.high() / step + 1e-9);
    long largest = Math.max(Math.abs(first), Math.abs(last)) * multiple;
    int digits = Long.toString(largest).length() + exponent;
    boolean plain = digits <= MAX_DIGITS && exponent >= -MAX_DIGITS;
    List<Tick> ticks = new ArrayList<>();
    for (long k = first; k <= last; k++) {
      BigDecimal number = BigDecimal.valueOf(k * multiple).scaleByPowerOfTen(exponent);
      String label = plain ? plain(number, exponent) : scaled(number, digits - 1);
      ticks.add(new Tick(number.doubleValue(), label.replace('-', '−')));
    }
    return ticks;
  }

  private static String plain(BigDecimal number, int exponent) {
    return number.setScale(Math.max(0, -exponent), RoundingMode.UNNECESSARY).toPlainString();
  }

  private static String scaled(BigDecimal number, int exponent) {
    BigDecimal factor = number.scaleByPowerOfTen(-exponent).stripTrailingZeros();
    return factor.signum() == 0 ? "0" : factor.toPlainString() + "×" + powerOfTen(exponent);
  }

  /** Powers of ten; over few of them, other numbers too. */
  static List<Tick> logarithmic(Interval logarithms, int most) {
    int[] exponents =
        whole(logarithms, most).stream().mapToInt(tick -> (int) tick.place()).toArray();
    if (logarithms.length() > FEW_DECADES && exponents.length > 1) {
      boolean plain = Arrays.stream(exponents).allMatch(Ticks::isPlain);
      return Arrays.stream(exponents)
          .mapToObj(e -> new Tick(e, plain ? product(1, e, true) : powerOfTen(e)))
          .toList();
    }
    List<Tick> steps = steps(logarithms);
    return steps.size() > 2 ? steps : numbers(logarithms, most);
  }

  private static boolean isPlain(int exponent) {
    return Math.abs(exponent) < MAX_DIGITS - 1;
  }

  /** 1, 2 and 5, each times all powers of ten. */
  private static List<Tick> steps(Interval logarithms) {
    int first = (int) Math.floor(logarithms.low());
    int last = (int) Math.floor(logarithms.high());
    boolean plain = isPlain(first) && isPlain(last);
    List<Tick> ticks = new ArrayList<>();
    for (int e = first; e <= last; e++) {
      for (int step : STEPS) {
        double place = e + StrictMath.log10(step);
        if (logarithms.contains(place)) {
          ticks.add(new Tick(place, product(step, e, plain)));
        }
      }
    }
    return ticks;
  }

  private static String product(int factor, int exponent, boolean plain) {
    return plain
        ? BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent).toPlainString()
        : factor + "×" + powerOfTen(exponent);
  }

  /** The ticks of a linear axis, which is much the same over so short a range. */
  private static List<Tick> numbers(Interval logarithms, int most) {
    double low = Axis.Kind.LOG.number(logarithms.low());
    double high = Axis.Kind.LOG.number(logarithms.high());
    return linear(new Interval(low, high), most).stream()
        .filter(tick -> tick.place() > 0)
        .map(tick -> new Tick(Axis.Kind.LOG.place(tick.place()), tick.label()))
        .toList();
  }

  private static double power(int exponent) {
    return Double.parseDouble("1e" + exponent);
  }

  private static String powerOfTen(int exponent) {
    StringBuilder text = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return text.toString();
  }
}
