package org.flatprop.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Did you mean …? */
public final class Suggestion {

  /** What is further away was not meant. */
  private static final int MAX_EDITS = 4;

  private Suggestion() {}

  /** The known name nearest to one that is not known, if any is near. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    int reach = Math.min(MAX_EDITS, Math.max(1, name.length() / 3));
    return known.stream()
        .filter(k -> Math.abs(k.length() - name.length()) <= reach)
        .map(k -> new Candidate(k, distance(name, k)))
        .filter(c -> c.distance <= reach)
        .filter(c -> c.distance < Math.max(name.length(), c.name.length()))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  private record Candidate(String name, int distance) {}

  /** Levenshtein's distance; a swap of neighbours counts once, a change of case nothing. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (same(a, i - 1, b, j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
  }
}
