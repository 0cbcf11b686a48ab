package org.flatprop.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Topological;
import org.flatprop.runtime.Decimal;

/** A model's graph in the language of Graphviz: values flow from left to right. */
final class DotText {

  private final Legend legend;
  private final Set<Node> outputs = new HashSet<>();
  private final StringBuilder text = new StringBuilder();

  private DotText(Legend legend) {
    this.legend = legend;
  }

  static String of(String name, Model model) {
    List<Node> outputs = model.outputs().stream().map(Model.Output::node).toList();
    DotText dot = new DotText(model.legend());
    dot.outputs.addAll(outputs);
    dot.text.append("digraph ").append(quoted(name)).append(" {\n");
    dot.text.append("  rankdir=LR\n  ordering=in\n  node [fontname=\"monospace\"]\n");
    List<Node> nodes = Topological.order(model.graph(), outputs);
    nodes.forEach(dot::node);
    nodes.forEach(dot::edges);
    return dot.text.append("}\n").toString();
  }

  private void node(Node node) {
    String shape = node.isConstant() ? "plaintext" : node.isLeaf() ? "box" : "ellipse";
    text.append("  n").append(node.id()).append(" [label=").append(quoted(label(node)));
    text.append(", shape=").append(shape);
    text.append(outputs.contains(node) ? ", peripheries=2]\n" : "]\n");
  }

  /** The names of a value, how it is computed, and the shape of an array. */
  private String label(Node node) {
    List<String> lines = new ArrayList<>();
    if (node.operation() == Operation.LEAF) {
      lines.add(node.payload().toString());
    } else if (node.isConstant()) {
      lines.add(Decimal.print(node.value()));
    } else {
      List<String> names = legend.names(node);
      if (names.isEmpty()) {
        legend.localName(node).ifPresent(lines::add);
      } else {
        lines.add(String.join(", ", names));
      }
      lines.add(node.operation() == Operation.VARIABLE ? "=" : node.operation().name());
    }
    if (!node.shape().isScalar()) {
      lines.add(node.shape().toString());
    }
    return String.join("\n", lines);
  }

  /** An operand's number stands on its edge where there are several. */
  private void edges(Node node) {
    int count = node.operands().size();
    for (int i = 0; i < count; i++) {
      text.append("  n").append(node.operand(i).id()).append(" -> n").append(node.id());
      text.append(count > 1 ? " [label=\"" + (i + 1) + "\"]\n" : "\n");
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
