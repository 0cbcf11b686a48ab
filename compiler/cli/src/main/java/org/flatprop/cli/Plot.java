package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flatprop.ahead.NewFiles;
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
      "Without --x, draws the outputs that are vectors, each against its index."
    })
final class Plot implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

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
    SourceFile source = ModelFile.of(file, in);
    List<String> names = objectives.stream().map(String::strip).toList();
    Curves curves = new Curves(source, values, names, log ? Axis.Kind.LOG : Axis.Kind.LINEAR);
    org.flatprop.plot.Plot plot =
        range == null
            ? curves.byIndex()
            : curves.along(range, Optional.ofNullable(input).map(String::strip));
    String svg =
        plot.titled(title(source)).labelled(label == null ? plot.x().title() : label).svg();
    Path target = Paths.of(out);
    NewFiles.write(Map.of(target, NewFiles.text(svg)));
    return new Answer(Paths.shown(target) + "\n");
  }

  private String title(SourceFile source) {
    if (title != null) {
      return title;
    }
    return file.equals("-") ? "" : ClassNames.base(source.name());
  }
}
