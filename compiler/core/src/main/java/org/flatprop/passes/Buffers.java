package org.flatprop.passes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.flatprop.graph.Size;
import org.flatprop.loops.Access;
import org.flatprop.loops.Code;
import org.flatprop.loops.Footprint;
import org.flatprop.loops.Lives;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Plans memory: a result is computed where it is to stand, and an array takes the buffer of one
 * that is needed no more, also within one nest where it takes the place of what is read element by
 * element.
 */
public final class Buffers {

  /** For all dims that are open. */
  private static final double ORDINARY_SIZE = 100;

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
    Direct forward = new Direct(program.forward(), needed, buffers.counts.keySet());
    Direct backward = new Direct(program.backward(), Set.of(), buffers.counts.keySet());
    Direct together = new Direct(program.together(), Set.of(), buffers.counts.keySet());
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
    Code code =
        Code.of(program.arrays(), forward.steps(), backward.steps(), together.steps())
            .with(new Memory(all, apart, one));
    return program.with(code);
  }

  /**
   * Gives each array of some steps that has no home yet a buffer, the largest first: a buffer need
   * then not grow for a later one.
   */
  private void assign(List<Step> steps, Map<String, Memory.Home> homes) {
    Lives lives = new Lives(steps);
    Map<String, TreeMap<Integer, String>> tenants = new HashMap<>();
    lives.arrays().stream()
        .filter(array -> counts.containsKey(array) && !homes.containsKey(array))
        .sorted(Comparator.comparing(array -> -roughly(counts.get(array))))
        .forEach(
            array -> {
              String buffer = fitting(array, lives, tenants).orElseGet(() -> fresh(array));
              tenants.computeIfAbsent(buffer, b -> new TreeMap<>()).put(lives.begins(array), array);
              homes.put(array, new Memory.Home.InBuffer(buffer));
              Footprint.addLargest(
                  counts.get(array), buffers.computeIfAbsent(buffer, b -> new ArrayList<>()));
            });
  }

  /** A size for dims of ordinary size: an order for what the dims will decide. */
  private static double roughly(Size size) {
    double sum = 0;
    for (Size.Term term : size.terms()) {
      sum += term.factor() * Math.pow(ORDINARY_SIZE, term.atoms().size());
    }
    return sum;
  }

  /** A new buffer, named after the array if none is yet. */
  private String fresh(String array) {
    return buffers.containsKey(array) ? names.unique(array) : array;
  }

  /**
   * A buffer that is free while an array lives: of the same size, the smallest larger, or any.
   *
   * @param tenants of each buffer, by where they begin
   */
  private Optional<String> fitting(
      String array, Lives lives, Map<String, TreeMap<Integer, String>> tenants) {
    Size count = counts.get(array);
    String larger = null;
    String other = null;
    for (Map.Entry<String, List<Size>> entry : buffers.entrySet()) {
      String buffer = entry.getKey();
      TreeMap<Integer, String> own = tenants.get(buffer);
      if (own != null && !isFree(own, array, lives)) {
        continue;
      }
      if (entry.getValue().contains(count)) {
        return Optional.of(buffer);
      }
      if (holds(buffer, count)) {
        larger = larger == null || holds(larger, buffers.get(buffer).get(0)) ? buffer : larger;
      } else {
        other = other == null || holds(buffer, buffers.get(other).get(0)) ? buffer : other;
      }
    }
    return Optional.ofNullable(larger != null ? larger : other);
  }

  /** Whether no tenant lives when an array does, but one that it replaces or is replaced by. */
  private boolean isFree(TreeMap<Integer, String> tenants, String array, Lives lives) {
    Map.Entry<Integer, String> tenant = tenants.floorEntry(lives.ends(array));
    if (tenant != null && replaces(tenant.getValue(), array, lives)) {
      tenant = tenants.lowerEntry(tenant.getKey());
    }
    return tenant == null
        || lives.ends(tenant.getValue()) < lives.begins(array)
        || replaces(array, tenant.getValue(), lives);
  }

  private boolean holds(String buffer, Size count) {
    return buffers.get(buffer).stream().anyMatch(size -> size.minus(count).isNeverNegative());
  }

  private boolean replaces(String array, String old, Lives lives) {
    return lives.ends(old) == lives.begins(array)
        && counts.get(old).equals(counts.get(array))
        && lives.replaced(lives.begins(array), array).contains(old);
  }

  /**
   * A pass whose results are computed where they go, as far as they can be.
   *
   * @param homes of those that are
   */
  private record Direct(List<Step> steps, Map<String, Memory.Home> homes) {

    /**
     * @param needed what must not be among results, because it is needed after the pass
     * @param arrays those that can be given a home
     */
    Direct(List<Step> pass, Set<String> needed, Set<String> arrays) {
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
