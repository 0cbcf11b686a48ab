package org.flatprop.inspect;

import java.util.List;

/**
 * What one picture of a circuit shows: gates, and parts that are collapsed.
 *
 * @param items what is drawn, in the order of computation
 * @param links the wires between them
 */
record View(List<Item> items, List<Link> links) {

  public View {
    items = List.copyOf(items);
    links = List.copyOf(links);
  }

  /** How many gates and parts it shows, each counted once. */
  int size() {
    return (int)
        items.stream()
            .map(item -> item instanceof Single single ? single.gate() : item)
            .distinct()
            .count();
  }

  /** Something drawn. */
  public sealed interface Item {

    /** Tells it from others of the view. */
    String id();
  }

  /**
   * A gate.
   *
   * @param outside whether it does not belong to the part shown
   * @param copy tells its pictures apart; 0 where it has one only
   */
  public record Single(Gate gate, boolean outside, int copy) implements Item {
    @Override
    public String id() {
      return "g" + gate.number() + (copy == 0 ? "" : "_" + copy);
    }
  }

  /**
   * A part, collapsed.
   *
   * @param gates all that it holds
   * @param results those whose values others use, or that are outputs
   */
  public record Collapsed(Part part, List<Gate> gates, List<Gate> results) implements Item {
    public Collapsed {
      gates = List.copyOf(gates);
      results = List.copyOf(results);
    }

    @Override
    public String id() {
      return "p" + part.number();
    }
  }

  /**
   * A wire.
   *
   * @param value the gate whose value it brings
   * @param port which of the target's wires it is, counted from the top
   * @param how what is read of an array
   */
  public record Link(Item from, Gate value, Item to, int port, String how) {}
}
