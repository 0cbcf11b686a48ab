package org.flatprop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.flatprop.cli.train.RunFolder;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a run is kept, and what it goes on from. */
final class RunOptions {

  private static final double SECONDS = 5;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = {
        "Keep the run in this folder: checkpoints, and its set-up as " + RunFolder.SETUP + "."
      })
  private String folder;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "S",
      converter = SecondsConverter.class,
      description = "Keep a checkpoint every so many seconds, 0 for every step; 5 if not given.")
  private Double seconds = SECONDS;

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Reads a number of seconds: 0 or more. */
  private static final class SecondsConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return text.equals("0") ? Double.valueOf(0) : new PositiveConverter().convert(text);
    }
  }

  /** The set-up that is asked for, or that of the run that is to go on. */
  Optional<Path> setup() {
    if (resume && folder == null) {
      throw new ParameterException(command.commandLine(), "--resume needs --checkpoint DIR");
    }
    if (setup != null) {
      return Optional.of(Paths.of(setup));
    }
    return resume
        ? folder().map(dir -> dir.resolve(RunFolder.SETUP)).filter(Files::exists)
        : Optional.empty();
  }

  /** Where the run is kept, if it is. */
  Optional<Path> folder() {
    return Optional.ofNullable(folder).map(Paths::of);
  }

  boolean isResumed() {
    return resume;
  }

  double seconds() {
    return seconds;
  }
}
