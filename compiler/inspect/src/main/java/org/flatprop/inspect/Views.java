package org.flatprop.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.inspect.View.Collapsed;
import org.flatprop.inspect.View.Item;
import org.flatprop.inspect.View.Link;
import org.flatprop.inspect.View.Single;

/** All views of a circuit. */
final class Views {

  /**
   * In larger views, inputs that many gates use are drawn beside each: long wires cross all else.
   */
  private static final int MANY_ITEMS = 60;

  private static final int MANY_USERS = 2;

  private final Circuit circuit;
  private final Map<Gate, List<Part>> paths = new HashMap<>();
  private final Map<Part, List<Gate>> members = new LinkedHashMap<>();

  /** For each part those of its gates that others use, or that are outputs. */
  private final Map<Part, Set<Gate>> results = new HashMap<>();

  Views(Circuit circuit) {
    this.circuit = circuit;
    Map<Part, Integer> sizes = new HashMap<>();
    circuit.gates().forEach(g -> g.parts().forEach(part -> sizes.merge(part, 1, Integer::sum)));
    for (Gate gate : circuit.gates()) {
      List<Part> path = path(gate, sizes);
      paths.put(gate, path);
      path.forEach(part -> members.computeIfAbsent(part, p -> new ArrayList<>()).add(gate));
      if (gate.kind() == Gate.Kind.OUTPUT) {
        path.forEach(part -> addResult(part, gate));
      }
      for (Gate.Wire wire : gate.wires()) {
        paths.get(wire.from()).stream()
            .filter(part -> !path.contains(part))
            .forEach(part -> addResult(part, wire.from()));
      }
    }
  }

  /** Without parts of one gate, and those that hold all of what is around them. */
  private List<Part> path(Gate gate, Map<Part, Integer> sizes) {
    List<Part> path = new ArrayList<>();
    int around = circuit.gates().size();
    for (Part part : gate.parts()) {
      int size = sizes.get(part);
      if (size > 1 && size < around) {
        path.add(part);
        around = size;
      }
    }
    return path;
  }

  private void addResult(Part part, Gate gate) {
    results.computeIfAbsent(part, p -> new LinkedHashSet<>()).add(gate);
  }

  /** The parts that can be opened. */
  Set<Part> parts() {
    return members.keySet();
  }

  /** The parts that a gate is in, outermost first. */
  List<Part> path(Gate gate) {
    return paths.get(gate);
  }

  /** Every gate by itself. */
  View expanded() {
    return new Builder(Optional.empty(), true).view();
  }

  /** The whole model, its parts collapsed. */
  View overview() {
    return new Builder(Optional.empty(), false).view();
  }

  /** A part, and what its gates are connected with; the parts in it collapsed. */
  View of(Part part) {
    return new Builder(Optional.of(part), false).view();
  }

  /** Makes one view. */
  private final class Builder {

    private final Optional<Part> shown;
    private final boolean expanded;
    private final List<Gate> inside;
    private final Map<Gate, Item> items = new HashMap<>();
    private final Map<Part, Item> collapsed = new HashMap<>();
    private final Map<Gate, Set<Item>> users = new HashMap<>();
    private final Map<List<Object>, Single> copies = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();

    Builder(Optional<Part> shown, boolean expanded) {
      this.shown = shown;
      this.expanded = expanded;
      this.inside = shown.map(members::get).orElseGet(circuit::gates);
      inside.forEach(gate -> items.put(gate, item(gate)));
      for (Gate gate : inside) {
        for (Gate.Wire wire : gate.wires()) {
          Gate from = wire.from();
          items.computeIfAbsent(from, f -> new Single(f, f.isComputed(), 0));
          users.computeIfAbsent(from, f -> new HashSet<>()).add(items.get(gate));
        }
      }
    }

    private Item item(Gate gate) {
      List<Part> path = paths.get(gate);
      int depth = shown.map(part -> path.indexOf(part) + 1).orElse(0);
      return expanded || depth >= path.size()
          ? new Single(gate, false, 0)
          : collapsed.computeIfAbsent(path.get(depth), this::collapsed);
    }

    private Item collapsed(Part part) {
      Set<Gate> own = results.getOrDefault(part, Set.of());
      List<Gate> gates = members.get(part);
      return new Collapsed(part, gates, gates.stream().filter(own::contains).toList());
    }

    View view() {
      addLinks();
      Map<Item, List<Item>> beside = new HashMap<>();
      copies.forEach(
          (key, copy) ->
              beside.computeIfAbsent((Item) key.get(1), i -> new ArrayList<>()).add(copy));
      Set<Item> inOrder = new LinkedHashSet<>();
      circuit.gates().stream()
          .filter(gate -> items.containsKey(gate) && !isCopied(gate))
          .map(items::get)
          .forEach(
              item -> {
                inOrder.addAll(beside.getOrDefault(item, List.of()));
                inOrder.add(item);
              });
      return new View(List.copyOf(inOrder), links);
    }

    private boolean isCopied(Gate gate) {
      return !gate.isComputed()
          && items.size() > MANY_ITEMS
          && users.getOrDefault(gate, Set.of()).size() > MANY_USERS;
    }

    private void addLinks() {
      Set<List<Object>> known = new HashSet<>();
      Map<Item, Integer> ports = new HashMap<>();
      for (Gate gate : inside) {
        Item to = items.get(gate);
        boolean single = to instanceof Single;
        for (Gate.Wire wire : gate.wires()) {
          boolean drawn =
              items.get(wire.from()) != to && (single || known.add(List.of(wire.from(), to)));
          if (drawn) {
            int port = ports.merge(to, 1, Integer::sum) - 1;
            String how = single ? wire.how() : "";
            links.add(new Link(from(wire.from(), to), wire.from(), to, port, how));
          }
        }
      }
    }

    private Item from(Gate gate, Item to) {
      return isCopied(gate)
          ? copies.computeIfAbsent(
              List.of(gate, to), key -> new Single(gate, false, copies.size() + 1))
          : items.get(gate);
    }
  }
}
