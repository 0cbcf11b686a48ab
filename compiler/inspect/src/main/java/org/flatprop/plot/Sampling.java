package org.flatprop.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Functions of one number, at so many numbers that their curves are smooth, and that jumps are
 * known from steep slopes.
 */
public final class Sampling {

  /** Before it is refined; what is narrower may be missed. */
  private static final int INTERVALS = 400;

  /** A function that is not smooth anywhere is refined no further. */
  private static final int MOST = 4_000;

  /** Where curves bend less, beside the height of the picture, they are straight. */
  private static final double TOLERANCE = 1e-3;

  /** A function that changes visibly on a part of the range so narrow jumps. */
  private static final double NARROWEST = 0x1p-28;

  /** Near a pole, values are so many times larger than on the grid. */
  private static final double POLE = 4;

  private final DoubleFunction<double[]> functions;
  private final Interval over;
  private final Axis.Kind kind;
  private List<Sample> samples = new ArrayList<>();
  private Interval seen;

  /**
   * @param places of the functions' values, on the vertical axis
   */
  private record Sample(double x, double[] values, double[] places) {}

  private Sampling(DoubleFunction<double[]> functions, Interval over, Axis.Kind kind) {
    this.functions = functions;
    this.over = over;
    this.kind = kind;
  }

  /**
   * Evaluates functions.
   *
   * @param functions give as many values for every number
   * @param over a {@linkplain Interval#isWide() wide} interval
   * @param kind how the values will be drawn
   */
  public static Sampling of(DoubleFunction<double[]> functions, Interval over, Axis.Kind kind) {
    Sampling sampling = new Sampling(functions, over, kind);
    for (int i = 0; i <= INTERVALS; i++) {
      sampling.samples.add(sampling.sample(over.at((double) i / INTERVALS)));
    }
    double[] grid = sampling.places();
    sampling.seen = Interval.around(Arrays.stream(grid));
    sampling.refine();
    if (kind != Axis.Kind.LOG) {
      sampling.look(grid);
    }
    return sampling;
  }

  /** Decides what is seen; logarithms, which grow slowly near a pole, are seen as on the grid. */
  private void look(double[] grid) {
    Interval all = Interval.around(Arrays.stream(places()));
    if (all.length() > POLE * seen.length()) {
      seen = bulk(grid);
      refine();
    } else {
      seen = all;
    }
  }

  private Sample sample(double x) {
    double[] values = functions.apply(x);
    return new Sample(x, values, Arrays.stream(values).map(kind::place).toArray());
  }

  private double[] places() {
    return samples.stream().flatMapToDouble(s -> DoubleStream.of(s.places)).toArray();
  }

  /** The middle of the numbers, and as much again above and below. */
  private static Interval bulk(double[] places) {
    double[] sorted = Arrays.stream(places).filter(Double::isFinite).sorted().toArray();
    int tenth = sorted.length / 10;
    Interval middle = new Interval(sorted[tenth], sorted[sorted.length - 1 - tenth]);
    Interval all = Interval.around(Arrays.stream(sorted));
    return middle.isWide() ? middle.padded(1).within(all) : all;
  }

  /** Halves intervals until all curves are straight between their points, or narrow. */
  private void refine() {
    int before = 0;
    while (before < samples.size() && samples.size() < MOST) {
      before = samples.size();
      boolean[] bent = new boolean[before];
      for (int i = 1; i + 1 < before; i++) {
        bent[i] = isBent(samples.get(i - 1), samples.get(i), samples.get(i + 1));
      }
      List<Sample> finer = new ArrayList<>();
      for (int i = 0; i < before; i++) {
        finer.add(samples.get(i));
        if (i + 1 < before && (bent[i] || bent[i + 1])) {
          halve(samples.get(i), samples.get(i + 1), finer);
        }
      }
      samples = finer;
    }
  }

  private void halve(Sample from, Sample to, List<Sample> finer) {
    double middle = from.x + (to.x - from.x) / 2;
    if (!isNarrow(from, to) && middle > from.x && middle < to.x) {
      finer.add(sample(middle));
    }
  }

  private boolean isNarrow(Sample from, Sample to) {
    return to.x - from.x <= NARROWEST * over.length();
  }

  private boolean isBent(Sample from, Sample at, Sample to) {
    double part = (at.x - from.x) / (to.x - from.x);
    return IntStream.range(0, at.places.length)
        .anyMatch(i -> isBent(from.places[i], at.places[i], to.places[i], part));
  }

  private boolean isBent(double from, double at, double to, double part) {
    boolean finite = Double.isFinite(at);
    if (finite != Double.isFinite(from) || finite != Double.isFinite(to)) {
      return true;
    }
    double low = near(from);
    double bend = near(at) - (low + part * (near(to) - low));
    return Math.abs(bend) > TOLERANCE * seen.length();
  }

  /** What is far out of the picture need not be known. */
  private double near(double place) {
    return seen.padded(2 * POLE).nearest(place);
  }

  /** The points of a function's curve, with gaps where it jumps. */
  public List<Point> curve(int function) {
    List<Point> points = new ArrayList<>();
    Sample last = null;
    for (Sample sample : samples) {
      if (last != null && jumps(last, sample, function)) {
        points.add(Point.GAP);
      }
      points.add(new Point(sample.x, sample.values[function]));
      last = sample;
    }
    return points;
  }

  private boolean jumps(Sample from, Sample to, int function) {
    double change = near(to.places[function]) - near(from.places[function]);
    return isNarrow(from, to) && Math.abs(change) > 2 * TOLERANCE * seen.length();
  }

  /** The values that a picture should show: all, but for those near a pole. */
  public Interval values() {
    return new Interval(kind.number(seen.low()), kind.number(seen.high()));
  }
}
