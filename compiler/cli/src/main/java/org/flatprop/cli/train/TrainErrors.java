package org.flatprop.cli.train;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;

/** The catalogue of what can be wrong with a training run: one factory an error. */
public final class TrainErrors {

  private TrainErrors() {}

  // Models

  public static Diagnostic nothingToTrain(String file) {
    return Diagnostic.about(
        file,
        "the model has no param: there is nothing to train",
        "declare what is to be learnt: param w ~ normal(0, 1)");
  }

  public static Diagnostic noScalar(Span objective, Output of) {
    return Diagnostic.at(
        objective,
        "what is trained must be a scalar, but `" + of.name() + "` is " + of.node().shape(),
        "minimize its sum or its mean");
  }

  public static Diagnostic noBatches(String file) {
    return Diagnostic.about(
        file,
        "no dim of the model counts examples, so none can be held out",
        "such a dim is left open, and is the first size of the data: dim N; input x[N, 2], y[N]");
  }

  public static Diagnostic noRows(String table, String model) {
    return Diagnostic.about(
        table,
        "the rows of a table are examples, and no dim of " + model + " counts examples",
        "such a dim is left open, and is the first size of the data: dim N; input x[N, 2], y[N]");
  }

  public static Diagnostic noFeatures(String file) {
    return Diagnostic.about(
        file,
        "the model does not say which of its inputs are features, to be normalized",
        "they are what its outputs depend on, beside the objective: output y_pred");
  }

  public static Diagnostic trainedExamples(String input) {
    return Diagnostic.about(
        "--wrt", "`" + input + "` has a value for each example: it is learnt from, not trained");
  }

  public static Diagnostic uncuttable(String file, Input input, String dim) {
    return Diagnostic.about(
        file,
        "`"
            + input.name()
            + "` "
            + input.node().shape()
            + " cannot be shared out to batches: "
            + dim
            + " counts the examples, and is not its first size alone",
        "give the first size of each array, and no other, that dim: y[" + dim + ", 3]");
  }

  // Data

  public static Diagnostic noExamples(String place) {
    return Diagnostic.about(place, "there is no example");
  }

  public static Diagnostic severalTables(String file) {
    return Diagnostic.about(file, "this is a second table to learn from: one is taken");
  }

  public static Diagnostic tooFewExamples(String option, int count) {
    return Diagnostic.about(
        option, "of " + count + " examples none would be left to learn from, or to validate with");
  }

  // Runs

  public static Diagnostic folderInUse(String folder) {
    return Diagnostic.about(folder, "another nnc is training in this folder");
  }

  public static Diagnostic folderOfRun(String folder) {
    return Diagnostic.about(
        folder,
        "a run is kept in this folder",
        "go on with it: --resume",
        "or begin another in another folder: --checkpoint DIR");
  }

  public static Diagnostic badCheckpoint(
      String file, String reason, boolean hasOther, String other) {
    return Diagnostic.about(
        file,
        reason,
        hasOther
            ? "the one before it is still there: remove this file, and --resume goes on from "
                + other
            : "begin again in another folder: --checkpoint DIR");
  }

  public static Diagnostic otherRun(String folder, List<String> differences) {
    return Diagnostic.about(
        folder,
        "the run in this folder is another one: it cannot go on like this",
        differences.toArray(String[]::new));
  }

  /** {@code rate: 0.1 in the run, 0.2 here}. */
  public static String difference(String name, String there, String here) {
    return switch (name) {
      case "model" -> "the model is another one, or has been changed";
      case "data" -> "the examples are others";
      case "validation" -> "the examples held out are others";
      default -> name + ": " + there + " in the run, " + here + " here";
    };
  }

  public static Diagnostic unreadable(String file, IOException cause) {
    return Diagnostic.about(
        file,
        "cannot be read: "
            + (cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage()));
  }

  // Set-ups

  public static Diagnostic unknownSetting(
      String file, int line, String option, Optional<String> near) {
    return Diagnostic.about(
        file + ":" + line,
        "there is no option `" + option + "` for a run",
        near.map(name -> new String[] {"did you mean `" + name + "`?"}).orElse(new String[0]));
  }

  public static Diagnostic badSetting(String file, int line, String message, String... notes) {
    return Diagnostic.about(file + ":" + line, message, notes);
  }

  // Files to write

  public static Diagnostic onlySvg(String file) {
    return Diagnostic.about(file, "loss curves are written as .svg files");
  }

  public static Diagnostic onlyCsv(String file) {
    return Diagnostic.about(file, "the log is written as a .csv file");
  }

  public static Diagnostic overwritten(String file) {
    return Diagnostic.about(file, "this file is read by this run, and would be overwritten by it");
  }

  public static Diagnostic onlyParameterFiles(String file) {
    return Diagnostic.about(file, "parameters are written as .npz or .safetensors files");
  }
}
