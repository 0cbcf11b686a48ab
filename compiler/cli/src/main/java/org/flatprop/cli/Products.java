package org.flatprop.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flatprop.ahead.FileErrors;
import org.flatprop.ahead.NewFiles;
import org.flatprop.cli.data.ArrayFile;
import org.flatprop.cli.data.Preparation;
import org.flatprop.cli.train.LossPlot;
import org.flatprop.cli.train.RunLog;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.train.Training;
import picocli.CommandLine.Option;

/** The options that name the files that a training writes. */
final class Products {

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

  /**
   * Looks at the names before anything is done.
   *
   * @param read the names of the files that are read
   * @throws CompileException if one has a wrong ending, or is that of such a file
   */
  void check(List<String> read) {
    checkEnding(plot, TrainErrors::onlySvg, ".svg");
    checkEnding(log, TrainErrors::onlyCsv, ".csv");
    checkEnding(out, TrainErrors::onlyParameterFiles, ".npz", ".safetensors");
    for (String file : Arrays.asList(plot, log, out)) {
      if (file != null && read.stream().anyMatch(other -> isSame(file, other))) {
        throw new CompileException(TrainErrors.overwritten(file));
      }
      checkPlace(file);
    }
  }

  /** Before an hour of training, not after it. */
  private static void checkPlace(String file) {
    if (file == null) {
      return;
    }
    Path place = Paths.of(file).toAbsolutePath();
    try {
      Files.createDirectories(place.getParent());
      if (Files.isDirectory(place)) {
        throw new FileSystemException(file, null, "a folder is in the way");
      }
      if (!Files.isWritable(place.getParent())) {
        throw new AccessDeniedException(file);
      }
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(file, e));
    }
  }

  private static boolean isSame(String file, String other) {
    try {
      return Files.isSameFile(Paths.of(file), Paths.of(other));
    } catch (IOException e) {
      // what is not there is not overwritten
      return false;
    }
  }

  private static void checkEnding(
      String file, Function<String, Diagnostic> error, String... endings) {
    if (file != null && Arrays.stream(endings).noneMatch(file.toLowerCase(Locale.ROOT)::endsWith)) {
      throw new CompileException(error.apply(file));
    }
  }

  /** The log, begun; none if none is wanted. */
  Optional<RunLog> log() {
    return Optional.ofNullable(log).map(Paths::of).map(RunLog::new);
  }

  /**
   * Writes what is written at the end.
   *
   * @return the names of all files written
   */
  List<String> write(String title, Signature model, Training training, Preparation preparation) {
    Map<Path, NewFiles.Content> contents = new LinkedHashMap<>();
    if (out != null) {
      contents.put(Paths.of(out), parameters(model, training, preparation)::writeTo);
    }
    if (plot != null && !training.history().isEmpty()) {
      String svg = LossPlot.of(title, training.history()).svg();
      contents.put(Paths.of(plot), NewFiles.text(svg));
    }
    NewFiles.write(contents);
    List<String> written = new ArrayList<>(contents.keySet().stream().map(Paths::shown).toList());
    Optional.ofNullable(log).map(Paths::of).map(Paths::shown).ifPresent(written::add);
    return written;
  }

  private ArrayFile parameters(Signature model, Training training, Preparation preparation) {
    ArrayFile file = ArrayFile.of(out).orElseThrow();
    double[] parameters = training.parameters();
    for (Section section : model.gradients()) {
      file.add(section.name(), section, parameters);
    }
    file.text(preparation.json());
    return file;
  }
}
