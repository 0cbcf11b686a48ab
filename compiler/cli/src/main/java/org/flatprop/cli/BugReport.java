package org.flatprop.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What to tell us of a failure that no user can cause. */
final class BugReport {

  /** The trace of an overflown stack repeats itself. */
  private static final int MAX_LINES = 200;

  private BugReport() {}

  static String of(Throwable failure, List<String> args) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return """
        nnc: this is a bug in Flatprop. Please report it, with the model and these lines:
          version  %s
          java     %s, %s
          system   %s, %s
          command  %s
        %s
        """
        .formatted(
            Version.text(),
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            args.stream().map(BugReport::quoted).collect(Collectors.joining(" ", "nnc ", "")),
            trace.toString().lines().limit(MAX_LINES).collect(Collectors.joining("\n")));
  }

  private static String quoted(String argument) {
    boolean plain =
        argument.chars().allMatch(c -> c > ' ' && "'\"$`\\*?[]()<>|&;#~!{}".indexOf(c) < 0);
    return plain && !argument.isEmpty() ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
