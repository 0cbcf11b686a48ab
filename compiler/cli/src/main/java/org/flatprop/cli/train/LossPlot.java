package org.flatprop.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.flatprop.plot.Axis;
import org.flatprop.plot.Plot;
import org.flatprop.plot.Point;
import org.flatprop.plot.Series;
import org.flatprop.train.Epoch;

/** The losses of a run by its epochs, as a picture. */
public final class LossPlot {

  /** Losses that fall by so much are drawn by their logarithms. */
  private static final double STEEP = 50;

  private LossPlot() {}

  /**
   * Draws the curves.
   *
   * @param history not empty
   */
  public static Plot of(String title, List<Epoch> history) {
    List<Series> series = new ArrayList<>();
    series.add(series("training", 0, history, Epoch::loss));
    if (history.stream().anyMatch(epoch -> epoch.validation().isPresent())) {
      series.add(series("validation", 1, history, e -> e.validation().orElse(Double.NaN)));
    }
    double[] losses =
        series.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(Point::y)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    boolean steep =
        losses.length > 0 && losses[0] > 0 && losses[losses.length - 1] > STEEP * losses[0];
    return new Plot(
        title,
        Axis.of("epoch", Axis.Kind.WHOLE),
        Axis.of("loss", steep ? Axis.Kind.LOG : Axis.Kind.LINEAR),
        series);
  }

  private static Series series(
      String name, int hue, List<Epoch> history, ToDoubleFunction<Epoch> loss) {
    return Series.through(
        name,
        hue,
        history.stream().map(e -> new Point(e.number(), loss.applyAsDouble(e))).toList());
  }
}
