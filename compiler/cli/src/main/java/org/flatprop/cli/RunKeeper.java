package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.cli.train.RunFolder;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.source.CompileException;
import org.flatprop.train.Checkpoint;
import org.flatprop.train.Training;

/** Keeps a run in its folder, so that it can go on. */
final class RunKeeper {

  private final RunFolder folder;
  private final Map<String, String> identity;
  private final Optional<Checkpoint> last;
  private final long nanos;
  private long kept = System.nanoTime();

  /**
   * A keeper.
   *
   * @param resume whether a run that is in the folder shall go on
   * @param seconds between checkpoints
   * @param identity what of a run must not change, by the options that say it
   * @throws CompileException if there is another run in the folder, or one that shall not go on
   */
  RunKeeper(RunFolder folder, boolean resume, double seconds, Map<String, String> identity) {
    this.folder = folder;
    this.identity = identity;
    this.last = folder.last();
    this.nanos = (long) Math.min(seconds * 1e9, Long.MAX_VALUE);
    if (last.isPresent() && !resume) {
      throw new CompileException(TrainErrors.folderOfRun(folder.shown()));
    }
    last.ifPresent(this::check);
  }

  private void check(Checkpoint checkpoint) {
    List<String> differences = new ArrayList<>();
    identity.forEach(
        (name, here) -> {
          String there = checkpoint.notes().getOrDefault(name, "");
          if (!there.equals(here)) {
            differences.add(TrainErrors.difference(name, there, here));
          }
        });
    if (!differences.isEmpty()) {
      throw new CompileException(TrainErrors.otherRun(folder.shown(), differences));
    }
  }

  /** Where the run has come to. */
  Optional<Checkpoint> last() {
    return last;
  }

  /** Keeps a checkpoint if it is time for one. */
  void keepInTime(Training training) {
    if (System.nanoTime() - kept >= nanos) {
      keep(training);
    }
  }

  /** Keeps a checkpoint. */
  void keep(Training training) {
    Checkpoint checkpoint = training.checkpoint();
    for (Map.Entry<String, String> note : identity.entrySet()) {
      checkpoint = checkpoint.note(note.getKey(), note.getValue());
    }
    folder.keep(checkpoint);
    kept = System.nanoTime();
  }

  String shown() {
    return folder.shown();
  }
}
