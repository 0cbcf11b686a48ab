package org.flatprop.loops;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.flatprop.graph.Legend;

/**
 * The passes of a program, and where they keep what they compute.
 *
 * @param arrays those that the passes compute; empty for straight-line code
 * @param forward the forward pass
 * @param backward the backward pass
 * @param together both passes in one; empty where that is just one after the other
 * @param memory where the arrays stand
 * @param calls for values of straight-line code that a function computes, the call it was inlined
 *     by
 */
public record Code(
    List<Program.Array> arrays,
    List<Step> forward,
    List<Step> backward,
    List<Step> together,
    Memory memory,
    Map<String, Legend.Call> calls) {

  public Code {
    arrays = List.copyOf(arrays);
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    together = List.copyOf(together);
    calls = Collections.unmodifiableMap(calls);
  }

  /** Straight-line code, whose values come from calls where it is known. */
  static Code ofLines(List<Step> forward, List<Step> backward, Map<String, Legend.Call> calls) {
    return new Code(List.of(), forward, backward, List.of(), Memory.NONE, calls);
  }

  /** Two passes, each array in memory of its own. */
  public static Code of(List<Program.Array> arrays, List<Step> forward, List<Step> backward) {
    return of(arrays, forward, backward, List.of());
  }

  /** The same, with a pass of both. */
  public static Code of(
      List<Program.Array> arrays, List<Step> forward, List<Step> backward, List<Step> together) {
    return new Code(arrays, forward, backward, together, Memory.plain(arrays), Map.of());
  }

  /** With a plan of the memory. */
  public Code with(Memory planned) {
    return new Code(arrays, forward, backward, together, planned, calls);
  }
}
