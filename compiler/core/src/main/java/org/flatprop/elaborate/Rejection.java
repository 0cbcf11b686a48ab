package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.flatprop.source.Diagnostic;

/** An expression has no meaning, for reasons that its author must be told. */
final class Rejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  private Rejection(List<Diagnostic> diagnostics) {
    super("rejected", null, false, false);
    this.diagnostics = List.copyOf(diagnostics);
  }

  Rejection(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /** For a reason that has been told already, or will be. */
  static Rejection silent() {
    return new Rejection(List.of());
  }

  /** For the reasons of several. */
  static Rejection of(List<Rejection> rejections) {
    List<Diagnostic> all = new ArrayList<>();
    rejections.forEach(rejection -> all.addAll(rejection.diagnostics));
    return new Rejection(all);
  }

  Rejection map(UnaryOperator<Diagnostic> change) {
    return new Rejection(diagnostics.stream().map(change).toList());
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
