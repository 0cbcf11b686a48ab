package org.flatprop.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The rounds of one work: Flatprop's times in each JVM, and each peer's with their ratios. */
final class Comparison {

  private record Side(Peer peer, Jvm jvm) {}

  private final Work work;
  private final Map<Jvm, List<Double>> ours = new LinkedHashMap<>();
  private final Map<Side, List<Double>> times = new LinkedHashMap<>();
  private final Map<Side, List<Double>> ratios = new LinkedHashMap<>();
  private final Map<Jvm, List<Outcome.Figures>> costs = new LinkedHashMap<>();

  Comparison(Work work) {
    this.work = work;
  }

  Work work() {
    return work;
  }

  /** Adds a round: what each side came to, and no entry for one that failed. */
  void add(Map<Jvm, Outcome.Figures> flatprop, Map<Peer, Map<Jvm, Outcome.Figures>> peers) {
    flatprop.forEach((jvm, time) -> add(ours, jvm, time.first()));
    peers.forEach(
        (peer, figures) ->
            figures.forEach(
                (jvm, time) -> {
                  Side side = new Side(peer, jvm);
                  add(times, side, time.first());
                  if (time.values().size() > 1) {
                    add(ratios, side, time.values().get(1));
                  } else if (flatprop.containsKey(jvm)) {
                    add(ratios, side, flatprop.get(jvm).first() / time.first());
                  }
                }));
  }

  void addCosts(Jvm jvm, Outcome.Figures figures) {
    costs.computeIfAbsent(jvm, key -> new ArrayList<>()).add(figures);
  }

  private static <K> void add(Map<K, List<Double>> lists, K key, double number) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
  }

  List<Peer> peers() {
    return times.keySet().stream().map(Side::peer).distinct().toList();
  }

  OptionalDouble time(Jvm jvm) {
    return median(ours.get(jvm));
  }

  /** Of a peer's time beside several JVMs, the first. */
  OptionalDouble time(Peer peer) {
    return times.keySet().stream()
        .filter(side -> side.peer().equals(peer))
        .findFirst()
        .map(side -> median(times.get(side)))
        .orElse(OptionalDouble.empty());
  }

  /** The median of the rounds' ratios, not the ratio of medians. */
  OptionalDouble ratio(Peer peer, Jvm jvm) {
    return median(ratios.get(new Side(peer, jvm)));
  }

  /** What {@link KernelCosts} measured; empty for a work that is no model. */
  Map<Jvm, Outcome.Figures> costs() {
    Map<Jvm, Outcome.Figures> medians = new LinkedHashMap<>();
    costs.forEach((jvm, rounds) -> medians.put(jvm, Outcome.Figures.medians(rounds)));
    return medians;
  }

  private static OptionalDouble median(List<Double> rounds) {
    return rounds == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Medians.of(rounds.stream().mapToDouble(Double::doubleValue).toArray()));
  }
}
