package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.flatprop.plot.Axis;
import org.flatprop.plot.Interval;
import org.flatprop.plot.Plot;
import org.flatprop.plot.Sampling;
import org.flatprop.plot.Series;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Section;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;

/**
 * The curves of a model, in profile strict: the same everywhere.
 *
 * @param objectives the names of what is drawn; empty for what the model says
 * @param kind of the vertical axis
 */
record Curves(SourceFile source, Values values, List<String> objectives, Axis.Kind kind) {

  /** Of more, marks would cover the line. */
  private static final int MAX_MARKS = 100;

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);
  private static final Options FORWARD = STRICT.derivatives(Derivatives.NONE);

  /**
   * Scalar objectives and their derivatives, along an input.
   *
   * @param range of the input
   * @param named which input; empty if only one can be meant
   * @throws CompileException if the model has no such function
   */
  Plot along(Interval range, Optional<String> named) {
    CompiledModel model = Flatprop.compile(source, FORWARD);
    Inputs inputs = values.of(model);
    Abscissa abscissa = new Abscissa(model, inputs);
    String x = named.isPresent() ? abscissa.named(named.get()) : abscissa.only();
    BoundModel bound = inputs.complete(x);
    List<Slice> slices = new ArrayList<>();
    for (Options options : chosen(STRICT.wrt(List.of(x)))) {
      slices.add(Slice.of(bound.of(Flatprop.compile(source, options)), x, values.seed()));
    }
    Sampling sampling = Sampling.of(at -> Slice.all(slices, at), range, kind);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      String name = slices.get(i).name();
      String derivative = "d" + name + "/d" + x;
      int hue = slices.size() == 1 ? 1 : i;
      series.add(new Series(name, sampling.curve(2 * i), Series.Stroke.SOLID, i));
      series.add(new Series(derivative, sampling.curve(2 * i + 1), Series.Stroke.DASHED, hue));
    }
    Axis columns = Axis.of(x, Axis.Kind.LINEAR).showing(range);
    return drawn(new Plot("", columns, Axis.of("", kind).showing(sampling.values()), series));
  }

  /**
   * Vectors against their indices: the outputs that are vectors.
   *
   * @throws CompileException if there is none
   */
  Plot byIndex() {
    BoundModel bound = values.of(Flatprop.compile(source, FORWARD)).complete();
    List<Series> series = new ArrayList<>();
    for (Options options : chosen(FORWARD)) {
      BoundModel model = bound.of(Flatprop.compile(source, options));
      Evaluator evaluator = model.model().evaluator(model.dims());
      double[] outputs = new double[model.signature().outputSize()];
      evaluator.forward(model.vector(values.seed()), outputs);
      for (Section output : drawn(model.signature().outputs())) {
        Series marked = Series.of(output.name(), series.size(), output.of(outputs));
        series.add(output.length() > MAX_MARKS ? marked.joined() : marked);
      }
    }
    if (series.isEmpty()) {
      throw new CompileException(CommandErrors.noVector(source.name()));
    }
    return drawn(new Plot("", Axis.of("index", Axis.Kind.WHOLE), Axis.of("", kind), series));
  }

  private List<Options> chosen(Options options) {
    return objectives.isEmpty()
        ? List.of(options)
        : objectives.stream().distinct().map(options::objective).toList();
  }

  /** Where objectives are named, a model's other outputs are not meant. */
  private List<Section> drawn(List<Section> outputs) {
    return outputs.stream()
        .limit(objectives.isEmpty() ? outputs.size() : 1)
        .filter(output -> output.sizes().size() == 1 && output.length() > 0)
        .toList();
  }

  private Plot drawn(Plot plot) {
    if (plot.isEmpty()) {
      List<String> names = plot.series().stream().map(Series::name).toList();
      throw new CompileException(
          CommandErrors.nothingToDraw(source.name(), names, kind == Axis.Kind.LOG));
    }
    return plot;
  }
}
