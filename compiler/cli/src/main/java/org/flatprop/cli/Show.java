package org.flatprop.cli;

import java.io.InputStream;
import java.util.Arrays;
import org.flatprop.CompiledModel;
import org.flatprop.Stage;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints a stage of the compilation. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    description = "Prints what becomes of a model: by default the forward and the backward pass.")
final class Show implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      converter = StageConverter.class,
      description = "One of ast, graph, topo, forward, backward, loops, java.")
  private Stage stage;

  @Mixin private Choices choices;

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
  public Answer answer(InputStream in) {
    CompiledModel model = ModelFile.compile(file, in, choices.options());
    return new Answer(
        stage == null
            ? Stage.FORWARD.print(model) + "\n" + Stage.BACKWARD.print(model)
            : stage.print(model));
  }
}
