package org.flatprop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to compare, as the command line says it: {@code [ROUNDS [NAME...]] [--simd avx2] [--threads
 * N]}.
 *
 * @param avx2 whether all sides are held to AVX2
 * @param threads that Flatprop may use besides one
 */
record PeerOptions(int rounds, List<Work> works, boolean avx2, int threads) {

  static final String USAGE = "[ROUNDS [NAME...]] [--simd avx2] [--threads N]";

  /** All works, whatever the machine can do, on one thread. */
  static PeerOptions all(int rounds) {
    return new PeerOptions(rounds, Work.ALL, false, 1);
  }

  /** Reads the words after {@code peers}; empty if they are wrong. */
  static Optional<PeerOptions> parse(List<String> words, int defaultRounds) {
    int rounds = defaultRounds;
    boolean avx2 = false;
    int threads = 1;
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.equals("--simd") && next.equals("avx2")) {
        avx2 = true;
        i++;
      } else if (word.equals("--threads") && next.matches("[1-9][0-9]?")) {
        threads = Integer.parseInt(next);
        i++;
      } else if (i == 0 && word.matches("[1-9][0-9]{0,3}")) {
        rounds = Integer.parseInt(word);
      } else {
        List<Work> named = Work.beginning(word);
        if (named.isEmpty()) {
          return Optional.empty();
        }
        works.addAll(named);
      }
    }
    return Optional.of(
        new PeerOptions(rounds, works.isEmpty() ? Work.ALL : List.copyOf(works), avx2, threads));
  }
}
