package org.flatprop.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flatprop.inspect.Drawing.Box;
import org.flatprop.inspect.View.Collapsed;
import org.flatprop.inspect.View.Item;
import org.flatprop.inspect.View.Link;
import org.flatprop.inspect.View.Single;

/**
 * A drawing in the language of Graphviz. Values flow from left to right; {@code dot} finds places
 * of its own, {@code neato -n} takes those given.
 */
final class DotText {

  private static final double POINTS_A_PIXEL = 0.75;

  private final Drawing drawing;
  private final Optional<Readings> readings;
  private final StringBuilder text = new StringBuilder();

  private DotText(Drawing drawing, Optional<Readings> readings) {
    this.drawing = drawing;
    this.readings = readings;
  }

  static String of(Drawing drawing, Optional<Readings> readings, String title) {
    DotText dot = new DotText(drawing, readings);
    dot.text.append("digraph ").append(quoted(title)).append(" {\n");
    dot.text.append("  rankdir=LR\n  ordering=in\n  node [fontname=\"monospace\"]\n");
    drawing.boxes().forEach(dot::node);
    dot.edges();
    return dot.text.append("}\n").toString();
  }

  private void node(Box box) {
    Item item = box.item();
    text.append("  ").append(item.id()).append(" [label=").append(quoted(label(item)));
    text.append(", shape=").append(shape(item));
    if (item instanceof Single single && single.gate().kind() == Gate.Kind.OUTPUT) {
      text.append(", peripheries=2");
    }
    double x = box.x() + box.outline().body() / 2;
    double y = drawing.height() - box.y() - box.outline().axis();
    text.append(", pos=\"").append(points(x)).append(',').append(points(y)).append("!\"]\n");
  }

  private static String shape(Item item) {
    return item instanceof Collapsed
        ? "component"
        : ((Single) item).gate().isComputed() ? "ellipse" : "box";
  }

  private static String points(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels * POINTS_A_PIXEL);
  }

  /** The name of a value, how it is computed, the shape of an array, and what it is. */
  private String label(Item item) {
    if (item instanceof Collapsed collapsed) {
      return collapsed.part().title() + "\n" + collapsed.gates().size() + " gates";
    }
    Gate gate = ((Single) item).gate();
    List<String> lines = new ArrayList<>();
    lines.add(gate.label());
    if (gate.isComputed()) {
      lines.add(gate.symbol());
    }
    if (!gate.isScalar()) {
      lines.add(gate.node().shape().toString());
    }
    readings.filter(r -> gate.isScalar()).ifPresent(r -> lines.add(r.valueText(gate)));
    readings.flatMap(r -> r.gradientText(gate)).ifPresent(g -> lines.add("∇ " + g));
    return String.join("\n", lines);
  }

  /** A wire's number stands on it where there are several. */
  private void edges() {
    Map<Item, Integer> wires = new HashMap<>();
    drawing.view().links().forEach(link -> wires.merge(link.to(), 1, Integer::sum));
    for (Link link : drawing.view().links()) {
      text.append("  ").append(link.from().id()).append(" -> ").append(link.to().id());
      String number = wires.get(link.to()) > 1 ? link.port() + 1 + "" : "";
      String label = (number + " " + link.how()).strip();
      text.append(label.isEmpty() ? "\n" : " [label=" + quoted(label) + "]\n");
    }
  }

  /** A quoted text. Graphviz reads escapes and HTML's entities in it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int c : text.codePoints().toArray()) {
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '&' -> quoted.append("&amp;");
        case '\n' -> quoted.append("\\n");
        default -> quoted.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return quoted.append('"').toString();
  }
}
