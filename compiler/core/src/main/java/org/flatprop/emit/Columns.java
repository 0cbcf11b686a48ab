package org.flatprop.emit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a method finds its places in arrays, given for each place the column of what it is in each
 * call. One that is always the same is written into the method; those that are always equally far
 * from one another share a parameter.
 */
final class Columns {

  /** A place that is always so far from a parameter; -1 for no parameter. */
  private record Distance(int parameter, int offset) {}

  private final List<Distance> distances = new ArrayList<>();

  /** The column of each parameter. */
  private final List<int[]> parameters = new ArrayList<>();

  /**
   * @param columns each with as many numbers as there are calls
   */
  Columns(List<int[]> columns) {
    Map<List<Integer>, Integer> known = new LinkedHashMap<>();
    for (int[] column : columns) {
      List<Integer> shape = Arrays.stream(column).map(i -> i - column[0]).boxed().toList();
      if (shape.stream().allMatch(i -> i == 0)) {
        distances.add(new Distance(-1, column[0]));
        continue;
      }
      Integer parameter = known.putIfAbsent(shape, parameters.size());
      if (parameter == null) {
        parameter = parameters.size();
        parameters.add(column);
      }
      distances.add(new Distance(parameter, column[0] - parameters.get(parameter)[0]));
    }
  }

  /** How many parameters the method has. */
  int size() {
    return parameters.size();
  }

  /** A column's place as an expression of the parameters. */
  String place(int column, List<String> names) {
    Distance distance = distances.get(column);
    if (distance.parameter < 0) {
      return String.valueOf(distance.offset);
    }
    String name = names.get(distance.parameter);
    return distance.offset == 0
        ? name
        : name + (distance.offset < 0 ? " - " + -distance.offset : " + " + distance.offset);
  }

  /** What a call gives for the parameters. */
  int[] arguments(int call) {
    return parameters.stream().mapToInt(column -> column[call]).toArray();
  }
}
