package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flatprop.CompiledModel;
import org.flatprop.ahead.NewFiles;
import org.flatprop.emit.ClassNames;
import org.flatprop.emit.Profile;
import org.flatprop.inspect.Circuit;
import org.flatprop.inspect.Page;
import org.flatprop.inspect.Picture;
import org.flatprop.inspect.Readings;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a model's graph. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Draws a model's computational graph, with values and gradients for the inputs given.",
      ".html: a page of source, graph, forward and backward pass, whose inputs can be changed.",
      ".svg: a picture; .dot: the same for Graphviz, with its places."
    })
final class Graph implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "OUT.html|.svg|.dot",
      description = "The file to write.")
  private String out;

  @Option(
      names = "--part",
      paramLabel = "NAME",
      description = "Draw only what one name of the model is made of, or one call of a function.")
  private String part;

  @Mixin private Values values;

  @Mixin private Wrt wrt;

  @Spec private CommandLine.Model.CommandSpec command;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    String ending = out.substring(out.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!out.contains(".")) {
      throw new CompileException(CommandErrors.onlyPictures(out));
    }
    if (part != null && ending.equals("html")) {
      throw new ParameterException(
          command.commandLine(), "--part is for pictures; a page shows all parts");
    }
    Path target = Paths.of(out);
    String text =
        switch (ending) {
          case "html" -> page(circuit(in));
          case "svg", "dot" -> picture(circuit(in), ending.equals("svg"));
          default -> throw new CompileException(CommandErrors.onlyPictures(out));
        };
    NewFiles.write(Map.of(target, NewFiles.text(text)));
    return new Answer(Paths.shown(target) + "\n");
  }

  private Circuit circuit(InputStream in) {
    return Circuit.of(ModelFile.compile(file, in, wrt.options().profile(Profile.STRICT)));
  }

  private String picture(Circuit circuit, boolean svg) {
    Optional<String> only = Optional.ofNullable(part);
    Optional<Readings> readings = Optional.empty();
    if (!isWithoutNumbers(circuit.model())) {
      BoundModel bound = values.of(circuit.model()).complete();
      readings = Optional.of(readings(circuit, bound, bound.vector(values.seed())));
    }
    String title = title(circuit);
    return svg
        ? Picture.svg(circuit, only, readings, title)
        : Picture.dot(circuit, only, readings, title);
  }

  /** Where nothing is given, and something would have to be. */
  private boolean isWithoutNumbers(CompiledModel model) {
    if (values.hasNumbers()) {
      return false;
    }
    boolean open = !model.dims().isEmpty();
    return open || model.signature().inputs().stream().anyMatch(input -> !input.hasStart());
  }

  private String page(Circuit circuit) {
    if (!isWithoutNumbers(circuit.model())) {
      BoundModel bound = values.of(circuit.model()).complete();
      return page(circuit, bound, bound.vector(values.seed()), starts(bound));
    }
    BoundModel bound = values.of(circuit.model()).partial();
    bound.checkRanges();
    Point point = Point.of(bound, new Objective(bound.kernel()), values.seed());
    return page(
        circuit,
        bound,
        point.inputs(),
        "No values were given, so these are drawn at random, and sizes are small. Change them at the right, or give"
            + " them with --set and --data.");
  }

  /** Which parameters nobody gave. */
  private String starts(BoundModel bound) {
    List<String> names =
        bound.signature().inputs().stream()
            .filter(input -> input.isParam() && bound.elements(input.name()).isEmpty())
            .map(Variable::name)
            .toList();
    return names.isEmpty()
        ? ""
        : "Not given, so as the model starts it with --seed "
            + values.seed()
            + ": "
            + String.join(", ", names)
            + ".";
  }

  private String page(Circuit circuit, BoundModel bound, double[] vector, String note) {
    Readings readings = readings(circuit, bound, vector);
    return Page.html(circuit, readings, vector, title(circuit), note);
  }

  private static Readings readings(Circuit circuit, BoundModel bound, double[] vector) {
    return Readings.of(circuit, bound.leaves(vector), bound.dims());
  }

  private static String title(Circuit circuit) {
    return ClassNames.base(circuit.model().file().name());
  }
}
