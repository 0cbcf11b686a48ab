package org.flatprop.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.flatprop.CompiledModel;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.cli.train.Interruption;
import org.flatprop.cli.train.Metrics;
import org.flatprop.cli.train.RunLog;
import org.flatprop.graph.Evaluation;
import org.flatprop.runtime.Kernel;
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
  private final Optional<RunKeeper> keeper;

  private final PrintStream err;

  Session(
      CompiledModel model,
      Parts parts,
      Recipe recipe,
      int batch,
      boolean ordered,
      Optional<RunKeeper> keeper,
      PrintStream err) {
    this.model = model;
    this.parts = parts;
    this.recipe = recipe;
    this.batch = batch;
    this.keeper = keeper;
    this.err = err;
    this.metrics = new Metrics(model.model(), parts.inputs());
    boolean inOrder = ordered || batch >= parts.training().size();
    Source source =
        inOrder ? parts.training().batches(batch) : parts.training().shuffled(batch, recipe.seed());
    this.trainer = new Trainer(kernels(), recipe, source);
    parts.heldOut().ifPresent(d -> trainer.heldOut(d.batches(batch)).measuring(metrics));
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

  /** The metrics of what training has come to: of the examples held out, if there are any. */
  Metrics measured(Training training) {
    training.evaluate(parts.heldOut().orElse(parts.training()).batches(batch), metrics);
    return metrics;
  }

  /**
   * Trains to the end, or until the process shall end.
   *
   * @param log gets the epochs
   * @throws CompileException if it diverges
   */
  Training train(Optional<RunLog> log) {
    Training training =
        keeper.flatMap(RunKeeper::last).map(trainer::resume).orElseGet(trainer::start);
    training.history().forEach(epoch -> log.ifPresent(l -> l.add(epoch)));
    try (Progress progress = Progress.of(err, recipe.epochs(), parts.training().size(), batch)) {
      progress.from(training);
      trainer.listener(
          new Listener() {
            @Override
            public void step(Training run, double loss) {
              progress.step(run, loss);
              keeper.ifPresent(k -> k.keepInTime(run));
            }

            @Override
            public void epoch(Training run, Epoch epoch) {
              progress.epoch(run, epoch);
              log.ifPresent(l -> l.add(epoch));
            }
          });
      Interruption.during(training::run, training::stop);
      keeper.ifPresent(k -> k.keep(training));
      return training;
    } catch (Divergence e) {
      throw new CompileException(diagnosed(e));
    }
  }

  private Diagnostic diagnosed(Divergence e) {
    BoundModel bound = BoundModel.of(model, dims(e.batch()), List.of(), Map.of());
    // steps are counted from 1, the random numbers of dropout from 0
    Evaluation.Training step = new Evaluation.Training(recipe.seed(), e.step() - 1);
    return new NotFinite(bound, e.inputs(), Optional.of(step), (input, element) -> Optional.empty())
        .diagnose("training stopped at step " + e.step() + " (epoch " + e.epoch() + ")");
  }
}
