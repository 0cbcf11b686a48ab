package org.flatprop.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sorts things so that each stands after those it needs, keeping their order where it can. */
final class Sorter<T> {

  private enum State {
    OPEN,
    DONE
  }

  private record Visit<T>(T thing, Iterator<T> needs) {}

  private final Function<T, ? extends Collection<T>> needs;
  private final Consumer<List<T>> onCycle;
  private final Map<T, State> states = new IdentityHashMap<>();
  private final List<T> sorted = new ArrayList<>();

  /**
   * @param needs what a thing needs
   * @param onCycle told of each cycle: its things in order, the first again at the end
   */
  Sorter(Function<T, ? extends Collection<T>> needs, Consumer<List<T>> onCycle) {
    this.needs = needs;
    this.onCycle = onCycle;
  }

  List<T> sort(Collection<T> things) {
    things.forEach(this::visit);
    return sorted;
  }

  private void visit(T root) {
    if (states.containsKey(root)) {
      return;
    }
    Deque<Visit<T>> path = new ArrayDeque<>();
    open(root, path);
    while (!path.isEmpty()) {
      Visit<T> top = path.peek();
      if (top.needs().hasNext()) {
        T next = top.needs().next();
        State state = states.get(next);
        if (state == null) {
          open(next, path);
        } else if (state == State.OPEN) {
          onCycle.accept(cycle(path, next));
        }
      } else {
        path.pop();
        states.put(top.thing(), State.DONE);
        sorted.add(top.thing());
      }
    }
  }

  private void open(T thing, Deque<Visit<T>> path) {
    states.put(thing, State.OPEN);
    path.push(new Visit<>(thing, List.<T>copyOf(needs.apply(thing)).iterator()));
  }

  private static <T> List<T> cycle(Deque<Visit<T>> path, T again) {
    List<T> cycle = new ArrayList<>();
    cycle.add(again);
    for (Visit<T> visit : path) {
      cycle.add(0, visit.thing());
      if (visit.thing() == again) {
        break;
      }
    }
    return cycle;
  }
}
