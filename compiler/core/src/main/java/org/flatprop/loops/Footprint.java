package org.flatprop.loops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.graph.Size;

/**
 * How many elements a program's arrays take, as planned and at the least.
 *
 * <p>At the least means: what is live at once, where most is. An array is live from the statement
 * that computes it to the last that reads it; one that takes another's place element by element is
 * not counted twice. Inputs and results, which are the caller's, are not counted.
 *
 * @param kept what the backward pass needs of the forward pass
 * @param alone what the arrays take if none shares memory
 * @param planned the buffers, each as large as the largest of some counts
 * @param least what is live at once, the largest of some sums
 */
public record Footprint(Size kept, Size alone, List<List<Size>> planned, List<Size> least) {

  /** That of both passes in one call. */
  public static Footprint of(Program program) {
    boolean one = !program.together().isEmpty();
    List<Step> steps = new ArrayList<>(one ? program.together() : program.forward());
    if (!one) {
      steps.addAll(program.backward());
    }
    Map<String, Memory.Home> homes = one ? program.memory().together() : program.memory().apart();
    Map<String, Size> counts = counts(program, homes);
    Map<String, Size> kept = counts(program, program.memory().apart());
    kept.keySet().retainAll(arrays(program.forward()));
    kept.keySet().retainAll(arrays(program.backward()));
    counts.keySet().retainAll(arrays(steps));
    return new Footprint(
        sum(kept),
        sum(counts),
        program.memory().buffers().stream().map(Memory.Buffer::counts).toList(),
        least(steps, counts));
  }

  private static Map<String, Size> counts(Program program, Map<String, Memory.Home> homes) {
    Map<String, Size> counts = new LinkedHashMap<>();
    for (Program.Array array : program.arrays()) {
      if (homes.get(array.name()) instanceof Memory.Home.InBuffer) {
        counts.put(array.name(), array.shape().count());
      }
    }
    return counts;
  }

  private static Set<String> arrays(List<Step> steps) {
    Set<String> arrays = new LinkedHashSet<>();
    Access.of(steps).forEach(access -> arrays.add(access.array()));
    return arrays;
  }

  private static Size sum(Map<String, Size> counts) {
    return counts.values().stream().reduce(Size.ZERO, Size::plus);
  }

  private static List<Size> least(List<Step> steps, Map<String, Size> counts) {
    Lives lives = new Lives(steps);
    List<Size> most = new ArrayList<>();
    Size live = Size.ZERO;
    for (int i = 0; i < steps.size(); i++) {
      Set<String> replaced = new LinkedHashSet<>();
      for (String array : lives.born(i)) {
        if (counts.containsKey(array)) {
          live = live.plus(counts.get(array));
          lives.replaced(i, array).stream()
              .filter(old -> counts.get(array).equals(counts.get(old)) && !replaced.contains(old))
              .findFirst()
              .ifPresent(replaced::add);
        }
      }
      Size now = live;
      for (String array : replaced) {
        now = now.minus(counts.get(array));
      }
      addLargest(now, most);
      for (String array : lives.ending(i)) {
        live = counts.containsKey(array) ? live.minus(counts.get(array)) : live;
      }
    }
    return most;
  }

  /** Adds a size to some of which any may be the largest, and leaves out what cannot be. */
  public static void addLargest(Size size, List<Size> sizes) {
    if (sizes.stream().noneMatch(other -> other.minus(size).isNeverNegative())) {
      sizes.removeIf(other -> size.minus(other).isNeverNegative());
      sizes.add(size);
    }
  }

  /** The elements of all buffers for given dims. */
  public long planned(Map<String, Integer> dims) {
    return planned.stream().mapToLong(sizes -> largest(sizes, dims)).sum();
  }

  /** What is live at once for given dims. */
  public long least(Map<String, Integer> dims) {
    return largest(least, dims);
  }

  private static long largest(List<Size> sizes, Map<String, Integer> dims) {
    return sizes.stream().mapToLong(size -> size.value(dims)).max().orElse(0);
  }

  /** In words, in terms of the dims. */
  String text() {
    StringBuilder text = new StringBuilder();
    row(text, "kept for the backward pass", bytes(kept));
    row(text, "without sharing", bytes(alone));
    if (planned.stream().allMatch(sizes -> sizes.size() == 1)) {
      row(text, "shared", bytes(alone.minus(fixed())));
    }
    row(text, "at the peak, as planned", peak());
    row(text, "at the least: live at once", least.isEmpty() ? bytes(Size.ZERO) : largest(least));
    return text.toString();
  }

  /** Of the buffers whose size is known to be one formula. */
  private Size fixed() {
    return planned.stream()
        .filter(sizes -> sizes.size() == 1)
        .map(sizes -> sizes.get(0))
        .reduce(Size.ZERO, Size::plus);
  }

  private String peak() {
    List<String> sums = new ArrayList<>(List.of(bytes(fixed())));
    planned.stream().filter(sizes -> sizes.size() > 1).forEach(sizes -> sums.add(largest(sizes)));
    return String.join(" + ", sums);
  }

  private static void row(StringBuilder text, String title, String value) {
    text.append("  ").append(title).append(" ".repeat(28 - title.length())).append(value);
    text.append('\n');
  }

  private static String largest(List<Size> sizes) {
    return sizes.size() == 1
        ? bytes(sizes.get(0))
        : "max(" + String.join(", ", sizes.stream().map(Footprint::bytes).toList()) + ")";
  }

  private static String bytes(Size elements) {
    return elements.times(Double.BYTES) + " bytes";
  }
}
