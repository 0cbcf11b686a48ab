package org.flatprop.routines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Legend;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/**
 * Brings together the lines of each call. A pass has other lines between them: adjoints that
 * several calls contribute to, and what calls share.
 *
 * <p>A line joins the last group of its call, if all that it reads is computed there or before;
 * else it begins another.
 */
final class Grouping {

  private final Map<String, Legend.Call> calls;
  private final Aliases aliases;
  private final List<List<Step.Line>> groups = new ArrayList<>();
  private final Map<Legend.Call, Integer> latest = new HashMap<>();

  /** The group from which on a value can be read; one that lines continue, changed. */
  private final Map<String, Integer> available = new HashMap<>();

  private Grouping(Aliases aliases, Map<String, Legend.Call> calls) {
    this.aliases = aliases;
    this.calls = calls;
  }

  /** A pass without its aliases, the lines of each call together. */
  static List<Step.Line> of(List<Step.Line> pass, Aliases aliases, Map<String, Legend.Call> calls) {
    Grouping grouping = new Grouping(aliases, calls);
    pass.stream().filter(line -> !aliases.isAlias(line)).forEach(grouping::add);
    return grouping.groups.stream().flatMap(List::stream).toList();
  }

  private void add(Step.Line named) {
    int[] earliest = {0};
    List<String> touched = new ArrayList<>();
    Formula value =
        Sequence.replaced(
            named.value(),
            ref -> {
              String root = aliases.root(ref.name());
              touched.add(root);
              return new Formula.Ref(root, ref.truth());
            });
    Step.Line line = Sequence.with(named, value);
    if (line instanceof Step.Assign assign) {
      touched.add(assign.target());
    }
    touched.forEach(name -> earliest[0] = Math.max(earliest[0], available.getOrDefault(name, 0)));
    int group = group(call(line), earliest[0]);
    groups.get(group).add(line);
    if (line instanceof Step.Assign assign) {
      available.put(assign.target(), group);
    }
    touched.stream().filter(aliases::isContinued).forEach(name -> available.put(name, group));
  }

  private int group(Optional<Legend.Call> call, int earliest) {
    int last = call.map(c -> latest.getOrDefault(c, -1)).orElse(-1);
    if (last >= earliest) {
      return last;
    }
    groups.add(new ArrayList<>());
    call.ifPresent(c -> latest.put(c, groups.size() - 1));
    return groups.size() - 1;
  }

  private Optional<Legend.Call> call(Step.Line line) {
    return Optional.ofNullable(calls.get(Sequence.name(line)));
  }
}
