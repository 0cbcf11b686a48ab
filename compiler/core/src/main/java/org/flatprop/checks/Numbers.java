package org.flatprop.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.loops.Program;
import org.flatprop.loops.Requirement;

/**
 * A number for each dim, such as a program can be made for: what holds for all dims holds for
 * these.
 */
record Numbers(Map<String, Integer> dims) {

  private static final int[] PRIMES = {7, 3, 11, 5, 2, 13, 17, 19, 23, 29};

  /** Some that the program can be made for; none are tried hard for. */
  static List<Numbers> of(Program program) {
    List<Numbers> all = new ArrayList<>();
    for (int first = 0; first < 3; first++) {
      Map<String, Integer> dims = new HashMap<>();
      for (int i = 0; i < program.dims().size(); i++) {
        dims.put(program.dims().get(i), PRIMES[(first + i) % PRIMES.length]);
      }
      Numbers numbers = new Numbers(dims);
      if (program.requirements().stream().allMatch(numbers::meet) && !all.contains(numbers)) {
        all.add(numbers);
      }
    }
    return all;
  }

  private boolean meet(Requirement requirement) {
    return requirement.counts().stream().anyMatch(count -> number(count) <= 0)
        || number(requirement.formula()) >= 0;
  }

  /** A formula of dims. */
  long number(Size size) {
    return size.value(dims);
  }

  /** A formula whose dims are numbers. */
  Size with(Size size) {
    return size.substitute(
        atom ->
            atom instanceof Atom.Dim dim
                ? Optional.of(Size.of(dims.get(dim.name())))
                : Optional.empty());
  }
}
