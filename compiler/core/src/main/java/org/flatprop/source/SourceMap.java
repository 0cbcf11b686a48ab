package org.flatprop.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the lines of an emitted class come from.
 *
 * @param className with its package
 * @param main the path of the model's file below a source folder, with {@code /}; so the files of
 *     places
 * @param mainLines how many lines that file has
 * @param runs in order; lines of Java in none of them come from nowhere
 */
public record SourceMap(String className, String main, int mainLines, List<Run> runs) {

  /**
   * Lines of Java, from the first to the last, that come from one place.
   *
   * @param first counted from 1
   */
  public record Run(int first, int last, Place place) {}

  /**
   * @throws IllegalArgumentException if the runs are in disorder
   */
  public SourceMap {
    runs = List.copyOf(runs);
    int before = 0;
    for (Run run : runs) {
      if (run.first <= before || run.last < run.first || run.place.line() < 1) {
        throw new IllegalArgumentException("no run of a source map: " + run);
      }
      before = run.last;
    }
  }

  /** The files that lines come from, the main file first. */
  public List<String> files() {
    Set<String> files = new LinkedHashSet<>(List.of(main));
    runs.forEach(run -> files.add(run.place.file()));
    return new ArrayList<>(files);
  }

  /** The name of a file without its folders. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
