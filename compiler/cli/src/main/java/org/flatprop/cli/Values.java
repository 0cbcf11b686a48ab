package org.flatprop.cli;

import java.util.List;
import org.flatprop.CompiledModel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that give a model's inputs their values. */
final class Values {

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      converter = Assignment.Converter.class,
      description = "Give an input or param a value: a number, NaN, Infinity or -Infinity.")
  private List<Assignment> set = List.of();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Take values from a .json file: {\"NAME\": VALUE, …}. --set comes before it.")
  private List<String> data = List.of();

  @Option(
      names = "--dim",
      paramLabel = "NAME=SIZE",
      converter = Assignment.SizeConverter.class,
      description = "Bind a dim that has no size.")
  private List<Assignment> dims = List.of();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      converter = SeedConverter.class,
      description = "What random numbers start from; 0 if not given.")
  private Long seed = 0L;

  private static final class SeedConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("`" + text + "` is not an integer of 64 bits");
      }
    }
  }

  /** What is given to a model's inputs; adds to the diagnostics what is wrong with it. */
  Inputs bind(CompiledModel model) {
    Inputs inputs = new Inputs(model);
    inputs.dims(dims);
    data.forEach(inputs::data);
    set.forEach(inputs::set);
    return inputs;
  }

  long seed() {
    return seed;
  }
}
