package org.flatprop.elaborate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Did you mean …? */
public final class Suggestion {

  private Suggestion() {}

  /** The known name nearest to one that is not known, if any is near. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    int reach = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(k -> Math.abs(k.length() - name.length()) <= reach)
        .map(k -> new Candidate(k, distance(name, k)))
        .filter(c -> c.distance <= reach)
        .filter(c -> c.distance < Math.max(name.length(), c.name.length()))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  private record Candidate(String name, int distance) {}

  /** Levenshtein's distance; a change of case counts nothing. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
