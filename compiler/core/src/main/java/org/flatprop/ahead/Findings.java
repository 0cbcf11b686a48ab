package org.flatprop.ahead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/**
 * The errors of many models, each once: models that import the same file have its errors in common.
 */
final class Findings {

  private final Map<String, Diagnostic> found = new LinkedHashMap<>();

  void add(Diagnostic diagnostic) {
    found.putIfAbsent(diagnostic.place() + ": " + diagnostic.message(), diagnostic);
  }

  /** Adds what is wrong with a model, so that each error says in which file it is. */
  void addAll(CompileException exception, SourceFile model) {
    for (Diagnostic diagnostic : exception.diagnostics()) {
      String option = diagnostic.place().startsWith("--") ? diagnostic.place().substring(2) : "";
      if (!option.isEmpty()) {
        add(about(model.name(), option + ": " + diagnostic.message(), diagnostic));
      } else if (diagnostic.span().isPresent()) {
        Span span = diagnostic.span().get();
        String file = span.file().path().map(Findings::tidy).orElse(span.file().name());
        add(about(file + ":" + span.position(), diagnostic.message(), diagnostic));
      } else {
        add(diagnostic);
      }
    }
  }

  private static Diagnostic about(String place, String message, Diagnostic diagnostic) {
    return new Diagnostic(place, diagnostic.span(), message, diagnostic.notes());
  }

  /** A path without detours, where that is the same file: one that an editor opens by a click. */
  private static String tidy(Path path) {
    Path straight = path.normalize();
    try {
      return FileErrors.shown(Files.isSameFile(path, straight) ? straight : path);
    } catch (IOException e) {
      return FileErrors.shown(path);
    }
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      List<Diagnostic> sorted = new ArrayList<>(found.values());
      sorted.sort(
          Comparator.comparing(Diagnostic::file)
              .thenComparing(d -> d.span().map(Span::start).orElse(-1)));
      throw new CompileException(sorted);
    }
  }
}
