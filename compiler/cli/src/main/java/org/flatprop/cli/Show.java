package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flatprop.CompiledModel;
import org.flatprop.Stage;
import org.flatprop.loops.LineStyle;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints a stage of the compilation. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = {
      "Prints what becomes of a model: by default the forward and the backward pass.",
      "With values (--set, --data, --dim or --seed), each of their lines has its number before it."
    })
final class Show implements Command {

  /** The stages whose lines have numbers, and what is shown if nothing is chosen. */
  private static final List<Stage> PASSES = List.of(Stage.FORWARD, Stage.BACKWARD);

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      converter = StageConverter.class,
      description = "One of ast, graph, topo, forward, backward, loops, java.")
  private Stage stage;

  @Mixin private Values values;

  @Mixin private Choices choices;

  @Mixin private ColourChoice colour;

  @Spec private CommandLine.Model.CommandSpec command;

  private static final class StageConverter implements ITypeConverter<Stage> {
    @Override
    public Stage convert(String text) {
      return Stage.named(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there are " + Arrays.toString(Stage.values()) + ", not `" + text + "`"));
    }
  }

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    List<Stage> stages = stage == null ? PASSES : List.of(stage);
    if (values.isGiven() && !PASSES.containsAll(stages)) {
      throw new ParameterException(
          command.commandLine(),
          "numbers stand beside the lines of forward and backward; --stage "
              + stage
              + " has no place for them");
    }
    CompiledModel model = ModelFile.compile(file, in, choices.options());
    Optional<BoundModel> bound =
        values.isGiven() ? Optional.of(values.of(model).complete()) : Optional.empty();
    Colours colours = colour.colours();
    Map<Program, LineStyle> styles = new IdentityHashMap<>();
    Function<Program, LineStyle> style =
        program -> styles.computeIfAbsent(program, p -> style(p, stages, bound, colours));
    return new Answer(
        stages.stream()
            .map(shown -> StageText.in(colours, shown, shown.print(model, style)))
            .collect(Collectors.joining("\n")));
  }

  private LineStyle style(
      Program program, List<Stage> stages, Optional<BoundModel> bound, Colours colours) {
    List<Step> shown = new ArrayList<>();
    if (stages.contains(Stage.FORWARD)) {
      shown.addAll(program.forward());
    }
    if (stages.contains(Stage.BACKWARD)) {
      shown.addAll(program.backward());
    }
    return PassStyle.of(
        program.places(),
        shown,
        colours,
        computed -> bound.map(b -> Numbers.of(b, values.seed(), computed)));
  }
}
