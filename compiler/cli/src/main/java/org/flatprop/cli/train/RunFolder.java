package org.flatprop.cli.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.flatprop.ahead.FileErrors;
import org.flatprop.ahead.NewFiles;
import org.flatprop.source.CompileException;
import org.flatprop.train.Checkpoint;

/**
 * The folder that a run is kept in: its last checkpoint, the one before, and its set-up. One
 * process at a time works in it.
 */
public final class RunFolder implements AutoCloseable {

  private static final String LAST = "last.checkpoint";
  private static final String PREVIOUS = "previous.checkpoint";

  /** The file that says how the run was set up. */
  public static final String SETUP = "run.setup";

  private final Path folder;
  private final FileChannel lock;

  private RunFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens a folder, which is made if it is not there.
   *
   * @throws CompileException if it cannot be written, or another process works in it
   */
  public static RunFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // goes when the process does, however that ends
      if (locked(channel).isEmpty()) {
        channel.close();
        throw new CompileException(TrainErrors.folderInUse(FileErrors.shown(folder)));
      }
      return new RunFolder(folder, channel);
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(FileErrors.shown(folder), e));
    }
  }

  private static Optional<FileLock> locked(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      // by this process
      return Optional.empty();
    }
  }

  /**
   * The last checkpoint; none in a folder where none has been written yet.
   *
   * @throws CompileException if it is damaged, or cannot be read
   */
  public Optional<Checkpoint> last() {
    // a process may have ended between the two moves of a write
    Path file = folder.resolve(Files.exists(folder.resolve(LAST)) ? LAST : PREVIOUS);
    try {
      return Optional.of(Checkpoint.read(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (Checkpoint.Damaged e) {
      boolean other = file.endsWith(LAST) && Files.exists(folder.resolve(PREVIOUS));
      throw new CompileException(
          TrainErrors.badCheckpoint(FileErrors.shown(file), e.getMessage(), other, PREVIOUS));
    } catch (IOException e) {
      throw new CompileException(TrainErrors.unreadable(FileErrors.shown(file), e));
    }
  }

  /**
   * Keeps a checkpoint, and the one before it.
   *
   * @throws CompileException if it cannot be written; then the last one is still there
   */
  public void keep(Checkpoint checkpoint) {
    Path last = folder.resolve(LAST);
    Path next = folder.resolve("next.checkpoint");
    try {
      checkpoint.write(next);
      if (Files.exists(last)) {
        Files.move(last, folder.resolve(PREVIOUS), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(next, last, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(FileErrors.shown(last), e));
    }
  }

  /** Keeps the set-up. */
  public void keepSetup(String text) {
    NewFiles.write(Map.of(folder.resolve(SETUP), NewFiles.text(text)));
  }

  /** The folder's name as it is shown. */
  public String shown() {
    return FileErrors.shown(folder);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // it goes with the process
    }
  }
}
