package org.flatprop;

import org.flatprop.checks.ProgramCheck;
import org.flatprop.graph.Graph;
import org.flatprop.graph.GraphCheck;
import org.flatprop.loops.Program;

/** Checks what the stages make where that is wanted. */
record Verification(boolean wanted) {

  void graph(Graph graph, String after) {
    if (wanted) {
      GraphCheck.check(graph, after);
    }
  }

  void program(Program program, String after) {
    if (wanted) {
      ProgramCheck.check(program, after);
    }
  }
}
