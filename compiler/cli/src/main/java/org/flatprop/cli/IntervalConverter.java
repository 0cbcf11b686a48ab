package org.flatprop.cli;

import org.flatprop.cli.data.Numbers;
import org.flatprop.plot.Interval;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code FROM:TO}. */
final class IntervalConverter implements ITypeConverter<Interval> {
  @Override
  public Interval convert(String text) {
    String[] ends = text.split(":", -1);
    if (ends.length != 2) {
      throw wrong(text, "FROM:TO is wanted, as -5:5");
    }
    Interval interval = new Interval(number(text, ends[0]), number(text, ends[1]));
    if (!(interval.low() < interval.high())) {
      throw wrong(text, "the first number must be the smaller one");
    }
    if (!interval.isWide()) {
      throw wrong(text, "it is too wide or too narrow for doubles");
    }
    return interval;
  }

  private static double number(String text, String end) {
    double number;
    try {
      number = Numbers.parse(end.strip());
    } catch (NumberFormatException e) {
      throw wrong(text, e.getMessage());
    }
    if (!Double.isFinite(number)) {
      throw wrong(text, "its ends must be finite");
    }
    return number;
  }

  private static TypeConversionException wrong(String text, String reason) {
    return new TypeConversionException("`" + text + "` is no range: " + reason);
  }
}
