package org.flatprop.ops;

import java.util.List;
import org.flatprop.graph.Operation;

/** The rows of the table, as parameterised tests name them. */
final class Rows {

  private Rows() {}

  /** All names. */
  static List<String> all() {
    return Operations.all().stream().map(Operation::name).toList();
  }

  static List<String> group(String group) {
    return Operations.groups().get(group).stream().map(Operation::name).toList();
  }
}
