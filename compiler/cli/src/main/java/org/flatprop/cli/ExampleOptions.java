package org.flatprop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.cli.ExampleReader.Shares;
import org.flatprop.cli.data.Normalisation;
import org.flatprop.cli.data.Numbers;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.source.CompileException;
import org.flatprop.train.Dataset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say which examples are learnt from, and which are held out. */
final class ExampleOptions {

  /** So that the parts are not drawn by the numbers that shuffle the first epoch. */
  private static final long SPLITTING = 0x5eed;

  @Option(
      names = "--valid",
      paramLabel = "FILE",
      description = "Hold out the examples of this file: the model is validated with them.")
  private List<String> valid = List.of();

  @Option(
      names = "--split",
      paramLabel = "PART",
      converter = PartConverter.class,
      description = "Hold out this part of the examples, drawn by --seed: 0.2.")
  private Double split;

  @Option(
      names = "--no-shuffle",
      description = "Take the examples in their order; else in another in each epoch, by --seed.")
  private boolean ordered;

  @Mixin private TableOptions tables;

  @Option(
      names = "--normalize",
      description = {
        "Shift and scale the features to mean 0 and deviation 1; features are what the outputs depend on. The "
            + "statistics are those of the examples to learn from, and are kept with the params."
      })
  private boolean normalize;

  @Option(names = "--center", description = "Shift the features to mean 0 only.")
  private boolean center;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private static final class PartConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        double part = Numbers.parse(text);
        if (part > 0 && part < 1) {
          return part;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException("`" + text + "` is no part: a number between 0 and 1");
    }
  }

  /** The names of the files that are read. */
  Stream<String> files(Values values) {
    return Stream.concat(values.files().stream(), valid.stream());
  }

  /** Whether the examples are taken in their order. */
  boolean isOrdered() {
    return ordered;
  }

  /**
   * Reads the examples of a model.
   *
   * @throws CompileException if something is wrong with them
   */
  Parts read(CompiledModel model, Values values) {
    if (split != null && !valid.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--split and --valid both say what is held out: choose one");
    }
    if (center && normalize) {
      throw new ParameterException(
          command.commandLine(), "--normalize centers too: leave --center out");
    }
    ExampleReader reader = new ExampleReader(model, values, tables.roles(), this::shares);
    if (split != null || !valid.isEmpty()) {
      reader.holdingOut();
    }
    if (normalize || center) {
      reader.normalizing(normalize ? Normalisation.Kind.NORMALIZE : Normalisation.Kind.CENTER);
    }
    return reader.read(valid);
  }

  /** Which of so many examples are learnt from, and which are held out. */
  private Shares shares(int count, long seed) {
    if (split == null) {
      return new Shares(IntStream.range(0, count).toArray(), new int[0]);
    }
    int[] order = Dataset.order(count, seed ^ SPLITTING);
    int out = (int) Math.round(split * count);
    if (out == 0 || out == count) {
      throw new CompileException(TrainErrors.tooFewExamples("--split " + split, count));
    }
    int[] held = Arrays.copyOf(order, out);
    int[] rest = Arrays.copyOfRange(order, out, count);
    Arrays.sort(held);
    Arrays.sort(rest);
    return new Shares(rest, held);
  }
}
