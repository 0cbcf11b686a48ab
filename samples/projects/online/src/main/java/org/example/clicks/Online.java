package org.example.clicks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Predicts each event of a stream, then learns from it. */
public final class Online {

  private static final int EVENTS = 100_000;
  private static final int REPORTED = 10_000;

  /**
   * How well a stretch of the stream was predicted.
   *
   * @param last number of its last event
   * @param loss mean of -log(probability given to what happened)
   * @param right share of events held to be the more probable
   */
  record Report(int last, double loss, double right) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,9d events  log loss %.4f  right %.1f %%", last, loss, 100 * right);
    }
  }

  private Online() {}

  static List<Report> run(Stream<Event> stream, double rate) {
    Learner learner = new Learner(World.FEATURES, rate);
    List<Report> reports = new ArrayList<>();
    double[] sums = new double[2];
    int[] seen = {0};
    stream
        .limit(EVENTS)
        .forEachOrdered(
            event -> {
              double p = learner.learn(event);
              sums[0] -= Math.log(event.clicked() ? p : 1 - p);
              sums[1] += event.clicked() == p > 0.5 ? 1 : 0;
              if (++seen[0] % REPORTED == 0) {
                reports.add(new Report(seen[0], sums[0] / REPORTED, sums[1] / REPORTED));
                sums[0] = 0;
                sums[1] = 0;
              }
            });
    return reports;
  }

  public static void main(String[] args) {
    run(new World(7, EVENTS / 2).events(), 0.05).forEach(System.out::println);
  }
}
