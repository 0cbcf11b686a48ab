package org.flatprop.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.flatprop.cli.train.BarText;
import org.flatprop.train.Epoch;
import org.flatprop.train.Listener;
import org.flatprop.train.Training;

/** What is seen while a model is trained: a bar in a terminal, else a line for some epochs. */
abstract class Progress implements Listener, AutoCloseable {

  /** What the launcher sets where the standard error is a terminal, */
  private static final String TERMINAL = "flatprop.progress";

  /** and how wide that is. */
  private static final String COLUMNS = "flatprop.columns";

  private static final int USUAL_COLUMNS = 80;

  /** So many lines are enough. */
  private static final int LINES = 12;

  private static final int DIGITS = 5;

  final int epochs;

  private Progress(int epochs) {
    this.epochs = epochs;
  }

  /**
   * Of a run.
   *
   * @param examples of an epoch
   * @param batch of a step
   */
  static Progress of(PrintStream err, int epochs, int examples, int batch) {
    return Boolean.getBoolean(TERMINAL)
        ? new Bar(err, epochs, examples, batch)
        : new Lines(err, epochs);
  }

  /** Goes on where a run that was stopped has been. */
  abstract void from(Training training);

  @Override
  public void close() {}

  /** Some words about an epoch. */
  static String line(Epoch epoch) {
    StringBuilder line = new StringBuilder("loss ").append(number(epoch.loss()));
    epoch.validation().ifPresent(loss -> line.append("  validation ").append(number(loss)));
    epoch
        .figures()
        .forEach((name, v) -> line.append("  ").append(name).append(' ').append(number(v)));
    return line.append("  rate ").append(number(epoch.rate())).toString();
  }

  static String number(double number) {
    return Rounded.plain(number, DIGITS);
  }

  /** A line for an epoch. */
  private static final class Lines extends Progress {

    private final PrintStream err;

    /** Every how many epochs there is a line; the last has one, too. */
    private final int every;

    private String unsaid = "";

    Lines(PrintStream err, int epochs) {
      super(epochs);
      this.err = err;
      this.every = every(epochs);
    }

    /** 1, 2, 5, 10, 20, 50, … */
    private static int every(int epochs) {
      int every = 1;
      for (int i = 0; epochs / every > LINES; i++) {
        every = i % 3 == 1 ? every / 2 * 5 : 2 * every;
      }
      return every;
    }

    @Override
    void from(Training training) {}

    @Override
    public void epoch(Training training, Epoch epoch) {
      int width = String.valueOf(epochs).length();
      String line =
          String.format("epoch %" + width + "d/%d  %s", epoch.number(), epochs, line(epoch));
      if ((epoch.number() - 1) % every == 0 || epoch.number() == epochs) {
        say(line);
      } else {
        unsaid = line;
      }
    }

    private void say(String line) {
      err.println(line);
      err.flush();
      unsaid = "";
    }

    @Override
    public void close() {
      if (!unsaid.isEmpty()) {
        say(unsaid);
      }
    }
  }

  /** A bar for all epochs: examples, time so far and left, speed, loss and rate. */
  private static final class Bar extends Progress {

    private static final int MILLIS = 100;
    private static final int BRIEF = 3;

    private final int examples;
    private final int batch;
    private final PrintStream err;
    private final ProgressBar bar;
    private long shown;

    Bar(PrintStream err, int epochs, int examples, int batch) {
      super(epochs);
      this.examples = examples;
      this.batch = batch;
      this.err = err;
      this.bar =
          new ProgressBarBuilder()
              .setInitialMax((long) epochs * examples)
              .setUpdateIntervalMillis(MILLIS)
              .setRenderer(new BarText())
              .setConsumer(
                  new DelegatingProgressBarConsumer(
                      this::draw, Integer.getInteger(COLUMNS, USUAL_COLUMNS) - 1))
              .build();
    }

    private void draw(String text) {
      err.print("\r" + text);
      err.flush();
    }

    @Override
    void from(Training training) {
      move(training);
    }

    private void move(Training training) {
      long within = Math.min(examples, (long) training.batch() * batch);
      bar.stepTo((long) training.epoch() * examples + within);
    }

    @Override
    public void step(Training training, double loss) {
      long now = System.nanoTime();
      if (now - shown > MILLIS * 1_000_000L) {
        shown = now;
        move(training);
        say(training, loss);
      }
    }

    private void say(Training training, double loss) {
      bar.setExtraMessage(
          String.format(
              "epoch %d/%d  loss %s  rate %s",
              Math.min(epochs, training.epoch() + 1),
              epochs,
              Rounded.plain(loss, BRIEF),
              Rounded.plain(training.rate(), BRIEF)));
    }

    @Override
    public void epoch(Training training, Epoch epoch) {
      move(training);
    }

    @Override
    public void close() {
      bar.close();
      err.println();
      err.flush();
    }
  }
}
