package org.flatprop.checks;

import org.flatprop.loops.ProgramText;
import org.flatprop.loops.Step;
import org.flatprop.source.CompilerBug;

/** Says what does not hold of a program, where, and since when. */
record Fault(String after) {

  /** Says that an invariant holds at a statement, or else that the compiler has a bug. */
  void unless(boolean holds, String invariant, Step step) {
    if (!holds) {
      throw new CompilerBug(
          "after "
              + after
              + ": "
              + invariant
              + ", at "
              + ProgramText.print(java.util.List.of(step)));
    }
  }

  /** The same of a program as a whole. */
  void unless(boolean holds, String invariant) {
    if (!holds) {
      throw new CompilerBug("after " + after + ": " + invariant);
    }
  }
}
