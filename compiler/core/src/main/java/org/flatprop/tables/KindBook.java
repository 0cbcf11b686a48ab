package org.flatprop.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Operation;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Ints;
import org.flatprop.loops.Kind;

/**
 * Numbers kinds: each is an operation of parts, and a part the number of another kind, {@link
 * #OPERAND}, or a number written out. A kind's formula is made when it is asked for.
 */
final class KindBook {

  /** A part that is an operand. */
  static final int OPERAND = -1;

  /** The numbers that rules of derivatives hold; all others are operands. */
  private static final List<Double> WRITTEN_OUT = List.of(0.0, 1.0, 2.0);

  private record Key(Operation operation, int... parts) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && operation == key.operation
          && Arrays.equals(parts, key.parts);
    }

    @Override
    public int hashCode() {
      return operation.hashCode() + 31 * Arrays.hashCode(parts);
    }
  }

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final Ints operands = new Ints();
  private final Ints operations = new Ints();

  /** The part that a constant is. */
  static int constant(double value) {
    int place = WRITTEN_OUT.indexOf(value);
    return place < 0 ? OPERAND : OPERAND - 1 - place;
  }

  /** The number of a kind. */
  int number(Operation operation, int... parts) {
    Key key = new Key(operation, parts);
    Integer number = numbers.get(key);
    if (number == null) {
      number = keys.size();
      numbers.put(key, number);
      keys.add(key);
      addSize(key);
    }
    return number;
  }

  private void addSize(Key key) {
    int of = 0;
    int in = Kind.operations(key.operation(), key.parts().length);
    for (int part : key.parts()) {
      of += part >= 0 ? operands.get(part) : part == OPERAND ? 1 : 0;
      in += part >= 0 ? operations.get(part) : 0;
    }
    operands.add(of);
    operations.add(in);
  }

  /** The numbers are below this. */
  int size() {
    return keys.size();
  }

  /** How many operands a kind has. */
  int operands(int number) {
    return operands.get(number);
  }

  /** How many operations a kind is made of. */
  int operations(int number) {
    return operations.get(number);
  }

  /** The kinds that a kind is made of. */
  int[] within(int number) {
    return Arrays.stream(keys.get(number).parts()).filter(part -> part >= 0).toArray();
  }

  Kind kind(int number) {
    Key key = keys.get(number);
    return Kind.of(key.operation(), Arrays.stream(key.parts()).mapToObj(this::part).toList());
  }

  private Kind part(int part) {
    if (part == OPERAND) {
      return new Kind(Kind.operand(0), 1, 0);
    }
    return part < 0
        ? new Kind(new Formula.Literal(WRITTEN_OUT.get(OPERAND - 1 - part)), 0, 0)
        : kind(part);
  }
}
