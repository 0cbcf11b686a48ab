package org.flatprop.inspect;

import java.util.List;
import java.util.Optional;
import org.flatprop.source.CompileException;
import org.flatprop.source.Suggestion;

/** A circuit as a picture. */
public final class Picture {

  /** More cannot be laid out in reasonable time. */
  static final int MAX_ITEMS = 2_000;

  /** So many parts are named in a message. */
  private static final int MAX_OFFERED = 8;

  private Picture() {}

  /**
   * Draws a circuit as SVG.
   *
   * @param part the part that is drawn; empty for all
   * @param readings what stands beside the wires; empty for a picture without numbers
   * @throws CompileException if there is no such part, or it is too large
   */
  public static String svg(
      Circuit circuit, Optional<String> part, Optional<Readings> readings, String title) {
    return SvgText.document(drawing(circuit, part), readings, title);
  }

  /** The same for Graphviz, with the places as they are in SVG. */
  public static String dot(
      Circuit circuit, Optional<String> part, Optional<Readings> readings, String title) {
    return DotText.of(drawing(circuit, part), readings, title);
  }

  private static Drawing drawing(Circuit circuit, Optional<String> part) {
    Views views = new Views(circuit);
    View view = part.map(name -> views.of(part(circuit, views, name))).orElseGet(views::expanded);
    return Layout.of(limited(circuit, views, view));
  }

  /** A view that can be laid out. */
  static View limited(Circuit circuit, Views views, View view) {
    if (!canBeDrawn(view)) {
      List<String> parts =
          views.parts().stream()
              .filter(part -> canBeDrawn(views.of(part)))
              .map(Part::toString)
              .limit(MAX_OFFERED)
              .toList();
      throw new CompileException(
          PictureErrors.onlyParts(circuit.model().file().name(), view.size(), MAX_ITEMS, parts));
    }
    return view;
  }

  static boolean canBeDrawn(View view) {
    return view.size() <= MAX_ITEMS;
  }

  private static Part part(Circuit circuit, Views views, String name) {
    List<Part> found =
        views.parts().stream()
            .filter(part -> part.toString().equals(name) || part.title().equals(name))
            .toList();
    if (found.isEmpty()) {
      List<String> names = views.parts().stream().map(Part::toString).toList();
      throw new CompileException(
          PictureErrors.unknownPart(
              circuit.model().file().name(),
              name,
              Suggestion.nearest(name, names),
              names.stream().limit(MAX_OFFERED).toList()));
    }
    return found.get(0);
  }
}
