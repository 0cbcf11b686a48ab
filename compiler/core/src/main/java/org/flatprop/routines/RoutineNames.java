package org.flatprop.routines;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The names of routines, each given once: {@code unit} forward and {@code grad_unit} backward. */
final class RoutineNames {

  private final Set<String> taken = new HashSet<>();

  UnaryOperator<String> forward() {
    return this::unique;
  }

  UnaryOperator<String> backward() {
    return function -> unique("grad_" + function);
  }

  private String unique(String wanted) {
    return unique(wanted, taken);
  }

  /** The name wanted, or one like it that is not taken yet. */
  static String unique(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
