package org.flatprop.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the benchmarks, all or one part, and prints their tables. */
public final class Benchmarks {

  private static final int ROUNDS = 3;
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);

  private enum Part {
    STEADY((rounds, sizes) -> SteadyState.print(rounds)),
    GRAPHS(EarlyCalls::print),
    COMPILE(TextToKernel::print),
    CHAIN((rounds, sizes) -> ChainTurns.print(rounds)),
    MEMORY((rounds, sizes) -> MemoryPlans.print()),
    PASSES((rounds, sizes) -> PassTurns.print(rounds)),
    PEERS((rounds, sizes) -> Peers.print(PeerOptions.all(rounds)));

    private final BiConsumer<Integer, List<Integer>> print;

    Part(BiConsumer<Integer, List<Integer>> print) {
      this.print = print;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Benchmarks() {}

  /**
   * Takes the name of a part, the number of rounds and the sizes of random graphs; all can be left
   * out, from the front or from the back. The part that compares with peers has {@linkplain
   * PeerOptions options} of its own.
   */
  public static void main(String[] args) {
    List<Part> named =
        Stream.of(Part.values())
            .filter(part -> args.length > 0 && part.toString().equals(args[0]))
            .toList();
    List<String> words = List.of(args).subList(named.size(), args.length);
    if (named.equals(List.of(Part.PEERS))) {
      Optional<PeerOptions> options = PeerOptions.parse(words, ROUNDS);
      options.ifPresentOrElse(Peers::print, Benchmarks::refuse);
      return;
    }
    if (!words.stream().allMatch(word -> word.matches("[1-9][0-9]{0,7}"))) {
      refuse();
    }
    List<Integer> numbers = words.stream().map(Integer::valueOf).toList();
    int rounds = numbers.isEmpty() ? ROUNDS : numbers.get(0);
    List<Integer> sizes = numbers.size() < 2 ? SIZES : numbers.subList(1, numbers.size());
    for (Part part : named.isEmpty() ? List.of(Part.values()) : named) {
      part.print.accept(rounds, sizes);
      System.out.println();
    }
  }

  private static void refuse() {
    String parts =
        Arrays.stream(Part.values())
            .filter(part -> part != Part.PEERS)
            .map(Part::toString)
            .collect(Collectors.joining("|"));
    System.err.println("usage: samples/bench [" + parts + "] [ROUNDS [SIZE...]]");
    System.err.println("       samples/bench " + Part.PEERS + " " + PeerOptions.USAGE);
    System.err.println(
        "names: " + Work.ALL.stream().map(Work::name).collect(Collectors.joining(" ")));
    System.exit(2);
  }
}
