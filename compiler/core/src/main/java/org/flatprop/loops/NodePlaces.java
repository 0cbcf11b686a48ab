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
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.NodeMap;
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

  /** Of nodes that have no place of their own. */
  private final NodeMap<Span> given = new NodeMap<>();

  private final Map<SourceFile, String> files = new IdentityHashMap<>();
  private final Map<String, Place> values = new HashMap<>();

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
      span(node).ifPresent(span -> node.operands().forEach(operand -> give(operand, span)));
    }
    for (Adjoint adjoint : derivative.adjoints()) {
      for (Contribution contribution : adjoint.contributions()) {
        span(contribution.gate()).ifPresent(span -> giveRule(contribution.value(), span));
      }
      span(adjoint).ifPresent(span -> give(adjoint.value(), span));
    }
  }

  private void give(Node node, Span span) {
    if (given.get(node) == null) {
      given.put(node, span);
    }
  }

  /** To what a rule has made and no earlier rule has. */
  private void giveRule(Node value, Span span) {
    Deque<Node> pending = new ArrayDeque<>(List.of(value));
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!inForward.get(node.id()) && given.get(node) == null) {
        given.put(node, span);
        node.operands().forEach(pending::push);
      }
    }
  }

  private Optional<Span> span(Node node) {
    Optional<Span> known = Optional.ofNullable(given.get(node));
    Legend legend = model.legend();
    return inForward.get(node.id()) ? legend.place(node).or(() -> known) : known;
  }

  /** An adjoint is complete with its last contribution. */
  private Optional<Span> span(Adjoint adjoint) {
    List<Contribution> contributions = adjoint.contributions();
    return contributions.isEmpty()
        ? span(adjoint.of())
        : span(contributions.get(contributions.size() - 1).gate());
  }

  /** Notes how a node is called. */
  void note(String name, Node node) {
    note(name, span(node));
  }

  /** Notes how an adjoint is called. */
  void note(String name, Adjoint adjoint) {
    note(name, span(adjoint));
  }

  /** Notes a name of the model's own for what has another name too. */
  void noteDefinition(String name) {
    note(name, model.legend().definition(name));
  }

  private void note(String name, Optional<Span> span) {
    span.ifPresent(s -> values.put(name, place(s)));
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
