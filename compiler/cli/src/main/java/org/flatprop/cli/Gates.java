package org.flatprop.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Topological;
import org.flatprop.loops.FormulaText;
import org.flatprop.source.Span;

/**
 * Which gates of a model's text the nodes of both passes belong to, and what a reader calls them.
 */
final class Gates {

  /** Longer formulas are cut. */
  private static final int MAX_TEXT = 60;

  private final Legend legend;
  private final BitSet forward;

  /** For nodes of the forward pass that have no place of their own, the first user that has one. */
  private final Map<Node, Node> users = new HashMap<>();

  /** For nodes of the backward pass, what the rule that made them gives. */
  private final Map<Node, Contribution> rules = new HashMap<>();

  private final Map<Node, Node> adjoints = new HashMap<>();
  private final Map<Node, Node> adjointsOf = new HashMap<>();

  Gates(Model model, Derivative derivative) {
    this.legend = model.legend();
    List<Node> roots = List.of(model.objective().node());
    this.forward = Topological.reach(roots);
    List<Node> order = Topological.order(model.graph(), roots);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node user = gate(order.get(i));
      order.get(i).operands().forEach(operand -> users.putIfAbsent(operand, user));
    }
    for (Adjoint adjoint : derivative.adjoints()) {
      adjoints.put(adjoint.of(), adjoint.value());
      adjointsOf.putIfAbsent(adjoint.value(), adjoint.of());
      adjoint.contributions().forEach(this::claim);
    }
  }

  /** What a rule has made and no earlier rule has. */
  private void claim(Contribution contribution) {
    Deque<Node> pending = new ArrayDeque<>(List.of(contribution.value()));
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!isForward(node) && rules.putIfAbsent(node, contribution) == null) {
        node.operands().forEach(pending::push);
      }
    }
  }

  /** Whether a node is of the forward pass. */
  boolean isForward(Node node) {
    return forward.get(node.id());
  }

  /** The gate of the text that a node of the forward pass is, or is a part of. */
  Node gate(Node node) {
    return legend.place(node).isPresent() || node.isLeaf() ? node : users.getOrDefault(node, node);
  }

  /** The rule that a node of the backward pass comes from. */
  Optional<Contribution> rule(Node node) {
    return Optional.ofNullable(rules.get(node));
  }

  /** The derivative of the objective by a node of the forward pass, if the backward pass has it. */
  Optional<Node> adjoint(Node node) {
    return Optional.ofNullable(adjoints.get(node));
  }

  /** What a node of the backward pass is the derivative by. */
  Optional<Node> adjointOf(Node node) {
    return Optional.ofNullable(adjointsOf.get(node));
  }

  /** Where the text of the user's has a gate: of what functions make, the outermost call. */
  Optional<Span> place(Node gate) {
    List<Legend.Call> calls = calls(gate);
    return calls.isEmpty()
        ? legend
            .place(gate)
            .or(() -> legend.names(gate).stream().findFirst().flatMap(legend::definition))
        : Optional.of(calls.get(calls.size() - 1).span());
  }

  /** The calls that a gate was made in, innermost first. */
  List<Legend.Call> calls(Node gate) {
    List<Legend.Call> calls = new ArrayList<>();
    Optional<Legend.Call> call = legend.call(gate);
    while (call.isPresent()) {
      calls.add(call.get());
      call = call.get().outer();
    }
    return calls;
  }

  /** The text of a gate itself. */
  Optional<Span> span(Node gate) {
    return legend.origins(gate).stream().findFirst().map(Legend.Origin::span);
  }

  /** Its formula, as far as there is room; else its name. */
  String formula(Node node) {
    return span(gate(node)).map(Gates::excerpt).orElseGet(() -> name(node));
  }

  /** Its name, or else its formula. */
  String name(Node node) {
    if (node.isConstant()) {
      return FormulaText.literal(node.value());
    }
    if (node.isLeaf()) {
      return String.valueOf(node.payload());
    }
    return legend.names(node).stream()
        .findFirst()
        .or(() -> legend.localName(node))
        .or(() -> span(gate(node)).map(Gates::excerpt))
        .orElse("a value");
  }

  private static String excerpt(Span span) {
    // No more of a huge formula is read than can be shown.
    int end = Math.min(span.end(), span.start() + 4 * MAX_TEXT);
    String text = span.file().text().substring(span.start(), end);
    String line = text.replaceAll("#[^\\r\\n]*", "").replaceAll("\\s+", " ");
    boolean whole = line.length() <= MAX_TEXT && end == span.end();
    return whole ? line : line.substring(0, Math.min(MAX_TEXT, line.length())) + "…";
  }
}
