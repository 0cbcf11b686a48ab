package org.flatprop.tables;

import java.util.Arrays;
import org.flatprop.loops.Ints;

/**
 * The order of a pass: runs of operations of one kind, as long as they can be had. A run takes all
 * of its kind that are ready, those too that become ready on the way; then comes the kind of which
 * most are ready.
 */
final class Schedule {

  private static final int NONE = -1;

  @FunctionalInterface
  private interface Use {
    void accept(int operand, int user);
  }

  private final PlainGraph graph;
  private final Compounds fusion;
  private final boolean forward;

  /** How many operands of each operation are not yet computed. */
  private final int[] pending;

  /** The users of each operation, from its start on up to the next one's. */
  private final int[] users;

  private final int[] userStarts;

  /** Of each kind, those that are ready, first in first out. */
  private final int[] heads;

  private final int[] tails;
  private final int[] next;
  private final int[] ready;

  private final Ints order = new Ints();
  private final Ints runs = new Ints();

  private Schedule(PlainGraph graph, Compounds fusion, boolean forward) {
    this.graph = graph;
    this.fusion = fusion;
    this.forward = forward;
    this.pending = new int[graph.size()];
    this.userStarts = new int[graph.size() + 1];
    int kinds = fusion.kinds().size();
    this.heads = new int[kinds];
    this.tails = new int[kinds];
    this.ready = new int[kinds];
    this.next = new int[graph.size()];
    Arrays.fill(heads, NONE);
    uses(
        (operand, user) -> {
          pending[user]++;
          userStarts[operand + 1]++;
        });
    for (int value = 0; value < graph.size(); value++) {
      userStarts[value + 1] += userStarts[value];
    }
    this.users = new int[userStarts[graph.size()]];
    int[] filled = userStarts.clone();
    uses((operand, user) -> users[filled[operand]++] = user);
  }

  static Schedule of(PlainGraph graph, Compounds fusion, boolean forward) {
    Schedule schedule = new Schedule(graph, fusion, forward);
    schedule.run();
    return schedule;
  }

  /** Shows every use, within the pass, of one operation's result by another. */
  private void uses(Use consumer) {
    for (int value = graph.given(); value < graph.size(); value++) {
      if (isOwn(value)) {
        int user = value;
        fusion.operands(
            value,
            operand -> {
              if (isOwn(operand)) {
                consumer.accept(operand, user);
              }
            });
      }
    }
  }

  private boolean isOwn(int value) {
    return graph.isOperation(value) && !fusion.isWithin(value) && graph.isForward(value) == forward;
  }

  private void run() {
    for (int value = graph.given(); value < graph.size(); value++) {
      if (isOwn(value) && pending[value] == 0) {
        enqueue(value);
      }
    }
    for (int kind = mostReady(); kind != NONE; kind = mostReady()) {
      int before = order.size();
      while (heads[kind] != NONE) {
        execute(dequeue(kind));
      }
      runs.add(kind);
      runs.add(order.size() - before);
    }
  }

  private int mostReady() {
    int most = NONE;
    for (int kind = 0; kind < ready.length; kind++) {
      if (ready[kind] > 0 && (most == NONE || ready[kind] > ready[most])) {
        most = kind;
      }
    }
    return most;
  }

  private void enqueue(int value) {
    int kind = fusion.kindOf(value);
    next[value] = NONE;
    if (heads[kind] == NONE) {
      heads[kind] = value;
    } else {
      next[tails[kind]] = value;
    }
    tails[kind] = value;
    ready[kind]++;
  }

  private int dequeue(int kind) {
    int value = heads[kind];
    heads[kind] = next[value];
    ready[kind]--;
    return value;
  }

  private void execute(int value) {
    order.add(value);
    for (int i = userStarts[value]; i < userStarts[value + 1]; i++) {
      if (--pending[users[i]] == 0) {
        enqueue(users[i]);
      }
    }
  }

  /** The operations in the order of their execution. */
  Ints order() {
    return order;
  }

  /** Runs as pairs: a kind and how many follow each other. */
  Ints runs() {
    return runs;
  }
}
