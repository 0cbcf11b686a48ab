package org.flatprop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.CompiledModel;
import org.flatprop.cli.data.CsvTable;
import org.flatprop.cli.data.Given;
import org.flatprop.cli.data.Normalisation;
import org.flatprop.cli.data.Preparation;
import org.flatprop.cli.data.Roles;
import org.flatprop.cli.train.ExampleInputs;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.runtime.Section;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.train.Dataset;

/**
 * Reads the examples that a model is trained with, and learns from them how such data is prepared.
 */
final class ExampleReader {

  /**
   * The examples.
   *
   * @param all those of the files to learn from, prepared
   * @param training those to learn from
   * @param validation the others, or those of other files, if there are any
   * @param heldOutSum what other examples held out do not have
   */
  record Parts(
      ExampleInputs inputs,
      Examples all,
      Preparation preparation,
      Dataset training,
      Optional<Dataset> validation,
      String heldOutSum) {

    /** What a person may want to know of them before the model is trained. */
    List<String> remarks() {
      CompiledModel model = all.one().model();
      List<String> remarks = new ArrayList<>();
      preparation.columns().forEach((input, columns) -> remarks.add(input + ": " + columns));
      if (inputs.dim().isPresent() && inputs.outputs().isEmpty()) {
        remarks.add("no output has something for each example: nothing but the loss is measured");
      }
      inputs.squares(model.model()).ifPresent(remarks::add);
      return remarks;
    }

    /**
     * Looks whether batches can be made of the examples, and what is trained is none of them.
     *
     * @throws CompileException if not
     */
    void check(String file, int batch) {
      for (Section trained : all.one().signature().gradients()) {
        if (inputs.contains(trained.name())) {
          throw new CompileException(TrainErrors.trainedExamples(trained.name()));
        }
      }
      boolean whole = batch >= training.size() && validation.isEmpty();
      for (Input input : all.one().model().model().inputs()) {
        boolean cut =
            all.one().given().containsKey(input.name())
                || !whole && all.arrays().containsKey(input.name());
        if (cut && inputs.isTangled(input)) {
          throw new CompileException(
              TrainErrors.uncuttable(file, input, inputs.dim().orElseThrow()));
        }
      }
    }
  }

  /** The numbers of the examples to learn from, and of those held out. */
  record Shares(int[] training, int[] validation) {}

  /** Shares examples out. */
  @FunctionalInterface
  interface Sharing {
    Shares of(int count, long seed);
  }

  private final CompiledModel model;
  private final ExampleInputs inputs;
  private final Values values;
  private final Roles roles;
  private final Sharing sharing;
  private Optional<Normalisation.Kind> kind = Optional.empty();
  private Preparation preparation = Preparation.NONE;

  ExampleReader(CompiledModel model, Values values, Roles roles, Sharing sharing) {
    this.model = model;
    this.inputs = ExampleInputs.of(model.model());
    this.values = values;
    this.roles = roles;
    this.sharing = sharing;
  }

  /**
   * Shifts, and scales, the features.
   *
   * @throws CompileException if the model does not say what they are
   */
  void normalizing(Normalisation.Kind chosen) {
    if (inputs.measured().isEmpty()) {
      throw new CompileException(TrainErrors.noFeatures(model.file().name()));
    }
    kind = Optional.of(chosen);
  }

  /**
   * Looks whether there can be examples to hold out.
   *
   * @throws CompileException if the model has no dim that counts examples
   */
  void holdingOut() {
    if (inputs.dim().isEmpty()) {
      throw new CompileException(TrainErrors.noBatches(model.file().name()));
    }
  }

  /**
   * Reads all.
   *
   * @param valid the files of the examples held out
   * @throws CompileException if something is wrong
   */
  Parts read(List<String> valid) {
    Examples raw = values.of(model, files -> read(files, values.files(), true)).examples(inputs);
    if (raw.count() == 0) {
      throw new CompileException(TrainErrors.noExamples(model.file().name()));
    }
    Shares shares = sharing.of(raw.count(), values.seed());
    learnStatistics(raw, shares.training());
    Examples all = prepared(raw);
    Dataset data = all.dataset();
    if (!valid.isEmpty()) {
      Examples others = validation(valid, all);
      String sum = Long.toHexString(others.checksum());
      return new Parts(inputs, all, preparation, data, Optional.of(others.dataset()), sum);
    }
    return shares.validation().length == 0
        ? new Parts(inputs, all, preparation, data, Optional.empty(), "none")
        : new Parts(
            inputs,
            all,
            preparation,
            data.rows(shares.training()),
            Optional.of(data.rows(shares.validation())),
            String.valueOf(shares.validation().length));
  }

  private Examples validation(List<String> valid, Examples all) {
    Map<String, Integer> dims = new HashMap<>(all.one().dims());
    inputs.dim().ifPresent(dims::remove);
    Inputs others =
        values.of(
            model,
            files -> {
              files.dims(dims, "the examples to learn from");
              all.one().given().values().forEach(files::give);
              read(files, valid, false);
            });
    Examples examples = prepared(others.examples(inputs));
    if (examples.count() == 0) {
      throw new CompileException(TrainErrors.noExamples("--valid"));
    }
    return examples;
  }

  private void read(Inputs to, List<String> files, boolean learning) {
    boolean learnt = false;
    for (String file : files) {
      if (!CsvTable.isOne(Paths.of(file))) {
        to.data(file);
      } else if (inputs.dim().isEmpty()) {
        throw new CompileException(TrainErrors.noRows(file, model.file().name()));
      } else if (learning && learnt) {
        throw new CompileException(TrainErrors.severalTables(file));
      } else {
        learnt = true;
        readTable(to, Paths.of(file), learning);
      }
    }
  }

  private void readTable(Inputs to, Path file, boolean learning) {
    Diagnostics diagnostics = to.diagnostics();
    Optional<CsvTable> read = CsvTable.read(file, diagnostics).map(roles::withoutMissing);
    diagnostics.throwIfAny();
    CsvTable table = read.orElseThrow();
    if (table.rows() == 0) {
      throw new CompileException(TrainErrors.noExamples(file.toString()));
    }
    if (learning) {
      int[] rows = sharing.of(table.rows(), values.seed()).training();
      preparation =
          Preparation.learn(table, roles, to.declarations(), rows, diagnostics)
              .orElse(Preparation.NONE);
      diagnostics.throwIfAny();
      to.dims(preparation.dims(to.declarations()), "the number of classes");
    }
    Preparation.Applied applied = preparation.apply(table, to.declarations(), diagnostics);
    applied.values().forEach(to::give);
    if (!learning) {
      applied.absent().values().forEach(diagnostics::add);
    }
  }

  private void learnStatistics(Examples raw, int[] rows) {
    Diagnostics diagnostics = new Diagnostics();
    for (Input feature : inputs.measured()) {
      Given given = raw.arrays().get(feature.name());
      if (kind.isPresent() && given != null) {
        preparation = preparation.normalizing(given, rows, kind.get(), diagnostics);
      }
    }
    diagnostics.throwIfAny();
  }

  private Examples prepared(Examples raw) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, Given> arrays = new LinkedHashMap<>();
    raw.arrays()
        .forEach((name, given) -> arrays.put(name, preparation.normalized(given, diagnostics)));
    diagnostics.throwIfAny();
    return new Examples(raw.one(), raw.count(), arrays);
  }
}
