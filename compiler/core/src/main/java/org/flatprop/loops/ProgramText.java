package org.flatprop.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.graph.Size;
import org.flatprop.source.TextWidth;

/** A program as its reader sees it: {@code target = formula # remark}, and loops over arrays. */
public final class ProgramText {

  private static final int MAX_COLUMN = 56;

  private static final FormulaText FORMULAS = new FormulaText(name -> name);

  /**
   * A line of a pass.
   *
   * @param kind what stands in it
   * @param code without its remarks
   * @param remarks what it tells the reader besides
   * @param target what it computes, or what all of its nest does
   * @param computed whose value it stands for: that of a nest is told by its heading
   */
  public record Line(
      Kind kind,
      String code,
      List<String> remarks,
      Optional<String> target,
      Optional<String> computed) {
    public Line {
      remarks = List.copyOf(remarks);
    }
  }

  /** What stands in a line. */
  public enum Kind {
    /** {@code h = sigmoid(z)}, of a whole array; the lines of its loops follow. */
    HEADING,
    /** A statement. */
    CODE
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Integer> computedAt = new HashMap<>();

  private ProgramText() {}

  /** What a pass computes, remarks in a column. */
  public static String print(List<Step> pass) {
    return print(pass, LineStyle.PLAIN);
  }

  /** What a pass computes, remarks in a column, as a reader sees it. */
  public static String print(List<Step> pass, LineStyle style) {
    List<Line> lines = lines(pass);
    int code = column(lines, Kind.CODE, line -> line.remarks.isEmpty() ? "" : line.code);
    int heading = column(lines, Kind.HEADING, ProgramText::heading);
    return lines.stream()
        .map(line -> style.margin(line) + text(line, code, heading, style) + "\n")
        .collect(Collectors.joining());
  }

  /** How wide the lines of a kind are, those left out that are too long. */
  private static int column(List<Line> lines, Kind kind, Function<Line, String> text) {
    return lines.stream()
        .filter(line -> line.kind == kind)
        .mapToInt(line -> TextWidth.of(text.apply(line)))
        .filter(width -> width <= MAX_COLUMN)
        .max()
        .orElse(0);
  }

  /** The lines of what a pass computes, one after the other. */
  public static List<Line> lines(List<Step> pass) {
    ProgramText text = new ProgramText();
    pass.forEach(step -> text.add(step, "", Optional.empty()));
    return text.lines;
  }

  public static String print(Formula formula) {
    return FORMULAS.printReal(formula);
  }

  private static String text(Line line, int code, int heading, LineStyle style) {
    if (line.kind == Kind.HEADING) {
      String summary = style.summary(line);
      String text = heading(line);
      return summary.isEmpty()
          ? style.heading(text)
          : style.heading(text) + TextWidth.blanks(text, heading) + "   " + summary;
    }
    if (line.remarks.isEmpty()) {
      return style.code(line);
    }
    String remark = "# " + String.join("  ", line.remarks);
    return style.code(line) + TextWidth.blanks(line.code, code) + "  " + style.remark(remark);
  }

  private static String heading(Line line) {
    return line.code + line.remarks.stream().map(r -> "   " + r).collect(Collectors.joining());
  }

  /**
   * Adds the lines of a step.
   *
   * @param of what the nest computes that the step stands in
   */
  private void add(Step step, String indent, Optional<String> of) {
    if (step instanceof Step.Assign assign) {
      Optional<String> target = of.or(() -> Optional.of(assign.target()));
      Optional<String> computed = of.isPresent() ? Optional.empty() : target;
      computed.ifPresent(this::addsTo);
      lines.add(new Line(Kind.CODE, indent + code(assign), assign.remarks(), target, computed));
    } else if (step instanceof Step.Nest nest) {
      Optional<String> last = Optional.empty();
      for (Step.Heading heading : nest.headings()) {
        List<String> remarks = heading.remarks();
        String code = indent + "# " + remarks.get(0);
        last = Optional.of(heading.target());
        lines.add(new Line(Kind.HEADING, code, remarks.subList(1, remarks.size()), last, last));
      }
      Optional<String> target = last;
      nest.body().forEach(s -> add(s, indent, target));
    } else {
      head(step).ifPresent(code -> lines.add(within(indent + code, of)));
      step.body().forEach(s -> add(s, indent + "  ", of));
    }
  }

  /** An earlier line that computed a value computed but a part of it. */
  private void addsTo(String name) {
    Integer earlier = computedAt.put(name, lines.size());
    if (earlier != null) {
      Line line = lines.get(earlier);
      lines.set(
          earlier, new Line(line.kind, line.code, line.remarks, line.target, Optional.empty()));
    }
  }

  private static Line within(String code, Optional<String> of) {
    return new Line(Kind.CODE, code, List.of(), of, Optional.empty());
  }

  /** The line of a step, or the first of a loop; none for the stores of results. */
  private static Optional<String> head(Step step) {
    String text = null;
    if (step instanceof Step.Whole whole) {
      text = whole.name() + " = " + whole(whole);
    } else if (step instanceof Step.Put put) {
      String target = put.array() + "[" + FORMULAS.whole(put.place()) + "]";
      text = target + (put.adds() ? " += " : " = ") + FORMULAS.printReal(put.value());
    } else if (step instanceof Step.Fill fill) {
      text = fill.array() + "[:] = " + FormulaText.literal(fill.value());
    } else if (step instanceof Step.Product product) {
      text = product(product);
    } else if (step instanceof Step.For loop) {
      text = "for " + loop.index() + " in " + FORMULAS.whole(loop.count()) + ":";
    } else if (step instanceof Step.Blocks blocks) {
      String range = FORMULAS.whole(blocks.count()) + ", " + blocks.width() + " at a time:";
      text = "for " + blocks.index() + " in " + range;
    } else if (step instanceof Step.Map map) {
      text = FORMULAS.call(map.method(), map.array(), map.count());
    } else if (step instanceof Step.If choice) {
      text = "if " + FORMULAS.printTruth(choice.condition()) + ":";
    }
    return Optional.ofNullable(text);
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
