package org.flatprop.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flatprop.source.Diagnostic;

/** What can be wrong with a picture that is asked for. */
final class PictureErrors {

  private PictureErrors() {}

  static Diagnostic tooLarge(String file, int gates, int limit) {
    return Diagnostic.about(
        file,
        String.format(
            Locale.ROOT,
            "its graph has %,d gates, too many to be drawn or looked at: the limit is %,d",
            gates,
            limit),
        "`nnc show FILE --stage loops` sums it up; to draw less, make a function or a layer of it a model of its own");
  }

  /** A picture of all, where only parts can be drawn. */
  static Diagnostic onlyParts(String file, int gates, int limit, List<String> parts) {
    String offer =
        parts.isEmpty()
            ? "it has no parts, neither functions nor names, that could be drawn by themselves"
            : "its parts can be drawn: -o OUT.svg --part " + String.join(", --part ", parts);
    return Diagnostic.about(
        file,
        String.format(
            Locale.ROOT,
            "there are %,d gates and parts, too many for one picture: the limit is %,d",
            gates,
            limit),
        offer);
  }

  static Diagnostic unknownPart(
      String file, String part, Optional<String> nearest, List<String> parts) {
    String there =
        parts.isEmpty() ? "the graph has no parts" : "there are " + String.join(", ", parts);
    return Diagnostic.about(
        file,
        "the graph has no part `" + part + "`",
        nearest.map(n -> "did you mean `" + n + "`?").orElse(there));
  }
}
