package org.flatprop.loops;

import java.util.BitSet;
import java.util.List;
import org.flatprop.graph.Size;

/**
 * A model of scalars as tables. All values stand in one array of slots: constants, inputs, then the
 * results of operations in the order of execution, so that no table says where a result goes.
 *
 * @param frame what goes in and comes out; its passes are empty
 * @param kinds of operations, the most frequent first
 * @param constants stand in the first slots
 * @param slots how many there are
 * @param outputs the slots of the outputs
 * @param gradients the slots of the gradients
 */
public record Tables(
    Program frame,
    List<Kind> kinds,
    double[] constants,
    int slots,
    Pass forward,
    Pass backward,
    int[] outputs,
    int[] gradients)
    implements Lowered {

  public Tables {
    kinds = List.copyOf(kinds);
  }

  /**
   * One pass.
   *
   * @param runs pairs of a kind and a number of operations that follow each other; the kind after
   *     the last is a mixed run
   * @param operands the slots of each operation's operands; in a mixed run its kind stands before
   * @param first the slot of the first result
   * @param operations how many of the graph's operations it executes
   */
  public record Pass(int[] runs, int[] operands, int first, long operations) {

    /** How many results it computes. */
    public int results() {
      int results = 0;
      for (int i = 1; i < runs.length; i += 2) {
        results += runs[i];
      }
      return results;
    }
  }

  @Override
  public Size forwardOperations() {
    return Size.of(forward.operations);
  }

  @Override
  public Size backwardOperations() {
    return Size.of(backward.operations);
  }

  /** The kinds that runs are of, {@link #mixed} perhaps among them. */
  public BitSet kindsOfRuns() {
    BitSet found = new BitSet();
    for (Pass pass : List.of(forward, backward)) {
      for (int i = 0; i < pass.runs.length; i += 2) {
        found.set(pass.runs[i]);
      }
    }
    return found;
  }

  /** The kinds of the operations in mixed runs. */
  public BitSet kindsInMixedRuns() {
    BitSet found = new BitSet();
    for (Pass pass : List.of(forward, backward)) {
      int at = 0;
      for (int i = 0; i < pass.runs.length; i += 2) {
        boolean mixes = pass.runs[i] == mixed();
        for (int n = 0; n < pass.runs[i + 1]; n++) {
          int kind = mixes ? pass.operands[at++] : pass.runs[i];
          found.set(kind, mixes || found.get(kind));
          at += kinds.get(kind).operands();
        }
      }
    }
    return found;
  }

  /** The kind that says that each operation has its own. */
  public int mixed() {
    return kinds.size();
  }
}
