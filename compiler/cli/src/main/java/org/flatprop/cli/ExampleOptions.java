package org.flatprop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flatprop.CompiledModel;
import org.flatprop.cli.data.Numbers;
import org.flatprop.cli.train.ExampleInputs;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.source.CompileException;
import org.flatprop.train.Dataset;
import picocli.CommandLine.ITypeConverter;
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

  /**
   * The examples.
   *
   * @param all those of --data, bound to the model
   * @param heldOut if there are any
   */
  record Parts(ExampleInputs inputs, Examples all, Dataset training, Optional<Dataset> heldOut) {}

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
    ExampleInputs inputs = ExampleInputs.of(model.model());
    if (inputs.dim().isEmpty() && (split != null || !valid.isEmpty())) {
      throw new CompileException(
          TrainErrors.noBatches(model.file().name(), split == null ? "--valid" : "--split"));
    }
    Examples all = values.of(model).examples(inputs);
    if (all.count() == 0) {
      throw new CompileException(TrainErrors.noExamples("--data"));
    }
    Dataset data = all.dataset();
    if (!valid.isEmpty()) {
      Examples others = values.of(model, valid).sharing(all, inputs).examples(inputs);
      if (others.count() == 0) {
        throw new CompileException(TrainErrors.noExamples("--valid"));
      }
      return new Parts(inputs, all, data, Optional.of(others.dataset()));
    }
    if (split == null) {
      return new Parts(inputs, all, data, Optional.empty());
    }
    int[] order = Dataset.order(all.count(), values.seed() ^ SPLITTING);
    int out = (int) Math.round(split * all.count());
    if (out == 0 || out == all.count()) {
      throw new CompileException(TrainErrors.tooFewExamples("--split " + split, all.count()));
    }
    int[] held = Arrays.copyOf(order, out);
    int[] rest = Arrays.copyOfRange(order, out, order.length);
    Arrays.sort(held);
    Arrays.sort(rest);
    return new Parts(inputs, all, data.rows(rest), Optional.of(data.rows(held)));
  }
}
