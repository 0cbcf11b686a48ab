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

  /** Reads an integer. */
  static final class SizeConverter extends Converter {
    @Override
    public Assignment convert(String text) {
      Assignment size = super.convert(text);
      try {
        Long.parseLong(size.value());
      } catch (NumberFormatException e) {
        throw new TypeConversionException("`" + size.value() + "` is no size");
      }
      return size;
    }
  }
}
