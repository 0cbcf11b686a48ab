package org.flatprop.maven;

import java.util.List;
import java.util.stream.Collectors;
import org.flatprop.ahead.Report;

/** What a run has done, in a line. */
final class Summary {

  /** So many names are read. */
  private static final int SHOWN = 5;

  private Summary() {}

  static String of(Report report) {
    int rest = report.files().size() - report.written().size();
    String removed = report.removed().isEmpty() ? "" : "; " + report.removed().size() + " removed";
    if (report.compiled().isEmpty()) {
      return "Nothing to generate: " + count(rest, "class", "es") + " up to date" + removed;
    }
    return "Generated "
        + count(report.written().size(), "class", "es")
        + " from "
        + count(report.compiled().size(), "model", "s")
        + "; "
        + rest
        + " up to date"
        + removed;
  }

  /** The first of many names. */
  static String few(List<String> names) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int rest = names.size() - SHOWN;
    return rest > 0 ? shown + " and " + rest + " more" : shown;
  }

  /** {@code 2 classes}. */
  static String count(int count, String thing, String plural) {
    return count + " " + thing + (count == 1 ? "" : plural);
  }
}
