package org.flatprop.loops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  public static String print(Formula formula) {
    return FORMULAS.printReal(formula);
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
    } else if (step instanceof Step.Fill fill) {
      lines.add(
          new Line(
              indent + fill.array() + "[:] = " + FormulaText.literal(fill.value()), List.of()));
    } else if (step instanceof Step.Product product) {
      lines.add(new Line(indent + product(product), List.of()));
    } else if (step instanceof Step.For loop) {
      String head = "for " + loop.index() + " in " + FORMULAS.whole(loop.count()) + ":";
      lines.add(new Line(indent + head, List.of()));
      loop.body().forEach(s -> add(s, inner, lines));
    } else if (step instanceof Step.Blocks blocks) {
      String head =
          "for "
              + blocks.index()
              + " in "
              + FORMULAS.whole(blocks.count())
              + ", "
              + blocks.width()
              + " at a time:";
      lines.add(new Line(indent + head, List.of()));
      blocks.body().forEach(s -> add(s, inner, lines));
    } else if (step instanceof Step.Map map) {
      String call = FORMULAS.call(map.method(), map.array(), map.count());
      lines.add(new Line(indent + call, List.of()));
    } else if (step instanceof Step.If choice) {
      lines.add(
          new Line(indent + "if " + FORMULAS.printTruth(choice.condition()) + ":", List.of()));
      choice.body().forEach(s -> add(s, inner, lines));
    } else if (step instanceof Step.Nest nest) {
      for (Step.Heading heading : nest.headings()) {
        lines.add(new Line(indent + "# " + String.join("   ", heading.remarks()), List.of()));
      }
      nest.body().forEach(s -> add(s, indent, lines));
    }
  }

  /** {@code h[N, H] = x[N, D] @ w[D, H]}, with the places where parts of arrays begin. */
  private static String product(Step.Product product) {
    return matrix(product.target(), product.rows(), product.columns())
        + " = "
        + matrix(product.left(), product.rows(), product.inner())
        + " @ "
        + matrix(product.right(), product.inner(), product.columns());
  }

  private static String matrix(Step.Part part, List<Step.Axis> rows, List<Step.Axis> columns) {
    return part.array()
        + (part.at().is(0) ? "" : "{" + FORMULAS.whole(part.at()) + "}")
        + "["
        + count(rows)
        + ", "
        + count(columns)
        + "]";
  }

  private static String factor(Size count) {
    String text = FORMULAS.whole(count);
    return count.terms().size() > 1 ? "(" + text + ")" : text;
  }

  /** {@code 28*28} for two axes. */
  private static String count(List<Step.Axis> axes) {
    if (axes.size() <= 1) {
      return FORMULAS.whole(Step.Axis.count(axes));
    }
    return axes.stream().map(axis -> factor(axis.count())).collect(Collectors.joining("*"));
  }

  private static String whole(Step.Whole whole) {
    return "(int) " + FORMULAS.printReal(whole.value());
  }

  /**
   * All passes with their stores, and where the arrays stand.
   *
   * @param planned the same before its loops were made to run over blocks, which take little
   */
  public static String print(Program program, Program planned) {
    StringBuilder text = new StringBuilder();
    text.append("forward(").append(String.join(", ", program.inputNames())).append(")\n");
    add(program.forward(), program.memory().apart(), text);
    text.append("backward\n");
    add(program.backward(), program.memory().apart(), text);
    if (!program.together().isEmpty()) {
      text.append("both in one call\n");
      add(program.together(), program.memory().together(), text);
    }
    if (!program.isStraightLine()) {
      text.append("memory\n").append(memory(planned)).append(Footprint.of(planned).text());
    }
    return text.toString();
  }

  private static void add(List<Step> pass, Map<String, Memory.Home> homes, StringBuilder text) {
    text.append(indented(print(pass))).append(stores(pass));
    Set<String> written = new HashSet<>();
    Access.of(pass).stream()
        .filter(access -> access.kind() != Access.Kind.READ)
        .forEach(access -> written.add(access.array()));
    homes.forEach(
        (array, home) -> {
          if (written.contains(array) && home instanceof Memory.Home.InResults in) {
            text.append("  ").append(array).append(" stands in ").append(in.results());
            text.append(" from ").append(FORMULAS.whole(in.at())).append(" on\n");
          }
        });
  }

  /** The buffers, each with the arrays that stand in it one after the other. */
  private static String memory(Program program) {
    StringBuilder text = new StringBuilder();
    for (Memory.Buffer buffer : program.memory().buffers()) {
      Set<String> arrays = new LinkedHashSet<>();
      Stream.of(program.memory().apart(), program.memory().together())
          .forEach(
              homes ->
                  homes.forEach(
                      (array, home) -> {
                        if (home.equals(new Memory.Home.InBuffer(buffer.name()))) {
                          arrays.add(array);
                        }
                      }));
      text.append("  ").append(buffer.name()).append(buffer.counts()).append(": ");
      text.append(String.join(", ", arrays)).append("\n");
    }
    return text.toString();
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
        nest.headings().forEach(heading -> targets.add(heading.target()));
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

  private static String stores(List<Step> pass) {
    StringBuilder text = new StringBuilder();
    for (Step step : pass) {
      if (step instanceof Step.Store store) {
        String place = FORMULAS.whole(store.index());
        String value = FORMULAS.printReal(store.value());
        text.append("  ").append(store.results()).append("[").append(place).append("] = ");
        text.append(value).append("\n");
      } else if (step instanceof Step.StoreAll all) {
        Size end = all.index().plus(all.count());
        String range = FORMULAS.whole(all.index()) + ":" + FORMULAS.whole(end);
        text.append("  ").append(all.results()).append("[").append(range).append("] = ");
        text.append(all.array()).append("\n");
      }
    }
    return text.toString();
  }

  private static String indented(String text) {
    return text.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
