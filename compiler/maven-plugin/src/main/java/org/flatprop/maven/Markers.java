package org.flatprop.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Span;

/** Errors where a user looks for them: in the log, and in an editor at the text that is wrong. */
final class Markers {

  private final BuildContext context;
  private final Log log;

  Markers(BuildContext context, Log log) {
    this.context = context;
    this.log = log;
  }

  /** Removes what an earlier build has said of models. */
  void clear(List<Path> models) {
    models.forEach(model -> context.removeMessages(model.toFile()));
  }

  void add(Diagnostic diagnostic) {
    log.error(diagnostic.render());
    // outside an IDE the context would print it a second time
    if (!(context instanceof DefaultBuildContext)) {
      mark(diagnostic);
    }
  }

  private void mark(Diagnostic diagnostic) {
    File file = new File(diagnostic.file());
    int line = diagnostic.span().map(Span::line).orElse(0);
    int column = diagnostic.span().map(Span::column).orElse(0);
    context.addMessage(file, line, column, diagnostic.message(), BuildContext.SEVERITY_ERROR, null);
  }

  /** {@code 2 errors in 1 file}. */
  static String summary(List<Diagnostic> diagnostics) {
    long files = diagnostics.stream().map(Diagnostic::file).distinct().count();
    return Summary.count(diagnostics.size(), "error", "s")
        + " in "
        + Summary.count((int) files, "file", "s");
  }
}
