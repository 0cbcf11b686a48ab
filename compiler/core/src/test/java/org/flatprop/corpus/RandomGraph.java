package org.flatprop.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The text of a model of many operations, one a line, each of one or two earlier values chosen at
 * random. Values stay between about -4 and 4, whatever the size.
 */
public final class RandomGraph {

  private static final int INPUTS = 20;

  /** Values may grow to this before they are squashed. */
  private static final double MAX = 4;

  private record Value(String name, double bound) {}

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<Value> values = new ArrayList<>();

  /** What nothing reads yet: in the end it is summed, so that no operation is in vain. */
  private final List<Value> unused = new ArrayList<>();

  private RandomGraph(long seed) {
    random = new Random(seed);
  }

  /** A model of about so many operations, all of which its value needs. */
  public static String text(int operations, long seed) {
    return new RandomGraph(seed).model(operations);
  }

  private String model(int operations) {
    for (int i = 0; i < INPUTS; i++) {
      values.add(new Value("x" + i, 1));
    }
    unused.addAll(values);
    for (int i = 0; i + unused.size() <= operations; i++) {
      addOperation("v" + i);
    }
    List<String> last = unused.stream().map(Value::name).toList();
    return text.append("f = ").append(String.join(" + ", last)).append('\n').toString();
  }

  private void addOperation(String name) {
    Value a = unused.size() > INPUTS ? unused.remove(random.nextInt(INPUTS)) : pick();
    Value b = pick();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> add(name, a.name + " * " + b.name, a.bound * b.bound, a);
      case 3, 4 -> add(name, a.name + " + " + b.name, a.bound + b.bound, a);
      case 5 -> add(name, a.name + " - " + b.name, a.bound + b.bound, a);
      case 6 -> add(name, "sin(" + a.name + ")", 1, a);
      case 7 -> add(name, "sigmoid(" + a.name + ")", 1, a);
      case 8 -> add(name, "max(" + a.name + ", " + b.name + ")", Math.max(a.bound, b.bound), a);
      default -> add(name, a.name + " * " + (1 + random.nextInt(50)) / 64.0, a.bound, a);
    }
  }

  private void add(String name, String formula, double bound, Value instead) {
    boolean large = bound > MAX;
    text.append(name).append(" = ").append(large ? "tanh(" + instead.name + ")" : formula);
    text.append('\n');
    Value value = new Value(name, large ? 1 : bound);
    values.add(value);
    unused.add(value);
  }

  /** One of the values, a late one more often than not. */
  private Value pick() {
    boolean late = random.nextBoolean();
    int from = late ? Math.max(0, values.size() - 200) : 0;
    return values.get(from + random.nextInt(values.size() - from));
  }
}
