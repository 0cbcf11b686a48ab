package org.flatprop.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Options;
import org.flatprop.ahead.NewFiles;
import org.flatprop.emit.ClassNames;
import org.flatprop.source.CompileException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a model's graph. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = "Writes a model's computational graph for Graphviz.")
final class Graph implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "OUT.dot",
      description = "The file to write.")
  private String out;

  @Override
  public Answer answer(InputStream in) {
    String ending = out.substring(out.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    switch (ending) {
      case "dot" -> {}
      case "svg", "html" ->
          throw new CompileException(CommandErrors.notYetDrawn(out, "." + ending));
      default -> throw new CompileException(CommandErrors.onlyDot(out));
    }
    CompiledModel model = ModelFile.compile(file, in, Options.DEFAULT);
    Path target = Paths.of(out);
    String name = ClassNames.base(model.file().name());
    NewFiles.write(Map.of(target, NewFiles.text(DotText.of(name, model.model()))));
    return new Answer(Paths.shown(target) + "\n");
  }
}
