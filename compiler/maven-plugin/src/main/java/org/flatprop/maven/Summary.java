package org.flatprop.maven;

import org.flatprop.ahead.Report;

/** What a run has done, in a line. */
final class Summary {

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

  /** {@code 2 classes}. */
  static String count(int count, String thing, String plural) {
    return count + " " + thing + (count == 1 ? "" : plural);
  }
}
