package org.flatprop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Comparisons as tables in Markdown, with the figures to reach. */
record PeerReport(
    List<Jvm> jvms,
    Map<String, String> versions,
    int rounds,
    boolean avx2,
    List<Comparison> comparisons) {

  private static final String NONE = "–";

  static String machine() {
    return "JDK %s, %s %s, %d processors"
        .formatted(
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }

  String markdown() {
    StringBuilder text = new StringBuilder(machine());
    text.append(avx2 ? ", held to AVX2" : "");
    versions.forEach((peer, version) -> text.append(", ").append(peer).append(' ').append(version));
    text.append("; medians of ").append(rounds).append(rounds == 1 ? " round" : " rounds");
    text.append(".\n\n");
    appendTimes(text);
    if (comparisons.stream().anyMatch(comparison -> !comparison.costs().isEmpty())) {
      text.append('\n');
      appendCosts(text);
    }
    return text.toString();
  }

  private void appendTimes(StringBuilder text) {
    List<String> headings = new ArrayList<>(List.of("work", "against", "its time"));
    jvms.forEach(jvm -> headings.addAll(List.of(jvm.title(), "ratio")));
    appendHead(text, headings, 2);
    for (Comparison comparison : comparisons) {
      for (Peer peer : comparison.peers()) {
        List<String> cells = new ArrayList<>(List.of(comparison.work().title(), peer.title()));
        cells.add(time(comparison.time(peer)));
        for (Jvm jvm : jvms) {
          cells.add(time(comparison.time(jvm)));
          cells.add(ratio(comparison.ratio(peer, jvm), Goal.atMost(comparison.work(), peer, jvm)));
        }
        text.append(Table.line(cells));
      }
    }
  }

  private void appendCosts(StringBuilder text) {
    List<String> headings = new ArrayList<>(List.of("work"));
    headings.addAll(List.of("text to kernel, the first", "later ones"));
    jvms.forEach(jvm -> headings.add("bytes a call, " + jvm.title()));
    appendHead(text, headings, 1);
    for (Comparison comparison : comparisons) {
      Map<Jvm, Outcome.Figures> costs = comparison.costs();
      if (!costs.isEmpty()) {
        List<Double> compiling = costs.values().iterator().next().values();
        List<String> cells = new ArrayList<>(List.of(comparison.work().title()));
        cells.add(time(compiling.get(0) * 1e6));
        cells.add(time(compiling.get(1) * 1e6));
        for (Jvm jvm : jvms) {
          Outcome.Figures cost = costs.get(jvm);
          cells.add(
              cost == null ? NONE : String.format(Locale.ROOT, "%,.0f", cost.values().get(2)));
        }
        text.append(Table.line(cells));
      }
    }
  }

  private static void appendHead(StringBuilder text, List<String> headings, int words) {
    text.append(Table.line(headings)).append('|').append(" --- |".repeat(words));
    text.append(" ---: |".repeat(headings.size() - words)).append('\n');
  }

  private static String time(OptionalDouble nanos) {
    return nanos.isPresent() ? time(nanos.getAsDouble()) : NONE;
  }

  /** A time to three digits. */
  static String time(double nanos) {
    int unit = nanos < 1e3 ? 0 : nanos < 1e6 ? 1 : 2;
    double number = nanos / Math.pow(1e3, unit);
    int places = number < 10 ? 2 : number < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + places + "f", number)
        + List.of(" ns", " µs", " ms").get(unit);
  }

  /** A ratio and the figure to reach, if there is one; what misses it stands out. */
  static String ratio(OptionalDouble ratio, OptionalDouble atMost) {
    if (ratio.isEmpty()) {
      return NONE;
    }
    double number = ratio.getAsDouble();
    String text = decimal(number);
    if (atMost.isEmpty()) {
      return text;
    }
    boolean met = number <= atMost.getAsDouble();
    String both = text + (met ? " ≤ " : " > ") + decimal(atMost.getAsDouble());
    return met ? both : "**" + both + "**";
  }

  private static String decimal(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.4f" : "%.2f", ratio);
  }
}
