package org.flatprop.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.flatprop.CompiledModel;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.cli.data.Given;
import org.flatprop.cli.train.Interruption;
import org.flatprop.cli.train.Metrics;
import org.flatprop.cli.train.RunLog;
import org.flatprop.emit.ClassNames;
import org.flatprop.graph.Evaluation;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.train.Divergence;
import org.flatprop.train.Epoch;
import org.flatprop.train.Listener;
import org.flatprop.train.Recipe;
import org.flatprop.train.Source;
import org.flatprop.train.Trainer;
import org.flatprop.train.Training;

/** One training of a model on examples, from its kernels to what is told of it. */
final class Session {

  private final CompiledModel model;
  private final Parts parts;
  private final Recipe recipe;
  private final int batch;
  private final Trainer trainer;
  private final Metrics metrics;
  private final PrintStream err;
  private Optional<RunKeeper> keeper = Optional.empty();

  Session(
      CompiledModel model,
      Parts parts,
      Recipe recipe,
      int batch,
      boolean ordered,
      PrintStream err) {
    this.model = model;
    this.parts = parts;
    this.recipe = recipe;
    this.batch = batch;
    this.err = err;
    this.metrics = new Metrics(model.model(), parts.inputs());
    boolean inOrder = ordered || batch >= parts.training().size();
    Source source =
        inOrder ? parts.training().batches(batch) : parts.training().shuffled(batch, recipe.seed());
    this.trainer = new Trainer(kernels(), recipe, source);
    parts.validation().ifPresent(d -> trainer.validation(d.batches(batch)).measuring(metrics));
    parts
        .all()
        .one()
        .given()
        .forEach(
            (name, given) ->
                trainer.given(name, given.value().map(ArrayData::elements).orElseThrow()));
  }

  private IntFunction<Kernel> kernels() {
    Function<Map<String, Integer>, Kernel> kernels = model.kernels();
    return size -> kernels.apply(dims(size));
  }

  private Map<String, Integer> dims(int examples) {
    Map<String, Integer> dims = new HashMap<>(parts.all().one().dims());
    parts.inputs().dim().ifPresent(dim -> dims.put(dim, examples));
    return Map.copyOf(dims);
  }

  /** The same, kept in a folder. */
  Session kept(RunKeeper in) {
    keeper = Optional.of(in);
    return this;
  }

  /**
   * Trains to the end, or until the process shall end.
   *
   * @throws CompileException if it diverges
   */
  Summary train(Products products) {
    parts.remarks().forEach(err::println);
    Training training =
        keeper.flatMap(RunKeeper::last).map(trainer::resume).orElseGet(trainer::start);
    Optional<RunLog> log = products.log();
    try (Progress progress = Progress.of(err, recipe.epochs(), parts.training().size(), batch)) {
      progress.from(training);
      trainer.listener(told(progress, log));
      training.history().forEach(epoch -> log.ifPresent(rows -> rows.add(epoch)));
      Interruption.during(training::run, training::stop);
      keeper.ifPresent(k -> k.keep(training));
    } catch (Divergence e) {
      throw new CompileException(diagnosed(e));
    } finally {
      log.ifPresent(RunLog::close);
    }
    String title = ClassNames.base(model.file().name());
    Signature signature = parts.all().one().signature();
    List<String> written = products.write(title, signature, training, parts.preparation());
    training.evaluate(parts.validation().orElse(parts.training()).batches(batch), metrics);
    return new Summary(training, parts, metrics, written, keeper.map(RunKeeper::shown));
  }

  private Listener told(Progress progress, Optional<RunLog> log) {
    return new Listener() {
      @Override
      public void step(Training run, double loss) {
        progress.step(run, loss);
        keeper.ifPresent(k -> k.keepInTime(run));
      }

      @Override
      public void epoch(Training run, Epoch epoch) {
        progress.epoch(run, epoch);
        log.ifPresent(rows -> rows.add(epoch));
      }
    };
  }

  private Diagnostic diagnosed(Divergence e) {
    BoundModel bound = BoundModel.of(model, dims(e.batch()), List.of(), Map.of());
    // steps are counted from 1, the random numbers of dropout from 0
    Evaluation.Training step = new Evaluation.Training(recipe.seed(), e.step() - 1);
    return new NotFinite(bound, e.inputs(), Optional.of(step), (input, at) -> origin(input))
        .diagnose("training stopped at step " + e.step() + " (epoch " + e.epoch() + ")");
  }

  /** Where the first number of an input was given that is not finite. */
  private Optional<String> origin(String input) {
    Given given = parts.all().arrays().get(input);
    if (given == null) {
      return Optional.empty();
    }
    ArrayData data = given.value().orElseThrow();
    return IntStream.range(0, data.elements().length)
        .filter(i -> !Double.isFinite(data.elements()[i]))
        .mapToObj(i -> "the first such is " + input + ArrayData.place(data.sizes(), i))
        .map(first -> first + " of " + given.origin().error("").place())
        .findFirst();
  }
}
