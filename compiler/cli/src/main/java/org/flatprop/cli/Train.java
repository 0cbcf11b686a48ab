package org.flatprop.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.flatprop.CompiledModel;
import org.flatprop.Stage;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.cli.train.Interruption;
import org.flatprop.cli.train.RunFolder;
import org.flatprop.cli.train.RunLog;
import org.flatprop.cli.train.SetupFile;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.emit.ClassNames;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.train.Dataset;
import org.flatprop.train.Recipe;
import org.flatprop.train.Training;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model on data. */
@CommandLine.Command(
    mixinStandardHelpOptions = true,
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

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "Keep the run in this folder: checkpoints, and its set-up.")
  private String folder;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "S",
      converter = SecondsConverter.class,
      description = "Keep a checkpoint every so many seconds, 0 for every step; 5 if not given.")
  private Double every = 5.0;

  @Option(
      names = "--resume",
      description = {
        "Go on with the run in --checkpoint DIR, set up as it was, to the same bits as if it had never stopped."
      })
  private boolean resume;

  @Option(
      names = "--setup",
      paramLabel = "FILE",
      description = "Take options from a file, a line OPTION = VALUE each; those given here win.")
  private String setup;

  @Option(
      names = "--plot",
      paramLabel = "OUT.svg",
      description = "Draw the losses of training and validation by epoch.")
  private String plot;

  @Option(
      names = "--log",
      paramLabel = "RUN.csv",
      description = "Write a row for each epoch: its losses, its rate, and what was measured.")
  private String log;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "MODEL",
      description = {
        "Write the trained params to this .npz or .safetensors file, for `nnc run --data`; with them what "
            + "prepares other data as those examples were prepared."
      })
  private String out;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private Choices choices;

  @Mixin private ThreadCount threads;

  @Spec private CommandSpec command;

  /** Reads a number of seconds: 0 or more. */
  static final class SecondsConverter implements CommandLine.ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return text.equals("0") ? Double.valueOf(0) : new PositiveConverter().convert(text);
    }
  }

  @Override
  public Answer answer(InputStream in, PrintStream err) {
    if (resume && folder == null) {
      throw new ParameterException(command.commandLine(), "--resume needs --checkpoint DIR");
    }
    Optional<Path> from = setupFile();
    return from.isPresent()
        ? new Settings(command).with(SetupFile.read(from.get())).train(in, err)
        : train(in, err);
  }

  /** The set-up that is asked for, or that of the run that is to go on. */
  private Optional<Path> setupFile() {
    if (setup != null) {
      return Optional.of(Paths.of(setup));
    }
    return resume
        ? Optional.of(Paths.of(folder).resolve(RunFolder.SETUP)).filter(Files::exists)
        : Optional.empty();
  }

  private Answer train(InputStream in, PrintStream err) {
    checkEnding(plot, TrainErrors::onlySvg, ".svg");
    checkEnding(log, TrainErrors::onlyCsv, ".csv");
    checkEnding(out, TrainErrors::onlyParameterFiles, ".npz", ".safetensors");
    Recipe how = recipe.recipe(values.seed());
    CompiledModel model = ModelFile.compile(file, in, choices.options());
    checkTrainable(model);
    Parts parts = examples.read(model, values);
    int batch = recipe.batch(parts.training().size());
    if (folder == null) {
      return train(
          new Session(model, parts, how, batch, examples.isOrdered(), Optional.empty(), err),
          model,
          parts);
    }
    try (RunFolder run = RunFolder.open(Paths.of(folder))) {
      RunKeeper keeper = new RunKeeper(run, resume, every, identity(model, parts, how, batch));
      run.keepSetup(new Settings(command).text(Paths.of(folder)));
      return train(
          new Session(model, parts, how, batch, examples.isOrdered(), Optional.of(keeper), err),
          model,
          parts);
    }
  }

  private Answer train(Session session, CompiledModel model, Parts parts) {
    Optional<RunLog> rows = path(log).map(RunLog::new);
    Training training = session.train(rows);
    rows.ifPresent(RunLog::close);
    List<String> written =
        new Products(path(plot), path(out))
            .write(
                ClassNames.base(model.file().name()),
                parts.all().one().signature(),
                training,
                parts.preparation());
    Summary summary =
        new Summary(
            training,
            parts.training().size(),
            parts.heldOut().map(Dataset::size).orElse(0),
            session.measured(training),
            classes(parts),
            written);
    int exit = training.end() == Training.End.STOPPED ? Interruption.EXIT : Nnc.DONE;
    return json ? new Answer(summary.json(), exit) : new Answer(summary.listing(), exit);
  }

  private static Map<String, List<String>> classes(Parts parts) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    parts
        .preparation()
        .classified()
        .forEach(name -> classes.put(name, parts.preparation().classes(name)));
    return classes;
  }

  /** What of a run must not change, by the options that say it. */
  private Map<String, String> identity(CompiledModel model, Parts parts, Recipe how, int batch) {
    Map<String, String> identity = new LinkedHashMap<>();
    CRC32 sum = new CRC32();
    sum.update(Stage.GRAPH.print(model).getBytes(StandardCharsets.UTF_8));
    sum.update(parts.all().one().signature().toString().getBytes(StandardCharsets.UTF_8));
    identity.put("model", Long.toHexString(sum.getValue()));
    identity.put("data", Long.toHexString(parts.all().checksum()));
    identity.put("held out", parts.heldOut().map(d -> String.valueOf(d.size())).orElse("0"));
    identity.put("batch", String.valueOf(batch));
    identity.put("shuffle", String.valueOf(!examples.isOrdered()));
    identity.putAll(recipe.identity(how));
    identity.put("profile", choices.options().profile().toString());
    return identity;
  }

  private static void checkTrainable(CompiledModel model) {
    if (model.model().inputs().stream().noneMatch(Input::isParam)) {
      throw new CompileException(TrainErrors.nothingToTrain(model.file().name()));
    }
    if (!model.model().objective().node().shape().isScalar()) {
      throw new CompileException(
          TrainErrors.noScalar(model.model().objectiveSpan(), model.model().objective()));
    }
  }

  private static void checkEnding(
      String file, Function<String, Diagnostic> error, String... endings) {
    if (file != null && Arrays.stream(endings).noneMatch(file.toLowerCase(Locale.ROOT)::endsWith)) {
      throw new CompileException(error.apply(file));
    }
  }

  private static Optional<Path> path(String name) {
    return Optional.ofNullable(name).map(Paths::of);
  }
}
