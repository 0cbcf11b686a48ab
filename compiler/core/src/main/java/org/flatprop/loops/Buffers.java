package org.flatprop.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Size;

/**
 * Plans memory: a result is computed where it is to stand, and an array takes the buffer of one
 * that is needed no more, also within one nest where it takes the place of what is read element by
 * element.
 */
public final class Buffers {

  private final Map<String, Size> counts = new HashMap<>();
  private final Map<String, List<Size>> buffers = new LinkedHashMap<>();
  private final NewNames names;

  private Buffers(Program program) {
    this.names = new NewNames(program);
    program.arrays().forEach(array -> counts.put(array.name(), array.shape().count()));
  }

  /** The same program with a plan of its memory. */
  public static Program plan(Program program) {
    if (program.isStraightLine()) {
      return program;
    }
    Buffers buffers = new Buffers(program);
    Set<String> needed = new HashSet<>();
    Access.of(program.backward()).forEach(access -> needed.add(access.array()));
    Schedule forward = new Schedule(program.forward(), needed, buffers.counts.keySet());
    Schedule backward = new Schedule(program.backward(), Set.of(), buffers.counts.keySet());
    Schedule together = new Schedule(program.together(), Set.of(), buffers.counts.keySet());
    List<Step> both = new ArrayList<>(forward.steps());
    both.addAll(backward.steps());
    Map<String, Memory.Home> apart = new LinkedHashMap<>(forward.homes());
    apart.putAll(backward.homes());
    buffers.assign(both, apart);
    Map<String, Memory.Home> one = new LinkedHashMap<>(together.homes());
    buffers.assign(together.steps(), one);
    List<Memory.Buffer> all =
        buffers.buffers.entrySet().stream()
            .map(entry -> new Memory.Buffer(entry.getKey(), entry.getValue()))
            .toList();
    return program
        .withPasses(program.arrays(), forward.steps(), backward.steps(), together.steps())
        .withMemory(new Memory(all, apart, one));
  }

  /** Gives each array of some steps that has no home yet a buffer. */
  private void assign(List<Step> steps, Map<String, Memory.Home> homes) {
    Lives lives = new Lives(steps);
    Set<String> free = new HashSet<>(buffers.keySet());
    Map<String, String> taken = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (String array : lives.born(i)) {
        if (!counts.containsKey(array) || homes.containsKey(array)) {
          continue;
        }
        String buffer =
            lives.replaced(i, array).stream()
                .filter(old -> taken.containsKey(old))
                .filter(old -> counts.get(old).equals(counts.get(array)))
                .map(taken::get)
                .findFirst()
                .orElse(null);
        if (buffer == null) {
          buffer = fitting(counts.get(array), free).orElseGet(() -> fresh(array));
        } else {
          taken.values().remove(buffer);
        }
        free.remove(buffer);
        taken.put(array, buffer);
        homes.put(array, new Memory.Home.InBuffer(buffer));
        grow(buffer, counts.get(array));
      }
      for (String array : lives.ending(i)) {
        String buffer = taken.remove(array);
        if (buffer != null) {
          free.add(buffer);
        }
      }
    }
  }

  /** A new buffer, named after the array if none is yet. */
  private String fresh(String array) {
    return buffers.containsKey(array) ? names.unique(array) : array;
  }

  /** A free buffer: of the same size, or a larger one, or the one that has to grow. */
  private Optional<String> fitting(Size count, Set<String> free) {
    String larger = null;
    String other = null;
    for (String buffer : buffers.keySet()) {
      if (free.contains(buffer)) {
        List<Size> sizes = buffers.get(buffer);
        if (sizes.contains(count)) {
          return Optional.of(buffer);
        }
        if (sizes.stream().anyMatch(size -> size.minus(count).isNeverNegative())) {
          larger = larger == null || smaller(buffer, larger) ? buffer : larger;
        } else {
          other = other == null ? buffer : other;
        }
      }
    }
    return Optional.ofNullable(larger != null ? larger : other);
  }

  private boolean smaller(String buffer, String than) {
    Size difference = buffers.get(than).get(0).minus(buffers.get(buffer).get(0));
    return difference.isNeverNegative();
  }

  /** Lets a buffer hold so many elements; what is never the largest is left out. */
  private void grow(String buffer, Size count) {
    List<Size> sizes = buffers.computeIfAbsent(buffer, b -> new ArrayList<>());
    Footprint.addLargest(count, sizes);
  }

  /**
   * A pass whose results are computed where they go, as far as they can be.
   *
   * @param homes of those that are
   */
  private record Schedule(List<Step> steps, Map<String, Memory.Home> homes) {

    /**
     * @param needed what must not be among results, because it is needed after the pass
     * @param arrays those that can be given a home
     */
    Schedule(List<Step> pass, Set<String> needed, Set<String> arrays) {
      this(new ArrayList<>(), new LinkedHashMap<>());
      Set<String> written = new HashSet<>();
      for (Access access : Access.of(pass)) {
        if (access.kind() != Access.Kind.READ) {
          written.add(access.array());
        }
      }
      for (Step step : pass) {
        boolean direct =
            step instanceof Step.StoreAll all
                && arrays.contains(all.array())
                && written.contains(all.array())
                && !needed.contains(all.array())
                && !homes.containsKey(all.array());
        if (direct) {
          Step.StoreAll all = (Step.StoreAll) step;
          homes.put(all.array(), new Memory.Home.InResults(all.results(), all.index()));
        } else {
          steps.add(step);
        }
      }
    }
  }
}
