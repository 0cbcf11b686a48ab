package org.flatprop.loops;

import java.util.List;
import java.util.stream.Collectors;

/** A program as its reader sees it: {@code target = formula # remark}. */
public final class ProgramText {

  private static final int MAX_COLUMN = 56;

  private static final FormulaText FORMULAS = new FormulaText(name -> name);

  private ProgramText() {}

  /** The assignments of a pass, remarks in a column. */
  public static String print(List<Step> pass) {
    List<Step.Assign> assigns =
        pass.stream().filter(Step.Assign.class::isInstance).map(Step.Assign.class::cast).toList();
    int column =
        assigns.stream()
            .mapToInt(a -> code(a).length())
            .filter(length -> length <= MAX_COLUMN)
            .max()
            .orElse(0);
    return assigns.stream().map(a -> line(a, column)).collect(Collectors.joining());
  }

  /** Both passes with their stores. */
  public static String print(Program program) {
    return "forward("
        + String.join(", ", program.inputs())
        + ")\n"
        + indented(print(program.forward()))
        + stores("outputs", program.forward())
        + "backward\n"
        + indented(print(program.backward()))
        + stores("gradients", program.backward());
  }

  /** The names in the order of their computation, forward and then backward. */
  public static String order(Program program) {
    return "inputs:   "
        + String.join(" ", program.inputs())
        + "\nforward:  "
        + targets(program.forward())
        + "\nbackward: "
        + targets(program.backward())
        + "\n";
  }

  private static String targets(List<Step> pass) {
    return pass.stream()
        .filter(step -> step instanceof Step.Assign a && !a.continues())
        .map(step -> ((Step.Assign) step).target())
        .collect(Collectors.joining(" "));
  }

  private static String line(Step.Assign assign, int column) {
    String code = code(assign);
    if (assign.remarks().isEmpty()) {
      return code + "\n";
    }
    String blanks = " ".repeat(Math.max(0, column - code.length()));
    return code + blanks + "  # " + String.join("  ", assign.remarks()) + "\n";
  }

  private static String code(Step.Assign assign) {
    String value =
        assign.truth() ? FORMULAS.print(assign.value()) : FORMULAS.printReal(assign.value());
    return assign.target() + " = " + value;
  }

  private static String stores(String array, List<Step> pass) {
    return pass.stream()
        .filter(Step.Store.class::isInstance)
        .map(step -> (Step.Store) step)
        .map(s -> "  " + array + "[" + s.index() + "] = " + FORMULAS.printReal(s.value()) + "\n")
        .collect(Collectors.joining());
  }

  private static String indented(String text) {
    return text.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
