package org.flatprop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown; each row is printed as soon as it is known. */
final class Table {

  private final List<String> headings = new ArrayList<>();
  private final List<Integer> decimals = new ArrayList<>();
  private boolean open;

  Table(String title) {
    headings.add(title);
  }

  /** Adds a column of numbers with so many decimals. */
  Table column(String heading, int places) {
    headings.add(heading);
    decimals.add(places);
    return this;
  }

  /** Prints a row. */
  void row(String title, Outcome outcome) {
    if (!open) {
      print(headings);
      System.out.println("| --- |" + " ---: |".repeat(decimals.size()));
      open = true;
    }
    List<String> cells = new ArrayList<>(List.of(title));
    if (outcome instanceof Outcome.Figures figures) {
      for (double figure : figures.values()) {
        cells.add(text(figure, decimals.get(cells.size() - 1)));
      }
    } else if (outcome instanceof Outcome.Refusal refusal) {
      cells.add(refusal.why());
    }
    while (cells.size() < headings.size()) {
      cells.add("–");
    }
    print(cells);
  }

  private static String text(double figure, int places) {
    return Double.isNaN(figure) ? "–" : String.format(Locale.ROOT, "%,." + places + "f", figure);
  }

  private static void print(List<String> cells) {
    System.out.print(line(cells));
  }

  static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
