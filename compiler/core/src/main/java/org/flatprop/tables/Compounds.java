package org.flatprop.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.flatprop.graph.Operation;
import org.flatprop.loops.Kind;
import org.flatprop.ops.Operations;

/**
 * Decides which operations are computed within the one that uses them: where nothing else does, and
 * where the operations that come of it are many of one kind. A result that is written within
 * another takes no slot, no memory traffic and no loop of its own.
 */
final class Compounds {

  /** A fused kind has at most so many operands, and is made of at most so many operations. */
  private static final int MAX_SIZE = 8;

  /** There are at most so many fused kinds, each a method. */
  private static final int MAX_KINDS = 64;

  /** A kind is worth its method and its runs if one in so many operations is of it. */
  private static final int SHARE = 400;

  private final PlainGraph graph;
  private final KindBook book = new KindBook();

  /** The part that each constant is of a kind. */
  private final int[] constants;

  /** How often each value is used: 2 stands for more, and for what is a result. */
  private final byte[] uses;

  /** The number in the book of each operation's kind, in the end that among the kinds. */
  private final int[] kindOf;

  private final BitSet within = new BitSet();
  private final List<Kind> kinds = new ArrayList<>();

  private Compounds(PlainGraph graph) {
    this.graph = graph;
    this.constants = Arrays.stream(graph.constants()).mapToInt(KindBook::constant).toArray();
    this.uses = uses(graph);
    this.kindOf = new int[graph.size()];
  }

  static Compounds of(PlainGraph graph) {
    Compounds fusion = new Compounds(graph);
    fusion.fuse(kind -> true);
    fusion.fuse(fusion.frequent()::get);
    fusion.renumber();
    return fusion;
  }

  private static byte[] uses(PlainGraph graph) {
    byte[] uses = new byte[graph.size()];
    for (int value = graph.given(); value < graph.size(); value++) {
      for (int i = 0; i < graph.operands(value); i++) {
        int operand = graph.operand(value, i);
        uses[operand] = (byte) Math.min(2, uses[operand] + 1);
      }
    }
    IntStream.of(graph.outputs()).forEach(value -> uses[value] = 2);
    IntStream.of(graph.gradients()).forEach(value -> uses[value] = 2);
    return uses;
  }

  /** Chooses what is computed within what, all of which becomes of allowed kinds. */
  private void fuse(IntPredicate allowed) {
    within.clear();
    for (int value = graph.given(); value < graph.size(); value++) {
      Operation operation = graph.operation(value);
      int[] parts = fused(value);
      if (operation == Operations.ADD || operation == Operations.MULTIPLY) {
        sort(value, parts);
      }
      kindOf[value] = book.number(operation, parts);
      if (!allowed.test(kindOf[value])) {
        kindOf[value] = book.number(operation, plain(value));
        continue;
      }
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] >= 0) {
          within.set(graph.operand(value, i));
        }
      }
    }
  }

  /** The parts of an operation, whatever of it can be computed within. */
  private int[] fused(int value) {
    int[] parts = plain(value);
    int operands = parts.length;
    int operations = Kind.operations(graph.operation(value), parts.length);
    for (int i = 0; i < parts.length; i++) {
      int operand = graph.operand(value, i);
      if (graph.isOperation(operand) && uses[operand] == 1) {
        int kind = kindOf[operand];
        boolean fits =
            operands - 1 + book.operands(kind) <= MAX_SIZE
                && operations + book.operations(kind) <= MAX_SIZE;
        if (fits) {
          parts[i] = kind;
          operands += book.operands(kind) - 1;
          operations += book.operations(kind);
        }
      }
    }
    return parts;
  }

  /** The parts of an operation, nothing computed within. */
  private int[] plain(int value) {
    int[] parts = new int[graph.operands(value)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = given(graph.operand(value, i));
    }
    return parts;
  }

  private int given(int operand) {
    return graph.isConstant(operand) ? constants[operand] : KindBook.OPERAND;
  }

  /** One of two kinds is enough where the order of the first two operands means nothing. */
  private void sort(int value, int... parts) {
    if (parts[0] < parts[1]) {
      graph.exchange(value);
      int first = parts[0];
      parts[0] = parts[1];
      parts[1] = first;
    }
  }

  /** The most frequent kinds, and those that they are made of. */
  private BitSet frequent() {
    int[] counts = counts();
    BitSet frequent = new BitSet();
    byFrequency(counts, IntStream.of(counts).sum() / SHARE).stream()
        .limit(MAX_KINDS)
        .forEach(kind -> allow(kind, frequent));
    return frequent;
  }

  private void allow(int kind, BitSet allowed) {
    allowed.set(kind);
    IntStream.of(book.within(kind)).forEach(part -> allow(part, allowed));
  }

  /** Numbers the kinds of what is not within anything, the most frequent first. */
  private void renumber() {
    int[] counts = counts();
    List<Integer> sorted = byFrequency(counts, 0);
    int[] numbers = new int[counts.length];
    for (int kind : sorted) {
      numbers[kind] = kinds.size();
      kinds.add(book.kind(kind));
    }
    for (int value = graph.given(); value < graph.size(); value++) {
      kindOf[value] = numbers[kindOf[value]];
    }
  }

  /** How many operations not within anything there are of each kind. */
  private int[] counts() {
    int[] counts = new int[book.size()];
    for (int value = graph.given(); value < graph.size(); value++) {
      if (!within.get(value)) {
        counts[kindOf[value]]++;
      }
    }
    return counts;
  }

  private static List<Integer> byFrequency(int[] counts, int least) {
    return IntStream.range(0, counts.length)
        .filter(kind -> counts[kind] > least)
        .boxed()
        .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
        .toList();
  }

  /** Whether an operation is computed within the one that uses it. */
  boolean isWithin(int value) {
    return within.get(value);
  }

  /** The place, among the kinds, of that of an operation that is not within another. */
  int kindOf(int value) {
    return kindOf[value];
  }

  /** The kinds that there are, the most frequent first. */
  List<Kind> kinds() {
    return kinds;
  }

  /** Shows an operation's operands, in the order of its kind's. */
  void operands(int value, IntConsumer consumer) {
    for (int i = 0; i < graph.operands(value); i++) {
      int operand = graph.operand(value, i);
      if (within.get(operand)) {
        operands(operand, consumer);
      } else if (given(operand) == KindBook.OPERAND) {
        consumer.accept(operand);
      }
    }
  }
}
