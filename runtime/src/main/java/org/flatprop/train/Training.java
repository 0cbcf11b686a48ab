package org.flatprop.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;

/** A run: what a trainer has come to. It belongs to one thread; others may {@link #stop} it. */
public final class Training {

  /** Why a run has ended. */
  public enum End {
    /** It has not. */
    NONE,
    /** All epochs are done. */
    EPOCHS,
    /** It got no better. */
    PATIENCE,
    /** No step along the way lowers the objective. */
    CONVERGED,
    /** It was asked to. */
    STOPPED
  }

  /** Kernels of more sizes are not kept. */
  private static final int MAX_SLOTS = 8;

  /** After so many steps the parameters are kept, to find a divergence from there. */
  private static final int MARKED = 100;

  private final Trainer trainer;
  private final Recipe recipe;
  private final Map<Integer, Slot> slots = new HashMap<>();
  private final Weights weights;
  private final List<Epoch> history;
  private final Map<String, String> notes;
  private double[] best;
  private int epoch;
  private int batch;
  private boolean converged;
  private double lossSum;
  private long examples;
  private Mark mark;
  private End end = End.NONE;
  private volatile boolean stopping;

  /** Where the run was, not long ago. */
  private record Mark(
      double[] parameters, int epoch, int batch, long steps, double lossSum, long examples) {}

  Training(Trainer trainer, Checkpoint from) {
    this.trainer = trainer;
    this.recipe = trainer.recipe;
    this.notes = from.notes();
    this.best = from.best();
    this.epoch = from.epoch();
    this.batch = from.batch();
    this.converged = from.converged();
    this.lossSum = from.lossSum();
    this.examples = from.examples();
    this.history = new ArrayList<>(from.history());
    double[][] state = Arrays.stream(from.state()).map(double[]::clone).toArray(double[][]::new);
    this.weights = new Weights(recipe, from.parameters().clone(), state, from.steps());
  }

  /** The names and sizes of what is trained. */
  static String layout(Signature signature) {
    return signature.gradients().stream().map(Section::toString).collect(Collectors.joining(" "));
  }

  /**
   * Trains to the end.
   *
   * @throws Divergence if a loss or a gradient is not finite
   */
  public Training run() {
    end = End.NONE;
    while (end == End.NONE && !isExhausted()) {
      Iterator<Batch> batches = remaining();
      while (end == End.NONE && !converged && batches.hasNext()) {
        step(batches.next());
      }
      requireFinite();
      if (end != End.STOPPED) {
        endEpoch();
      } else if (converged || !batches.hasNext()) {
        end = End.NONE;
        endEpoch();
      }
    }
    stopping = false;
    return this;
  }

  private boolean isExhausted() {
    if (converged && batch == 0) {
      end = End.CONVERGED;
    } else if (epoch >= recipe.epochs()) {
      end = End.EPOCHS;
    } else if (recipe.patience() > 0 && epoch - bestEpoch() >= recipe.patience() && batch == 0) {
      end = End.PATIENCE;
    } else if (stopping) {
      end = End.STOPPED;
    }
    return end != End.NONE;
  }

  /** The batches of the epoch that are not yet done. */
  private Iterator<Batch> remaining() {
    return batches(epoch, batch);
  }

  private Iterator<Batch> batches(int number, int done) {
    Iterator<Batch> batches = trainer.source.epoch(number);
    for (int i = 0; i < done && batches.hasNext(); i++) {
      batches.next();
    }
    return batches;
  }

  private void step(Batch examplesOfStep) {
    Slot slot = slot(examplesOfStep.size());
    slot.fill(examplesOfStep);
    if (mark == null || weights.steps() - mark.steps >= MARKED) {
      double[] parameters = weights.values().clone();
      mark = new Mark(parameters, epoch, batch, weights.steps(), lossSum, examples);
    }
    Weights.Outcome outcome = weights.step(slot, rate(epoch, batch));
    if (outcome == Weights.Outcome.DIVERGED) {
      throw weights.isDirect()
          ? replayed(weights.steps() + 1)
          : divergence(slot, examplesOfStep, slot.inputs, !Double.isFinite(slot.loss()));
    }
    count(slot, examplesOfStep);
    if (outcome == Weights.Outcome.NOWHERE) {
      converged = true;
    }
    trainer.listener.step(this, slot.loss());
    if (stopping) {
      end = End.STOPPED;
    }
  }

  private void count(Slot slot, Batch done) {
    lossSum += slot.loss() * done.size();
    examples += done.size();
    batch++;
  }

  private Divergence divergence(Slot slot, Batch of, double[] inputs, boolean inLoss) {
    return new Divergence(weights.steps() + 1, epoch + 1, of.size(), inputs.clone(), inLoss);
  }

  private void requireFinite() {
    if (mark != null && weights.isLost()) {
      throw replayed(weights.steps());
    }
  }

  /**
   * Where steps are made within a kernel, the parameters are lost by the step that diverges. So the
   * last steps are made again, up to where it was found.
   */
  private Divergence replayed(long found) {
    weights.reset(mark.parameters, mark.steps);
    epoch = mark.epoch;
    batch = mark.batch;
    lossSum = mark.lossSum;
    examples = mark.examples;
    while (weights.steps() < found) {
      Iterator<Batch> batches = remaining();
      if (batch == 0 && !batches.hasNext()) {
        break;
      }
      while (batches.hasNext()) {
        Batch next = batches.next();
        Slot slot = slot(next.size());
        slot.fill(next);
        double[] before = weights.values().clone();
        slot.write(before);
        double[] inputs = slot.inputs.clone();
        Weights.Outcome outcome = weights.step(slot, rate(epoch, batch));
        if (outcome == Weights.Outcome.DIVERGED || !Weights.isFinite(weights.values())) {
          boolean inLoss = outcome == Weights.Outcome.DIVERGED;
          weights.reset(before, weights.steps() - (inLoss ? 0 : 1));
          return divergence(slot, next, inputs, inLoss);
        }
        count(slot, next);
      }
      nextEpoch();
    }
    throw new IllegalStateException("asked again, the source gives other batches");
  }

  private void nextEpoch() {
    epoch++;
    batch = 0;
    lossSum = 0;
    examples = 0;
  }

  private void endEpoch() {
    if (examples == 0) {
      throw new IllegalStateException(
          "epoch " + (epoch + 1) + " has no examples: a source gives its batches for each epoch");
    }
    OptionalDouble validation =
        trainer.validation == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(evaluate(trainer.validation, trainer.measure));
    Epoch done =
        new Epoch(
            epoch + 1,
            weights.steps(),
            rate(epoch, batch - 1),
            lossSum / examples,
            validation,
            validation.isEmpty() || trainer.measure == null ? Map.of() : trainer.measure.figures());
    history.add(done);
    nextEpoch();
    if (recipe.patience() > 0 && bestEpoch() == epoch) {
      best = weights.values().clone();
    }
    trainer.listener.epoch(this, done);
  }

  private double rate(int epochs, int batches) {
    double part =
        trainer.source.batches().isPresent()
            ? batches / (double) trainer.source.batches().getAsInt()
            : 0;
    return recipe.rate() * recipe.schedule().factor(epochs + part, recipe.epochs());
  }

  private Slot slot(int size) {
    if (!slots.containsKey(size) && slots.size() == MAX_SLOTS) {
      slots.clear();
    }
    return slots.computeIfAbsent(size, trainer::slot);
  }

  /**
   * Evaluates the model, without dropout.
   *
   * @param measure is given the outputs; may be null
   * @return the mean of the batches' objectives, weighted by their sizes; NaN if there are none
   */
  public double evaluate(Source source, Measure measure) {
    if (measure != null) {
      measure.begin();
    }
    double[] parameters = chosen();
    double sum = 0;
    long count = 0;
    for (Iterator<Batch> all = source.epoch(0); all.hasNext(); ) {
      Batch next = all.next();
      Slot slot = slot(next.size());
      slot.fill(next);
      slot.write(parameters);
      slot.kernel.inference();
      slot.kernel.forward(slot.inputs, slot.outputs);
      sum += slot.loss() * next.size();
      count += next.size();
      if (measure != null) {
        measure.add(slot.signature, slot.inputs, slot.outputs);
      }
    }
    return sum / count;
  }

  /**
   * Asks it to end after the step that it is making, or to make none; may be called by any thread.
   */
  public void stop() {
    stopping = true;
  }

  /**
   * All that is needed to go on later.
   *
   * @throws Divergence if the last step has led to what is not finite, and nothing could go on
   */
  public Checkpoint checkpoint() {
    requireFinite();
    double[][] state = Arrays.stream(weights.state()).map(double[]::clone).toArray(double[][]::new);
    return new Checkpoint(
        layout(signature()),
        recipe.optimizer().getClass().getSimpleName(),
        notes,
        weights.values().clone(),
        state,
        best.clone(),
        epoch,
        batch,
        converged,
        weights.steps(),
        lossSum,
        examples,
        List.copyOf(history));
  }

  /**
   * The parameters, one after the other as in {@link Signature#gradients()}. Of a run with patience
   * that has ended without being stopped, they are those of the best epoch.
   */
  public double[] parameters() {
    return chosen().clone();
  }

  private double[] chosen() {
    double[] last = weights.values();
    boolean isOver = end != End.NONE && end != End.STOPPED;
    return isOver && recipe.patience() > 0 && best.length > 0 ? best : last;
  }

  /**
   * A parameter out of {@link #parameters()}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double[] parameters(String name) {
    return signature().gradient(name).of(chosen());
  }

  private Signature signature() {
    return (slots.isEmpty() ? slot(1) : slots.values().iterator().next()).signature;
  }

  /** Why it has ended. */
  public End end() {
    return end;
  }

  /** The epochs that are done. */
  public List<Epoch> history() {
    return Collections.unmodifiableList(history);
  }

  /** The number of the best epoch so far; 0 before the first. */
  public int bestEpoch() {
    Epoch leader = null;
    for (Epoch each : history) {
      if (leader == null || Double.compare(each.score(), leader.score()) < 0) {
        leader = each;
      }
    }
    return leader == null ? 0 : leader.number();
  }

  /** How many epochs are done. */
  public int epoch() {
    return epoch;
  }

  /** How many batches of the next epoch are done. */
  public int batch() {
    return batch;
  }

  /** How many steps are done. */
  public long steps() {
    return weights.steps();
  }

  /** The rate of the next step. */
  public double rate() {
    return rate(epoch, batch);
  }
}
