package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.flatprop.graph.Size;

/** A program as its reader sees it: {@code target = formula # remark}, and loops over arrays. */
public final class ProgramText {

  private static final int MAX_COLUMN = 56;

  private static final FormulaText FORMULAS = new FormulaText(name -> name);

  private record Line(String code, List<String> remarks) {}

  private ProgramText() {}

  /** What a pass computes, remarks in a column. */
  public static String print(List<Step> pass) {
    List<Line> lines = new ArrayList<>();
    pass.forEach(step -> add(step, "", lines));
    int column =
        lines.stream()
            .filter(line -> !line.remarks.isEmpty())
            .mapToInt(line -> line.code.length())
            .filter(length -> length <= MAX_COLUMN)
            .max()
            .orElse(0);
    return lines.stream().map(line -> text(line, column)).collect(Collectors.joining());
  }

  private static String text(Line line, int column) {
    if (line.remarks.isEmpty()) {
      return line.code + "\n";
    }
    String blanks = " ".repeat(Math.max(0, column - line.code.length()));
    return line.code + blanks + "  # " + String.join("  ", line.remarks) + "\n";
  }

  private static void add(Step step, String indent, List<Line> lines) {
    String inner = indent + "  ";
    if (step instanceof Step.Assign assign) {
      lines.add(new Line(indent + code(assign), assign.remarks()));
    } else if (step instanceof Step.Whole whole) {
      lines.add(new Line(indent + whole.name() + " = " + whole(whole), List.of()));
    } else if (step instanceof Step.Put put) {
      String target = put.array() + "[" + FORMULAS.whole(put.place()) + "]";
      String assigned = put.adds() ? " += " : " = ";
      lines.add(new Line(indent + target + assigned + FORMULAS.printReal(put.value()), List.of()));
    } else if (step instanceof Step.Clear clear) {
      lines.add(new Line(indent + clear.array() + "[:] = 0.0", List.of()));
    } else if (step instanceof Step.For loop) {
      String head = "for " + loop.index() + " in " + FORMULAS.whole(loop.count()) + ":";
      lines.add(new Line(indent + head, List.of()));
      loop.body().forEach(s -> add(s, inner, lines));
    } else if (step instanceof Step.If choice) {
      lines.add(
          new Line(indent + "if " + FORMULAS.printTruth(choice.condition()) + ":", List.of()));
      choice.body().forEach(s -> add(s, inner, lines));
    } else if (step instanceof Step.Nest nest) {
      lines.add(new Line(indent + "# " + String.join("   ", nest.remarks()), List.of()));
      nest.body().forEach(s -> add(s, indent, lines));
    }
  }

  private static String whole(Step.Whole whole) {
    return "(int) " + FORMULAS.printReal(whole.value());
  }

  /** Both passes with their stores. */
  public static String print(Program program) {
    return "forward("
        + String.join(", ", program.inputNames())
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
        + String.join(" ", program.inputNames())
        + "\nforward:  "
        + targets(program.forward())
        + "\nbackward: "
        + targets(program.backward())
        + "\n";
  }

  private static String targets(List<Step> pass) {
    List<String> targets = new ArrayList<>();
    for (Step step : pass) {
      if (step instanceof Step.Nest nest) {
        targets.add(nest.target());
      } else if (step instanceof Step.Assign assign && !assign.continues()) {
        targets.add(assign.target());
      }
    }
    return String.join(" ", targets);
  }

  private static String code(Step.Assign assign) {
    String value =
        assign.truth() ? FORMULAS.printTruth(assign.value()) : FORMULAS.printReal(assign.value());
    String start = assign.target() + " + ";
    boolean adds =
        assign.continues()
            && value.startsWith(start)
            && assign.value() instanceof Formula.Apply sum
            && sum.operands().size() == 2;
    return adds
        ? assign.target() + " += " + value.substring(start.length())
        : assign.target() + " = " + value;
  }

  private static String stores(String results, List<Step> pass) {
    StringBuilder text = new StringBuilder();
    for (Step step : pass) {
      if (step instanceof Step.Store store) {
        String place = FORMULAS.whole(store.index());
        String value = FORMULAS.printReal(store.value());
        text.append("  ").append(results).append("[").append(place).append("] = ");
        text.append(value).append("\n");
      } else if (step instanceof Step.StoreAll all) {
        Size end = all.index().plus(all.count());
        String range = FORMULAS.whole(all.index()) + ":" + FORMULAS.whole(end);
        text.append("  ").append(results).append("[").append(range).append("] = ");
        text.append(all.array()).append("\n");
      }
    }
    return text.toString();
  }

  private static String indented(String text) {
    return text.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
