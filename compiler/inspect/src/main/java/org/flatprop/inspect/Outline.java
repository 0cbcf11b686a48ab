package org.flatprop.inspect;

import org.flatprop.inspect.View.Collapsed;
import org.flatprop.inspect.View.Item;
import org.flatprop.inspect.View.Single;

/**
 * The outline of an item: its body at the left, where wires come in, and the beginning of the wire
 * that leaves it, with the value above and the gradient below. One wire comes in as high as the
 * other leaves, so that a chain of gates stays level.
 *
 * @param body how wide the body is
 * @param wire how long the wire's beginning is
 * @param inputs how many wires come in
 * @param level which of them, counted from the top, is as high as the wire that leaves
 */
record Outline(double body, double wire, int inputs, int level) {

  static final double RADIUS = 17;

  /** What stands above the wire takes so much. */
  private static final double ABOVE = 24;

  /** The name below the body. */
  private static final double BELOW = 32;

  private static final double PORT_DISTANCE = 12;
  private static final double CHARACTER = 7.3;
  private static final double NAME_SIZE = 0.9;
  private static final double SHORTEST_WIRE = 54;

  /** The norm of a gradient takes more room than a number. */
  private static final double ARRAY_WIRE = 94;

  static Outline of(Item item, int inputs, int level) {
    if (item instanceof Collapsed collapsed) {
      double body = Math.max(70, width(collapsed.part().title()) + 44);
      return new Outline(body, wire(shape(collapsed)), inputs, level);
    }
    Gate gate = ((Single) item).gate();
    String inside = gate.isComputed() ? gate.symbol() : gate.label();
    double body = Math.max(2 * RADIUS, width(inside) + 14);
    double name = gate.isComputed() ? Math.max(0, nameWidth(gate) - body) : 0;
    double wire = Math.max(wire(gate.node().shape().toString()), name);
    return new Outline(body, wire, inputs, level);
  }

  private static String shape(Collapsed collapsed) {
    return collapsed.results().isEmpty()
        ? "scalar"
        : collapsed.results().get(0).node().shape().toString();
  }

  private static double wire(String shape) {
    return shape.equals("scalar") ? SHORTEST_WIRE : Math.max(ARRAY_WIRE, width(shape) + 12);
  }

  /** How wide a text is in a font of fixed width, in which many alphabets' letters are wider. */
  static double width(String text) {
    return text.codePoints().mapToDouble(c -> c < 0x1100 ? CHARACTER : 2 * CHARACTER).sum();
  }

  /** How wide the name below a gate is. */
  static double nameWidth(Gate gate) {
    return width(gate.label()) * NAME_SIZE;
  }

  double width() {
    return body + wire;
  }

  /** How high the wire out of it runs. */
  double axis() {
    return Math.max(ABOVE, level * PORT_DISTANCE + PORT_DISTANCE / 2);
  }

  /** How high a wire comes in. */
  double port(int number) {
    return axis() + (number - level) * PORT_DISTANCE;
  }

  /** Where the body begins. */
  double top() {
    return Math.min(axis() - RADIUS, port(0) - PORT_DISTANCE / 2);
  }

  /** Where the body ends. */
  double bottom() {
    return Math.max(axis() + RADIUS, port(inputs - 1) + PORT_DISTANCE / 2);
  }

  double height() {
    return Math.max(bottom() + 15, axis() + BELOW);
  }
}
