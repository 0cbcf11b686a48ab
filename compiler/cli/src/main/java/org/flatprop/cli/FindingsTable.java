package org.flatprop.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.flatprop.cli.Finding.Element;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Decimal;
import org.flatprop.runtime.Section;

/** What a check of gradients found, as a table; below it, the kinks that were in the way. */
final class FindingsTable {

  /** More kinks of an array than this are counted. */
  private static final int MAX_KINKS = 5;

  private final Model model;
  private final String objective;

  FindingsTable(Model model) {
    this.model = model;
    this.objective = model.objective().name();
  }

  /** A row for each gradient. Of an array, it shows the element of the largest error. */
  String print(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "there is nothing to differentiate by\n";
    }
    boolean arrays = findings.stream().anyMatch(finding -> !finding.by().isScalar());
    List<List<String>> rows = new ArrayList<>();
    List<String> titles =
        new ArrayList<>(List.of("gradient", "analytic", "numerical", "relative error", "verdict"));
    if (arrays) {
      titles.add(1, "checked");
    }
    rows.add(titles);
    for (Finding finding : findings) {
      List<String> row = new ArrayList<>(row(finding));
      if (arrays) {
        row.add(1, checked(finding));
      }
      rows.add(row);
    }
    StringBuilder text = new StringBuilder(Table.of(rows, "  "));
    findings.forEach(finding -> appendKinks(text, finding));
    return text.toString();
  }

  private List<String> row(Finding finding) {
    if (finding.elements().isEmpty()) {
      return List.of(name(finding.by()), "-", "-", "-", "nothing to check");
    }
    Element worst = finding.worst();
    return List.of(
        name(finding.by()) + place(finding.by(), worst),
        Decimal.print(worst.analytic()),
        measured(worst.numerical(), Decimal.print(worst.numerical())),
        measured(worst.error(), String.format(Locale.ROOT, "%.1e", worst.error())),
        finding.verdict());
  }

  private static String checked(Finding finding) {
    Section by = finding.by();
    return by.isScalar()
        ? ""
        : String.format(Locale.ROOT, "%,d of %,d", finding.elements().size(), by.length());
  }

  private String name(Section by) {
    return Table.slope(objective, by.name());
  }

  private static String place(Section by, Element element) {
    return ArrayData.place(by.sizes(), element.place());
  }

  private static String measured(double value, String text) {
    return Double.isNaN(value) ? "-" : text;
  }

  private void appendKinks(StringBuilder text, Finding finding) {
    Set<Node> named = new LinkedHashSet<>();
    for (Element element : finding.elements()) {
      for (Node kink : element.kinks()) {
        if (named.add(kink) && named.size() <= MAX_KINKS) {
          text.append(name(finding.by())).append(place(finding.by(), element)).append(": ");
          text.append(kink(kink)).append('\n');
        }
      }
    }
    if (named.size() > MAX_KINKS) {
      text.append(name(finding.by())).append(": … ");
      text.append(named.size() - MAX_KINKS).append(" more kinks\n");
    }
  }

  /** {@code kink of relu at model.nn:2:5 (0 at 0)}. */
  private String kink(Node node) {
    String place =
        model.legend().origins(node).stream()
            .findFirst()
            .map(origin -> " at " + origin.span().location())
            .orElse("");
    return "kink of " + node.operation().name() + place + " (" + Pieces.declared(node) + ")";
  }
}
