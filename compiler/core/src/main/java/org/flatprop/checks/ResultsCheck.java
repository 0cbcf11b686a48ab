package org.flatprop.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/** That each element of the results is stored once, or computed where it stands. */
final class ResultsCheck {

  private record Range(long from, long to) {}

  private final Program program;
  private final Numbers numbers;
  private final Fault fault;

  ResultsCheck(Program program, Numbers numbers, Fault fault) {
    this.program = program;
    this.numbers = numbers;
    this.fault = fault;
  }

  /**
   * Checks the results of a pass.
   *
   * @param vectors those that it is to give
   */
  void pass(List<Step> steps, Map<String, Memory.Home> homes, Step.Results... vectors) {
    List<Step.Results> given = List.of(vectors);
    for (Step.Results vector : Step.Results.values()) {
      boolean outputs = vector == Step.Results.OUTPUTS;
      long size = numbers.number(Program.size(outputs ? program.outputs() : program.gradients()));
      cover(vector, ranges(vector, steps, homes), given.contains(vector) ? size : 0);
    }
  }

  private List<Range> ranges(
      Step.Results vector, List<Step> steps, Map<String, Memory.Home> homes) {
    List<Range> ranges = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Store store && store.results() == vector) {
        ranges.add(range(numbers.number(store.index()), 1));
      } else if (step instanceof Step.StoreAll all && all.results() == vector) {
        ranges.add(range(numbers.number(all.index()), numbers.number(all.count())));
      }
    }
    for (String array : ProgramCheck.computed(program, steps)) {
      if (homes.get(array) instanceof Memory.Home.InResults home && home.results() == vector) {
        ranges.add(range(numbers.number(home.at()), numbers.number(count(array))));
      }
    }
    return ranges;
  }

  private static Range range(long from, long count) {
    return new Range(from, from + count);
  }

  private org.flatprop.graph.Size count(String array) {
    return program.arrays().stream()
        .filter(a -> a.name().equals(array))
        .findFirst()
        .orElseThrow()
        .shape()
        .count();
  }

  private void cover(Step.Results vector, List<Range> ranges, long size) {
    ranges.removeIf(range -> range.from == range.to);
    ranges.sort(Comparator.comparingLong(Range::from));
    long end = 0;
    for (Range range : ranges) {
      fault.unless(range.from >= end, vector + "[" + range.from + "] is stored twice");
      fault.unless(range.from <= end, vector + "[" + end + "] is not stored");
      end = range.to;
    }
    fault.unless(end >= size, vector + "[" + end + "] is not stored");
    fault.unless(end <= size, vector + " has no element " + size + ", but it is stored");
  }
}
