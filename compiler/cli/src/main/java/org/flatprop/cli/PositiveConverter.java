package org.flatprop.cli;

import org.flatprop.cli.data.Numbers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a positive, finite number. */
final class PositiveConverter implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double value = Numbers.parse(text);
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("`" + text + "` is not a positive number");
  }
}
