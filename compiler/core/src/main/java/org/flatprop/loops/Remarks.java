package org.flatprop.loops;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flatprop.derive.Derivative.Contribution;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/** What the lines of a pass tell their reader: where they come from, and by which rule. */
final class Remarks {

  /** More places of one node than this do not help. */
  private static final int MAX_PLACES = 3;

  /** Longer formulas are cut. */
  private static final int MAX_TEXT = 40;

  private final Legend legend;
  private final SourceFile main;

  Remarks(Legend legend, SourceFile main) {
    this.legend = legend;
    this.main = main;
  }

  /** For a gate of the forward pass: its places and its text. */
  List<String> gate(Node node) {
    List<Legend.Origin> origins = legend.origins(node);
    if (origins.isEmpty()) {
      return List.of();
    }
    Set<String> places = new LinkedHashSet<>();
    origins.stream().limit(MAX_PLACES).forEach(origin -> places.add(place(origin.span())));
    String more = origins.size() > MAX_PLACES ? ", …" : "";
    List<String> remarks = new ArrayList<>();
    remarks.add(String.join(", ", places) + more);
    remarks.add(excerpt(origins.get(0).span()));
    origins.get(0).call().ifPresent(call -> remarks.add(chain(call)));
    return remarks;
  }

  /** For an adjoint: the gates that contribute, each by its rule. */
  List<String> adjoint(List<Contribution> contributions) {
    if (contributions.isEmpty()) {
      return List.of("seed");
    }
    if (contributions.size() == 1) {
      Contribution only = contributions.get(0);
      List<String> remarks = new ArrayList<>(1);
      firstPlace(only.gate()).ifPresent(remarks::add);
      remarks.add(symbol(only.gate()) + ": " + RuleText.of(only.gate(), only.operand()));
      return remarks;
    }
    List<String> gates = new ArrayList<>();
    contributions.stream()
        .limit(MAX_PLACES)
        .map(Contribution::gate)
        .forEach(gate -> gates.add((firstPlace(gate).orElse("") + " " + symbol(gate)).strip()));
    String more = contributions.size() > MAX_PLACES ? " + …" : "";
    return List.of("fan-out, adds: " + String.join(" + ", gates) + more);
  }

  private static String symbol(Node gate) {
    return gate.operation().name();
  }

  /** Where a node's text stands, the first place of several. */
  Optional<String> firstPlace(Node node) {
    return legend.origins(node).stream().findFirst().map(origin -> place(origin.span()));
  }

  private String place(Span span) {
    if (span.file() == main) {
      return span.position();
    }
    // Where the files are is not the same everywhere.
    String name = span.file().name();
    return name.substring(name.lastIndexOf('/') + 1) + ":" + span.position();
  }

  private String chain(Legend.Call call) {
    StringBuilder text = new StringBuilder("in");
    Optional<Legend.Call> at = Optional.of(call);
    for (int i = 0; at.isPresent() && i < MAX_PLACES; i++) {
      text.append(' ').append(at.get().function()).append(" at ").append(place(at.get().span()));
      at = at.get().outer();
    }
    return at.isPresent() ? text + " …" : text.toString();
  }

  /** A node's text, the first of several. */
  Optional<String> text(Node node) {
    return legend.origins(node).stream().findFirst().map(origin -> excerpt(origin.span()));
  }

  private static String excerpt(Span span) {
    // No more of a huge formula is read than can be shown.
    String text =
        span.file()
            .text()
            .substring(span.start(), Math.min(span.end(), span.start() + 4 * MAX_TEXT));
    String line = text.replaceAll("#[^\\r\\n]*", "").replaceAll("\\s+", " ");
    boolean whole = line.length() <= MAX_TEXT && span.end() - span.start() <= 4 * MAX_TEXT;
    return whole ? line : line.substring(0, Math.min(MAX_TEXT, line.length())) + "…";
  }
}
