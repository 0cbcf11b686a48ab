package org.flatprop.routines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Step;

/**
 * Finds blocks of consecutive lines that repeat, equal but for the values they read from outside.
 *
 * <p>Two neighbours that nearly always stand together, linked in the same way, become one; so again
 * with what they became, until nothing is always together: first within the calls of functions,
 * then regardless of them. A round takes time in proportion to the lines; and a block doubles in
 * each.
 */
final class Repeats {

  /** Lines of a pass that belong together; blocks of one kind are equal but for what they read. */
  record Block(int start, int length, int kind) {

    /** Behind its last line. */
    int end() {
      return start + length;
    }
  }

  /** Two kinds as neighbours; the links say which lines of the left the right one reads. */
  private record Pair(int left, int right, List<Integer> links) {}

  /** A kind of block; one of a single line has no parts. */
  private record Kind(int left, int right, int lines, int bytes) {
    boolean isLine() {
      return left < 0;
    }
  }

  /** Larger methods run no faster, and may take more parameters than Java lets them. */
  private static final int MAX_LINES = 200;

  private static final int MAX_BYTES = 1_500;

  /** A block that stands less often saves little. */
  private static final int MIN_CALLS = 5;

  /** A method of less does less than its call costs. */
  private static final int MIN_BYTES = 100;

  /** So small a block may be torn from others of its kind. */
  private static final int SMALL = 150;

  /** That many percent of a kind stand in a pair that is always together. */
  private static final int NEARLY_ALWAYS = 75;

  /** The bytes of a call, roughly. */
  private static final int CALL = 16;

  private final Sequence sequence;
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<Pair, Integer> joined = new HashMap<>();
  private List<Block> blocks = new ArrayList<>();

  private Repeats(Sequence sequence, ToIntFunction<Step.Line> bytes) {
    this.sequence = sequence;
    for (int i = 0; i < sequence.kinds(); i++) {
      kinds.add(null);
    }
    for (int i = 0; i < sequence.size(); i++) {
      int kind = sequence.kind(i);
      if (kind >= 0 && kinds.get(kind) == null) {
        kinds.set(kind, new Kind(-1, -1, 1, bytes.applyAsInt(sequence.line(i))));
      }
      blocks.add(new Block(i, 1, kind));
    }
  }

  /**
   * The blocks that are worth a routine, in order.
   *
   * @param bytes how long a line's code is where its operands are not at hand
   */
  static List<Block> find(Sequence sequence, ToIntFunction<Step.Line> bytes) {
    Repeats repeats = new Repeats(sequence, bytes);
    repeats.joinAll(true);
    repeats.joinAll(false);
    return repeats.worthy();
  }

  private void joinAll(boolean withinCalls) {
    int before;
    do {
      before = blocks.size();
      join(withinCalls);
    } while (blocks.size() < before);
  }

  /** Joins pairs that nearly always stand together, perhaps only where they are of one call. */
  private void join(boolean withinCalls) {
    int[] frequencies = new int[kinds.size()];
    blocks.stream().filter(b -> b.kind >= 0).forEach(b -> frequencies[b.kind]++);
    Pair[] pairs = new Pair[blocks.size()];
    Map<Pair, Integer> counts = new HashMap<>();
    boolean overlaps = false;
    for (int i = 0; i + 1 < blocks.size(); i++) {
      boolean candidates =
          !withinCalls || sequence.areOfOneCall(blocks.get(i).start, blocks.get(i + 1).start);
      pairs[i] = candidates ? pair(blocks.get(i), blocks.get(i + 1)) : null;
      if (pairs[i] != null) {
        overlaps = !overlaps && i > 0 && pairs[i].equals(pairs[i - 1]);
        if (!overlaps) {
          counts.merge(pairs[i], 1, Integer::sum);
        }
      }
    }
    int[] strengths = new int[blocks.size() + 1];
    for (int i = 0; i < pairs.length; i++) {
      int count = pairs[i] == null ? 0 : counts.get(pairs[i]);
      strengths[i] = count >= MIN_CALLS && isStrong(pairs[i], count, frequencies) ? count : 0;
    }
    List<Block> fewer = new ArrayList<>();
    int i = 0;
    while (i < blocks.size()) {
      Block block = blocks.get(i);
      boolean joins = strengths[i] > 0 && strengths[i] >= strengths[i + 1];
      fewer.add(joins ? joined(pairs[i], block, blocks.get(i + 1)) : block);
      i += joins ? 2 : 1;
    }
    blocks = fewer;
  }

  private Pair pair(Block left, Block right) {
    if (left.kind < 0
        || right.kind < 0
        || left.length + right.length > MAX_LINES
        || kinds.get(left.kind).bytes + kinds.get(right.kind).bytes > MAX_BYTES) {
      return null;
    }
    List<Integer> links = new ArrayList<>(4);
    int operand = 0;
    for (int i = right.start; i < right.start + right.length; i++) {
      for (Formula.Ref ref : sequence.operands(i)) {
        int from = sequence.computes(ref.name()) - left.start;
        if (from >= 0 && from < left.length) {
          links.add(operand);
          links.add(from);
        }
        operand++;
      }
    }
    return new Pair(left.kind, right.kind, links);
  }

  private boolean isStrong(Pair pair, int count, int[] frequencies) {
    boolean left = 100L * count >= (long) NEARLY_ALWAYS * frequencies[pair.left];
    boolean right = 100L * count >= (long) NEARLY_ALWAYS * frequencies[pair.right];
    return (left || right)
        && (left || kinds.get(pair.left).bytes <= SMALL)
        && (right || kinds.get(pair.right).bytes <= SMALL);
  }

  private Block joined(Pair pair, Block left, Block right) {
    int kind =
        joined.computeIfAbsent(
            pair,
            p -> {
              Kind a = kinds.get(p.left);
              Kind b = kinds.get(p.right);
              kinds.add(new Kind(p.left, p.right, a.lines + b.lines, a.bytes + b.bytes));
              return kinds.size() - 1;
            });
    return new Block(left.start, left.length + right.length, kind);
  }

  /** Takes apart, the largest first, what does not make code smaller. */
  private List<Block> worthy() {
    List<List<Block>> byKind = new ArrayList<>();
    kinds.forEach(kind -> byKind.add(new ArrayList<>()));
    blocks.stream().filter(b -> b.kind >= 0).forEach(b -> byKind.get(b.kind).add(b));
    List<Block> worthy = new ArrayList<>();
    for (int i = kinds.size() - 1; i >= 0; i--) {
      Kind kind = kinds.get(i);
      List<Block> equal = byKind.get(i);
      if (isWorthy(kind, equal.size())) {
        worthy.addAll(equal);
      } else if (!kind.isLine()) {
        int lines = kinds.get(kind.left).lines;
        for (Block block : equal) {
          byKind.get(kind.left).add(new Block(block.start, lines, kind.left));
          byKind
              .get(kind.right)
              .add(new Block(block.start + lines, block.length - lines, kind.right));
        }
      }
    }
    worthy.sort(Comparator.comparingInt(Block::start));
    return worthy;
  }

  /** Whether calls and one method are clearly less code than the lines in their places. */
  private static boolean isWorthy(Kind kind, int calls) {
    if (kind == null || calls < MIN_CALLS || kind.bytes < MIN_BYTES || kind.bytes > MAX_BYTES) {
      return false;
    }
    long inPlace = (long) kind.bytes * calls;
    return 4 * ((long) CALL * calls + kind.bytes) < 3 * inPlace;
  }
}
