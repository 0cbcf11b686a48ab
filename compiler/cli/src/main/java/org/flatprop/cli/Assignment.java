package org.flatprop.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code NAME=VALUE}. */
record Assignment(String name, String value) {

  /** Reads any value. */
  static class Converter implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException("`" + text + "` is not of the form NAME=VALUE");
      }
      return new Assignment(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
  }

  /** Reads a size: 0 or more. */
  static final class SizeConverter extends Converter {
    @Override
    public Assignment convert(String text) {
      Assignment size = super.convert(text);
      try {
        if (Integer.parseInt(size.value()) >= 0) {
          return size;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException(
          "`" + size.value() + "` is no size: an integer from 0 to 2147483647 is wanted");
    }
  }
}
