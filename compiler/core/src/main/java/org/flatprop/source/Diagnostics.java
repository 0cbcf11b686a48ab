package org.flatprop.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the errors of a compilation, so that all are reported in one run. */
public final class Diagnostics {

  /** More errors than this are not read by anyone. */
  private static final int MAX_SHOWN = 100;

  private final Set<Diagnostic> found = new LinkedHashSet<>();

  /** There are no errors yet. */
  public Diagnostics() {}

  /** An error more; the same one is reported once. */
  public void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  /** The errors that ended a stage. */
  public void addAll(CompileException exception) {
    found.addAll(exception.diagnostics());
  }

  /** Whether there are more errors already than will be shown. */
  public boolean isFull() {
    return found.size() > MAX_SHOWN;
  }

  /** Whether there are no errors so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Ends a stage.
   *
   * @throws CompileException if there was an error
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new CompileException(sorted());
    }
  }

  private List<Diagnostic> sorted() {
    Comparator<Diagnostic> order =
        Comparator.comparing((Diagnostic d) -> d.span().map(s -> s.file().name()).orElse(""))
            .thenComparing(d -> d.span().map(Span::start).orElse(-1));
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(order);
    if (!isFull()) {
      return sorted;
    }
    List<Diagnostic> shown = new ArrayList<>(sorted.subList(0, MAX_SHOWN));
    shown.add(Errors.more(sorted.get(MAX_SHOWN).place(), sorted.size() - MAX_SHOWN));
    return shown;
  }
}
