package org.flatprop.cli;

import org.flatprop.runtime.Threads;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says how many threads compute. */
final class ThreadCount {

  /** More than any machine has use for. */
  private static final int MOST = 1_024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = CountConverter.class,
      description =
          "How many threads compute large matrix products, to the same bits; 1 if not given.")
  private void use(int count) {
    Threads.use(count);
  }

  private static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MOST) {
        return Integer.valueOf(text);
      }
      throw new TypeConversionException("`" + text + "` is no number of threads from 1 to " + MOST);
    }
  }
}
