package org.flatprop.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flatprop.inspect.Drawing.Box;
import org.flatprop.inspect.Drawing.Line;
import org.flatprop.inspect.Drawing.Point;
import org.flatprop.inspect.View.Collapsed;
import org.flatprop.inspect.View.Single;
import org.flatprop.plot.Markup;

/**
 * A drawing as SVG: gates as in the lectures' circuits, the value above the wire in green, the
 * gradient below in red.
 */
final class SvgText {

  private static final double CORNER = 6;
  private static final int MAX_HOW = 4;

  private final Drawing drawing;
  private final Optional<Readings> readings;
  private final StringBuilder text = new StringBuilder();

  private SvgText(Drawing drawing, Optional<Readings> readings) {
    this.drawing = drawing;
    this.readings = readings;
  }

  /**
   * A picture that stands by itself.
   *
   * @param title for those who cannot see it
   */
  static String document(Drawing drawing, Optional<Readings> readings, String title) {
    SvgText svg = new SvgText(drawing, readings);
    svg.open("role=\"img\" width=\"" + number(drawing.width()) + "\"");
    svg.text.append("<title>").append(Markup.escaped(title)).append("</title>\n");
    svg.text.append("<style>\n").append(Resource.text("picture.css")).append("</style>\n");
    svg.text.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    svg.content(false);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.text.append("</svg>\n");
  }

  /** A picture in a page, whose gates can be pointed at. */
  static String element(Drawing drawing, Optional<Readings> readings) {
    SvgText svg = new SvgText(drawing, readings);
    svg.open(
        "role=\"group\" aria-label=\"graph\" width=\""
            + number(drawing.width())
            + "\" height=\""
            + number(drawing.height())
            + "\"");
    svg.content(true);
    return svg.text.append("</svg>\n").toString();
  }

  private void open(String attributes) {
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"circuit\" ").append(attributes);
    text.append(" viewBox=\"0 0 ").append(number(drawing.width())).append(' ');
    text.append(number(drawing.height())).append("\">\n");
  }

  private void content(boolean live) {
    drawing.lines().forEach(this::line);
    drawing.boxes().forEach(box -> box(box, live));
  }

  private void line(Line line) {
    List<Point> points = line.points();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      Point at = points.get(i);
      if (i == 0) {
        path.append('M').append(place(at));
      } else if (i == points.size() - 1) {
        path.append('L').append(place(at));
      } else {
        corner(points.get(i - 1), at, points.get(i + 1), path);
      }
    }
    text.append("<path class=\"wire\" data-from=\"").append(line.link().value().number());
    text.append("\" data-to=\"").append(line.link().to().id()).append("\" d=\"");
    text.append(path).append("\"/>\n");
    for (Point fork : line.forks()) {
      text.append("<circle class=\"fork\" r=\"2.6\" data-from=\"");
      text.append(line.link().value().number()).append("\" cx=\"").append(number(fork.x()));
      text.append("\" cy=\"").append(number(fork.y())).append("\"/>\n");
    }
    if (!line.link().how().isEmpty()) {
      Point end = points.get(points.size() - 1);
      text("how", end.x() - 4, end.y() - 4, "end", shortened(line.link().how()));
    }
  }

  /** On a wire there is not much room. */
  private static String shortened(String how) {
    return how.length() <= MAX_HOW ? how : "[…]";
  }

  private static void corner(Point before, Point at, Point after, StringBuilder path) {
    Point in = towards(at, before);
    Point out = towards(at, after);
    path.append('L').append(place(in)).append('Q').append(place(at)).append(' ').append(place(out));
  }

  private static Point towards(Point from, Point to) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.hypot(dx, dy);
    double part = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
    return new Point(from.x() + dx * part, from.y() + dy * part);
  }

  private void box(Box box, boolean live) {
    if (box.item() instanceof Collapsed collapsed) {
      collapsed(box, collapsed, live);
      return;
    }
    Single single = (Single) box.item();
    Gate gate = single.gate();
    Outline outline = box.outline();
    String kind = gate.kind().name().toLowerCase(Locale.ROOT);
    open(box, "gate " + kind + (single.outside() ? " outside" : ""), "data-gate", gate.number());
    if (live) {
      focusable(label(gate));
      target(outline);
    } else {
      text.append('>');
      text.append("<title>").append(Markup.escaped(label(gate))).append("</title>");
    }
    stub(gate, outline);
    inlets(outline);
    body(outline, gate.isComputed() ? Outline.RADIUS : CORNER);
    String inside = gate.isComputed() ? gate.symbol() : gate.label();
    text("symbol", outline.body() / 2, outline.axis() + 4.5, "middle", inside);
    if (gate.isComputed() && Outline.nameWidth(gate) > outline.body()) {
      text("name", 0, outline.bottom() + 12, "start", gate.label());
    } else if (gate.isComputed()) {
      text("name", outline.body() / 2, outline.bottom() + 12, "middle", gate.label());
    }
    numbers(gate, outline);
    text.append("</g>\n");
  }

  /** For those who hear it: {@code d, +1, value 1.37, gradient −0.53}. */
  private String label(Gate gate) {
    String kind = gate.kind().name().toLowerCase(Locale.ROOT);
    StringBuilder label = new StringBuilder(gate.label());
    label.append(", ").append(gate.symbol().isEmpty() ? kind : gate.symbol());
    readings.ifPresent(r -> label.append(", value ").append(r.valueText(gate)));
    readings
        .flatMap(r -> r.gradientText(gate))
        .ifPresent(gradient -> label.append(", gradient ").append(gradient));
    return label.toString();
  }

  private void collapsed(Box box, Collapsed collapsed, boolean live) {
    Outline outline = box.outline();
    open(box, "part", "data-part", collapsed.part().number());
    String count = collapsed.gates().size() + " gates";
    if (live) {
      focusable(collapsed.part().title() + ", " + count + ", open");
      target(outline);
    } else {
      text.append('>');
    }
    collapsed.results().stream().findFirst().ifPresent(gate -> stub(gate, outline));
    body(outline, CORNER);
    double middle = outline.body() / 2;
    text("symbol", middle, outline.axis() + 4.5, "middle", "⊞ " + collapsed.part().title());
    text("name", middle, outline.bottom() + 12, "middle", count);
    collapsed.results().stream().findFirst().ifPresent(gate -> numbers(gate, outline));
    text.append("</g>\n");
  }

  private void open(Box box, String style, String attribute, int number) {
    text.append("<g class=\"").append(style).append("\" ").append(attribute).append("=\"");
    text.append(number).append("\" transform=\"translate(").append(number(box.x())).append(' ');
    text.append(number(box.y())).append(")\"");
  }

  private void focusable(String label) {
    text.append(" tabindex=\"0\" role=\"button\" aria-label=\"");
    text.append(Markup.escaped(label)).append("\">");
  }

  /** All of an item can be pointed at, also where nothing is drawn. */
  private void target(Outline outline) {
    text.append("<rect class=\"target\" width=\"").append(number(outline.width()));
    text.append("\" height=\"").append(number(outline.height())).append("\"/>");
  }

  private void stub(Gate gate, Outline outline) {
    text.append("<path class=\"wire\" data-stub=\"").append(gate.number()).append("\" d=\"M");
    text.append(number(outline.body())).append(' ').append(number(outline.axis())).append('H');
    text.append(number(outline.width())).append("\"/>");
  }

  /** From where wires come in to the round body. */
  private void inlets(Outline outline) {
    for (int i = 0; i < outline.inputs(); i++) {
      double y = outline.port(i);
      double corner =
          Math.max(outline.top() + Outline.RADIUS - y, y - outline.bottom() + Outline.RADIUS);
      double off = Math.min(Outline.RADIUS, Math.max(0, corner));
      double x = Outline.RADIUS - Math.sqrt(Outline.RADIUS * Outline.RADIUS - off * off);
      text.append("<path class=\"wire\" d=\"M0 ").append(number(y)).append('H');
      text.append(number(x)).append("\"/>");
    }
  }

  private void body(Outline outline, double corner) {
    text.append("<rect class=\"body\" y=\"").append(number(outline.top()));
    text.append("\" width=\"").append(number(outline.body())).append("\" height=\"");
    text.append(number(outline.bottom() - outline.top())).append("\" rx=\"");
    text.append(number(corner)).append("\"/>");
  }

  private void numbers(Gate gate, Outline outline) {
    double x = outline.body() + 5;
    String value = readings.map(r -> r.valueText(gate)).orElse(shape(gate));
    String gradient = readings.flatMap(r -> r.gradientText(gate)).orElse("");
    number("value", gate, x, outline.axis() - 6, value);
    number("gradient", gate, x, outline.axis() + 14, gradient);
  }

  private static String shape(Gate gate) {
    return gate.isScalar() ? "" : gate.node().shape().toString();
  }

  private void number(String style, Gate gate, double x, double y, String number) {
    text.append("<text class=\"").append(style).append("\" data-").append(style).append("=\"");
    text.append(gate.number()).append("\" x=\"").append(number(x)).append("\" y=\"");
    text.append(number(y)).append("\">").append(Markup.escaped(number)).append("</text>");
  }

  private void text(String style, double x, double y, String anchor, String content) {
    text.append("<text class=\"").append(style).append("\" x=\"").append(number(x));
    text.append("\" y=\"").append(number(y)).append("\" text-anchor=\"").append(anchor);
    text.append("\">").append(Markup.escaped(content)).append("</text>");
  }

  private static String place(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  /** A length, to a tenth. */
  private static String number(double length) {
    return length == Math.rint(length)
        ? Long.toString((long) length)
        : String.format(Locale.ROOT, "%.1f", length);
  }
}
