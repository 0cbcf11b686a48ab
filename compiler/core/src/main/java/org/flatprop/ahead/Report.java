package org.flatprop.ahead;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run has done.
 *
 * @param files those of all classes
 * @param compiled the models that were compiled, since they or what they import have changed
 * @param written the files of classes that are new or have changed
 * @param removed those of models that are gone
 * @param kept those of models that are gone, which somebody has changed since they were written
 * @param libraries the models that compute nothing, and have no class: others import them
 */
public record Report(
    List<Path> files,
    List<Path> compiled,
    List<Path> written,
    List<Path> removed,
    List<Path> kept,
    List<Path> libraries) {

  public Report {
    files = List.copyOf(files);
    compiled = List.copyOf(compiled);
    written = List.copyOf(written);
    removed = List.copyOf(removed);
    kept = List.copyOf(kept);
    libraries = List.copyOf(libraries);
  }

  /** Whether the output folder is not what it was. */
  public boolean changed() {
    return !written.isEmpty() || !removed.isEmpty();
  }
}
