package org.flatprop.passes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** Names that a program does not have yet. */
final class NewNames {

  private final Set<String> taken = new HashSet<>();

  NewNames(Program program) {
    taken.addAll(program.dims());
    taken.addAll(program.inputNames());
    program.arrays().forEach(array -> taken.add(array.name()));
    program.tables().forEach(table -> taken.add(table.name()));
    taken.addAll(program.special().names());
    program.passes().forEach(this::add);
  }

  private void add(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Assign assign) {
        taken.add(assign.target());
      } else if (step instanceof Step.Whole whole) {
        taken.add(whole.name());
      } else if (step instanceof Step.Blocks blocks) {
        taken.add(blocks.index());
        taken.add(blocks.width());
      } else if (step instanceof Step.For loop) {
        taken.add(loop.index());
      }
      add(step.body());
    }
  }

  /** The name wanted, or one like it. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
