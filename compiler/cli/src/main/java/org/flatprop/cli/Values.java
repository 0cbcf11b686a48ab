package org.flatprop.cli;

import java.util.List;
import java.util.function.Consumer;
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
      description = {
        "Give an input or param a value: a number, NaN, Infinity or -Infinity, or an array: [[1, 2], [3, 4]]."
      })
  private List<Assignment> set = List.of();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = {
        "Take values from a file; --set comes before it.",
        ".json: an object, {\"NAME\": VALUE, …}.",
        ".npz, .safetensors: arrays by name, as numpy.savez or other programs write them.",
        ".csv: column x is input x; columns x_0, x_1, … or x0, … or x[0], … are those of input x. "
            + "Without a header: the inputs' columns, in the order of declaration.",
        "With the parameters that nnc train wrote, all data is prepared as in training."
      })
  private List<String> data = List.of();

  @Option(
      names = "--dim",
      paramLabel = "NAME=SIZE",
      converter = Assignment.SizeConverter.class,
      description = "Give a dim a size that has none; else the data decides. 0 is an empty batch.")
  private List<Assignment> dims = List.of();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      converter = SeedConverter.class,
      description = "What random numbers start from; 0 if not given.")
  private Long seed;

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

  /** What is given to a model. */
  Inputs of(CompiledModel model) {
    return of(model, inputs -> inputs.data(data));
  }

  /**
   * The same with other data.
   *
   * @param files gives it
   */
  Inputs of(CompiledModel model, Consumer<Inputs> files) {
    Inputs inputs = new Inputs(model);
    dims.forEach(inputs::dim);
    files.accept(inputs);
    set.forEach(inputs::set);
    return inputs;
  }

  /** The names of the files of data. */
  List<String> files() {
    return data;
  }

  /** Whether an input or parameter is given a value. */
  boolean hasNumbers() {
    return !set.isEmpty() || !data.isEmpty();
  }

  /** Whether any of the options is. */
  boolean isGiven() {
    return hasNumbers() || !dims.isEmpty() || seed != null;
  }

  long seed() {
    return seed == null ? 0 : seed;
  }
}
