package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.cli.train.RunFolder;
import org.flatprop.cli.train.SetupFile;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.source.CompileException;
import org.flatprop.train.Recipe;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model on data. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Trains a model's params on examples: rows of data files, which its open dim counts.",
      "With examples held out, by --split or --valid, it says how well the model does on what it has not seen. "
          + "Measured are the accuracy, for targets that are classes, the root of the mean squared error, for those "
          + "that are numbers, and the mean of each output that is a scalar."
    })
final class Train implements Command {

  @Parameters(paramLabel = "FILE", description = "The model.")
  private String file;

  @Mixin private Values values;

  @Mixin private ExampleOptions examples;

  @Mixin private RecipeOptions recipe;

  @Mixin private RunOptions run;

  @Mixin private Products products;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private Choices choices;

  @Mixin private ThreadCount threads;

  @Spec private CommandSpec command;

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    Settings given = new Settings(command);
    return run.setup().map(setup -> given.with(SetupFile.read(setup))).orElse(this).train(in, err);
  }

  private Answer train(InputStream in, PrintStream err) {
    products.check(Stream.concat(Stream.of(file), examples.files(values)).toList());
    recipe.check();
    CompiledModel model = ModelFile.compile(file, in, choices.options());
    check(model);
    Parts parts = examples.read(model, values);
    Recipe how = recipe.recipe(values.seed(), parts.training().size());
    int batch = recipe.batch(parts.training().size());
    parts.check(model.file().name(), batch);
    Session session = new Session(model, parts, how, batch, examples.isOrdered(), err);
    Optional<Path> folder = run.folder();
    if (folder.isEmpty()) {
      return answer(session.train(products));
    }
    try (RunFolder kept = RunFolder.open(folder.get())) {
      Identity identity =
          new Identity(model, parts, batch, examples.isOrdered(), choices.options().profile());
      RunKeeper keeper =
          new RunKeeper(kept, run.isResumed(), run.seconds(), identity.of(recipe.identity(how)));
      if (run.isResumed() && keeper.last().isEmpty()) {
        err.println(kept.shown() + ": there is no checkpoint yet: the run begins");
      }
      kept.keepSetup(new Settings(command).text(folder.get()));
      return answer(session.kept(keeper).train(products));
    }
  }

  private Answer answer(Summary summary) {
    return json
        ? new Answer(summary.json(), summary.exit())
        : new Answer(summary.listing(), summary.exit());
  }

  private static void check(CompiledModel compiled) {
    Model model = compiled.model();
    if (model.inputs().stream().noneMatch(Input::isParam)) {
      throw new CompileException(TrainErrors.nothingToTrain(compiled.file().name()));
    }
    if (!model.objective().node().shape().isScalar()) {
      throw new CompileException(TrainErrors.noScalar(model.objectiveSpan(), model.objective()));
    }
  }
}
