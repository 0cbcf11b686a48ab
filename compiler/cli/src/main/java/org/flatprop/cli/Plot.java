package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flatprop.ahead.NewFiles;
import org.flatprop.cli.data.CsvTable;
import org.flatprop.emit.ClassNames;
import org.flatprop.plot.Axis;
import org.flatprop.plot.Interval;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws curves. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Draws a function of one input, and its derivative, as SVG.",
      "Without --x, draws the outputs that are vectors, each against its index.",
      "Of .csv files, such as `nnc train --log` writes, draws the losses by epoch, or the columns of --objective."
    })
final class Plot implements Command {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The model, or tables.")
  private List<String> files;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "OUT.svg",
      description = "The file to write.")
  private String out;

  @Option(
      names = "--x",
      paramLabel = "FROM:TO",
      converter = IntervalConverter.class,
      description = "The range of the input that runs along the axis: -5:5.")
  private Interval range;

  @Option(
      names = "--input",
      paramLabel = "NAME",
      description = "Which input runs along the axis; else the one that has no value.")
  private String input;

  @Option(
      names = "--objective",
      split = ",",
      paramLabel = "NAME",
      description = "Draw these values; else the objective or, without --x, the outputs.")
  private List<String> objectives = List.of();

  @Option(names = "--log", description = "Make the vertical axis logarithmic.")
  private boolean log;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What stands above the picture; else the file's name.")
  private String title;

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      description = "What stands below the axis; else the input's name, or index.")
  private String label;

  @Mixin private Values values;

  @Spec private CommandSpec command;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    if (input != null && range == null) {
      throw new ParameterException(command.commandLine(), "--input is for --x FROM:TO");
    }
    if (!out.toLowerCase(Locale.ROOT).endsWith(".svg")) {
      throw new CompileException(CommandErrors.onlySvg(out));
    }
    org.flatprop.plot.Plot plot = CsvTable.isOne(Paths.of(files.get(0))) ? ofTables() : ofModel(in);
    String svg =
        plot.titled(title == null ? plot.title() : title)
            .labelled(label == null ? plot.x().title() : label)
            .svg();
    Path target = Paths.of(out);
    NewFiles.write(Map.of(target, NewFiles.text(svg)));
    return new Answer(Paths.shown(target) + "\n");
  }

  private org.flatprop.plot.Plot ofTables() {
    if (range != null || values.isGiven()) {
      throw new ParameterException(
          command.commandLine(), "--x, --set, --data, --dim and --seed are for models, not tables");
    }
    return new LogCurves(files, names(), kind()).plot();
  }

  private org.flatprop.plot.Plot ofModel(InputStream in) {
    if (files.size() > 1) {
      throw new ParameterException(
          command.commandLine(), "one model is drawn at a time; of tables there may be several");
    }
    SourceFile source = ModelFile.of(files.get(0), in);
    Curves curves = new Curves(source, values, names(), kind());
    org.flatprop.plot.Plot plot =
        range == null
            ? curves.byIndex()
            : curves.along(range, Optional.ofNullable(input).map(String::strip));
    return plot.titled(files.get(0).equals("-") ? "" : ClassNames.base(source.name()));
  }

  private List<String> names() {
    return objectives.stream().map(String::strip).toList();
  }

  private Axis.Kind kind() {
    return log ? Axis.Kind.LOG : Axis.Kind.LINEAR;
  }
}
