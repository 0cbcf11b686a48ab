package org.flatprop.inspect;

import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Node;
import org.flatprop.plot.Markup;
import org.flatprop.source.Span;

/**
 * A gate of a circuit: a value as a reader sees it.
 *
 * @param number its place in the order of computation
 * @param node its node of the graph
 * @param names how both passes call it, and the model besides
 * @param kind what it is
 * @param symbol what stands in it
 * @param wires its operands; constants stand in the symbol
 * @param places where it stands in the model's file
 * @param parts the parts of the model that it belongs to, outermost first
 */
record Gate(
    int number,
    Node node,
    List<String> names,
    Kind kind,
    String symbol,
    List<Wire> wires,
    List<Span> places,
    List<Part> parts) {

  public Gate {
    names = List.copyOf(names);
    wires = List.copyOf(wires);
    places = List.copyOf(places);
    parts = List.copyOf(parts);
  }

  /** What a gate is. */
  public enum Kind {
    INPUT,
    PARAM,
    OPERATION,
    OUTPUT
  }

  /**
   * A wire into a gate.
   *
   * @param from the gate whose value it brings
   * @param operand which operand of the gate's node it is, or of the product that the gate sums
   * @param how what is read of an array: {@code '} where it is transposed
   */
  public record Wire(Gate from, int operand, String how) {}

  /** How both passes call it. */
  String name() {
    return names.get(0);
  }

  /** All its names, as far as there is room. */
  String label() {
    return Markup.shortened(String.join(", ", names), Symbols.MAX_WIDTH);
  }

  /** Whether a single number runs along its wire. */
  public boolean isScalar() {
    return node.shape().isScalar();
  }

  /** Whether it computes its value from others. */
  public boolean isComputed() {
    return kind == Kind.OPERATION || kind == Kind.OUTPUT;
  }

  /** What it does to a gradient that comes back. */
  public Optional<Flow> flow() {
    return isComputed() ? Flow.of(node, symbol) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return name();
  }
}
