package org.flatprop.loops;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.graph.NodeMap;
import org.flatprop.loops.SourcePlaces.Role;
import org.flatprop.loops.SourcePlaces.Value;
import org.flatprop.source.Place;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/**
 * Finds where nodes come from, and collects it by the names that code has for them. A node of the
 * backward pass comes from the gate whose rule has made it; a gate without a place of its own, from
 * its user.
 */
final class NodePlaces {

  private final Model model;
  private final SourceFile main;
  private final BitSet inForward;

  /** For nodes without a place of their own, the gate that they come with. */
  private final NodeMap<Node> gates = new NodeMap<>();

  private final Map<SourceFile, String> files = new IdentityHashMap<>();
  private final Map<String, Value> values = new HashMap<>();

  /**
   * @param order the forward pass
   * @param inForward the nodes of the forward pass
   */
  NodePlaces(
      Model model, Derivative derivative, List<Node> order, BitSet inForward, SourceFile main) {
    this.model = model;
    this.main = main;
    this.inForward = inForward;
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      Node gate = gate(node);
      if (hasPlace(gate)) {
        node.operands().forEach(operand -> give(operand, gate));
      }
    }
    for (Adjoint adjoint : derivative.adjoints()) {
      for (Contribution contribution : adjoint.contributions()) {
        Node gate = gate(contribution.gate());
        if (hasPlace(gate)) {
          giveRule(contribution.value(), gate);
        }
      }
      if (hasPlace(source(adjoint))) {
        give(adjoint.value(), source(adjoint));
      }
    }
  }

  private boolean hasPlace(Node gate) {
    return model.legend().place(gate).isPresent();
  }

  private void give(Node node, Node gate) {
    if (gates.get(node) == null) {
      gates.put(node, gate);
    }
  }

  /** To what a rule has made and no earlier rule has. */
  private void giveRule(Node value, Node gate) {
    Deque<Node> pending = new ArrayDeque<>(List.of(value));
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!inForward.get(node.id()) && gates.get(node) == null) {
        gates.put(node, gate);
        node.operands().forEach(pending::push);
      }
    }
  }

  /**
   * The gate that a node comes from: of the forward pass itself, if the text has a place for it.
   */
  private Node gate(Node node) {
    boolean own = inForward.get(node.id()) && hasPlace(node);
    Node given = gates.get(node);
    return own || given == null ? node : given;
  }

  /** An adjoint is complete with its last contribution. */
  private Node source(Adjoint adjoint) {
    List<Contribution> contributions = adjoint.contributions();
    return gate(
        contributions.isEmpty()
            ? adjoint.of()
            : contributions.get(contributions.size() - 1).gate());
  }

  private Optional<Span> span(Node node) {
    return model.legend().place(gate(node));
  }

  /** Notes how a node of the forward pass is called, or a part of what a rule gives. */
  void note(String name, Node node) {
    if (inForward.get(node.id())) {
      note(name, span(node), node, Role.VALUE, node);
    } else {
      notePart(name, node, gate(node));
    }
  }

  /** Notes how an adjoint is called. */
  void note(String name, Adjoint adjoint) {
    note(name, span(source(adjoint)), adjoint.value(), Role.ADJOINT, adjoint.of());
  }

  /** Notes how an adjoint is called whose value is perhaps a part of others too. */
  void noteShared(String name, Adjoint adjoint) {
    note(name, span(adjoint.value()), adjoint.value(), Role.ADJOINT, adjoint.of());
  }

  /** Notes how a part of what a gate's rule gives is called. */
  void notePart(String name, Node part, Node gate) {
    note(name, span(gate), part, Role.PART, inForward.get(gate.id()) ? gate : null);
  }

  /** Notes a name of the model's own for what has another name too. */
  void noteDefinition(String name, Node node) {
    note(name, model.legend().definition(name), node, Role.VALUE, node);
  }

  private void note(String name, Optional<Span> span, Node node, Role role, Node gate) {
    values.put(name, new Value(span.map(this::place).orElse(null), node, -1, role, gate));
  }

  /** All that has been noted. */
  SourcePlaces all() {
    Span objective = span(model.objective().node()).orElse(model.objectiveSpan());
    int lines = main.line(main.text().length());
    return new SourcePlaces(file(main), lines, place(objective), values);
  }

  private Place place(Span span) {
    return new Place(file(span.file()), span.line());
  }

  private String file(SourceFile file) {
    return files.computeIfAbsent(
        file, f -> (f == main ? name(f) : relative(f)).replaceAll("\\p{Cntrl}", "?"));
  }

  private static String name(SourceFile file) {
    String name = file.name();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The path from the main file's folder, where there is one. */
  private String relative(SourceFile file) {
    Path folder = main.path().map(Path::getParent).orElse(Path.of("")).normalize();
    try {
      Path path = folder.relativize(file.path().orElseThrow().normalize());
      return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    } catch (IllegalArgumentException e) {
      return name(file);
    }
  }
}
