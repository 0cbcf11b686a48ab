package org.flatprop.ahead;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flatprop.JavaClass;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;

/** The folder that classes are written to. What another hand has written there is not lost. */
final class Outputs {

  /** What every class says of itself. */
  static final String MARK = "by Flatprop";

  private final Path folder;
  private final Ledger before;
  private final Digests digests;

  /**
   * What has become of the files of models that are gone.
   *
   * @param kept those that were changed since they were written
   */
  record Removal(List<Path> removed, List<Path> kept) {}

  Outputs(Path folder, Ledger before, Digests digests) {
    this.folder = folder;
    this.before = before;
    this.digests = digests;
  }

  /** What is wrong if a class's place is taken by a file that no run has written. */
  Optional<Diagnostic> foreign(JavaClass made, String model) {
    Path file = folder.resolve(made.file());
    boolean own =
        !Files.isRegularFile(file)
            || before.outputs().anyMatch(made.file()::equals)
            || isMarked(file);
    return own ? Optional.empty() : Optional.of(FileErrors.foreignFileInTheWay(file, model));
  }

  private static boolean isMarked(Path file) {
    try {
      return Files.readString(file).contains(MARK);
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      throw new CompileException(FileErrors.unwritable(file, e));
    }
  }

  /** Writes the classes that are new or have changed, and says which files those are. */
  List<Path> write(Collection<JavaClass> classes) {
    Map<Path, NewFiles.Content> contents = new LinkedHashMap<>();
    for (JavaClass made : classes) {
      Path file = folder.resolve(made.file());
      if (!digests.match(file, Digests.of(made.text()))) {
        contents.put(file, NewFiles.text(made.text()));
      }
    }
    NewFiles.write(contents);
    return List.copyOf(contents.keySet());
  }

  /** Removes what an earlier run has written and the last one has not. */
  Removal removeAllBut(Ledger after) {
    Removal removal = new Removal(new ArrayList<>(), new ArrayList<>());
    stale(after)
        .forEach(
            (file, digest) -> {
              if (digests.match(file, digest)) {
                remove(file);
                removal.removed().add(file);
              } else {
                removal.kept().add(file);
              }
            });
    return removal;
  }

  /** With the digests of what was written. */
  private Map<Path, String> stale(Ledger after) {
    Set<Path> now = after.outputs().map(folder::resolve).collect(Collectors.toSet());
    Map<Path, String> stale = new TreeMap<>();
    for (Ledger.Entry entry : before.entries().values()) {
      entry
          .written()
          .map(folder::resolve)
          .filter(file -> Files.exists(file) && !isOneOf(file, now))
          .ifPresent(file -> stale.put(file, entry.text()));
    }
    return stale;
  }

  /** Whether a file is one of others, if by another name: some systems take `a` for `A`. */
  private static boolean isOneOf(Path file, Set<Path> others) {
    return others.contains(file)
        || others.stream()
            .filter(other -> other.toString().equalsIgnoreCase(file.toString()))
            .anyMatch(other -> isSame(file, other));
  }

  private static boolean isSame(Path file, Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (IOException e) {
      return false;
    }
  }

  private void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new CompileException(FileErrors.unremovable(file, e));
    }
    try {
      for (Path empty = file.getParent(); !empty.equals(folder); empty = empty.getParent()) {
        Files.delete(empty);
      }
    } catch (DirectoryNotEmptyException e) {
      // it has other classes
    } catch (IOException e) {
      // an empty folder does no harm
    }
  }
}
