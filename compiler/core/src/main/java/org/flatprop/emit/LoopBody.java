package org.flatprop.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Program;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.Step;
import org.flatprop.source.Place;

/** Writes statements with loops: the body of one method. */
final class LoopBody {

  private final LoopScope scope;
  private final FormulaText text;
  private final JavaNames names;
  private final SourcePlaces places;
  private final boolean comments;
  private final Lines lines;
  private String indent = "";

  LoopBody(LoopScope scope, JavaNames names, SourcePlaces places, boolean comments) {
    this.scope = scope;
    this.places = places;
    this.text = scope.text();
    this.names = names;
    this.comments = comments;
    this.lines = new Lines(comments);
  }

  /** The method's statements, after the declarations of what they use. */
  Lines lines() {
    Lines all = new Lines(comments);
    scope.header().forEach(all::add);
    all.addAll(lines);
    return all;
  }

  /** Adds a statement, and hands on what other methods need of it. */
  void add(Step step) {
    write(List.of(step), null);
    List<String> kept = new ArrayList<>();
    Program.steps(
        List.of(step),
        inner -> {
          if (inner instanceof Step.Assign assign) {
            scope.keep(assign.target()).filter(k -> !kept.contains(k)).ifPresent(kept::add);
          }
        });
    kept.forEach(this::line);
  }

  /**
   * What has no place of its own is computed for what follows.
   *
   * @param after where what follows these statements comes from
   */
  private void write(List<Step> steps, Place after) {
    Place[] found = new Place[steps.size() + 1];
    found[steps.size()] = after;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Place own = places.of(steps.get(i));
      found[i] = own == null ? found[i + 1] : own;
    }
    for (int i = 0; i < steps.size(); i++) {
      lines.at(found[i]);
      write(steps.get(i), found[i + 1]);
    }
  }

  private void write(Step step, Place after) {
    if (step instanceof Step.Nest nest) {
      nest.headings().forEach(h -> lines.heading(String.join("   ", h.remarks())));
      write(nest.body(), places.of(nest));
    } else if (step instanceof Step.Assign assign) {
      assign(assign);
    } else if (step instanceof Step.Store store) {
      String result = scope.results(store.results()) + "[" + text.whole(store.index()) + "]";
      line(result + " = " + text.printReal(store.value()) + ";");
    } else if (step instanceof Step.StoreAll all) {
      String from = scope.arguments(all.array(), Size.ZERO);
      String to = scope.results(all.results()) + ", " + text.whole(all.index());
      line("System.arraycopy(" + from + ", " + to + ", " + text.whole(all.count()) + ");");
    } else if (step instanceof Step.Whole whole) {
      String value = atom(whole.value());
      scope.declare(whole.name());
      line("int " + scope.variable(whole.name()) + " = (int) " + value + ";");
    } else if (step instanceof Step.Put put) {
      String value = text.printReal(put.value());
      String element = text.print(new Formula.Element(put.array(), put.place()));
      line(element + (put.adds() ? " += " : " = ") + value + ";");
    } else if (step instanceof Step.Fill fill) {
      fill(fill);
    } else if (step instanceof Step.Product product) {
      product(product);
    } else if (step instanceof Step.For loop) {
      String index = scope.variable(loop.index());
      String count = text.whole(loop.count());
      String head = "for (int " + index + " = 0; " + index + " < " + count + "; " + index + "++)";
      block(head, loop, after);
    } else if (step instanceof Step.Blocks blocks) {
      blocks(blocks, after);
    } else if (step instanceof Step.Map map) {
      line(text.call(map.method(), map.array(), map.count()) + ";");
    } else if (step instanceof Step.If choice) {
      block("if (" + text.printTruth(choice.condition()) + ")", choice, after);
    }
  }

  private void fill(Step.Fill fill) {
    String value = FormulaText.literal(fill.value());
    String from = scope.arguments(fill.array(), Size.ZERO);
    String end = scope.place(fill.array(), fill.count());
    line("java.util.Arrays.fill(" + from + ", " + end + ", " + value + ");");
  }

  private void blocks(Step.Blocks blocks, Place after) {
    String index = scope.variable(blocks.index());
    String width = scope.variable(blocks.width());
    String count = text.whole(blocks.count());
    String left = text.whole(blocks.count().minus(Size.of(new Size.Atom.Index(blocks.index()))));
    line(
        "for (int "
            + index
            + " = 0, "
            + width
            + "; "
            + index
            + " < "
            + count
            + "; "
            + index
            + " += "
            + width
            + ") {");
    indent += "  ";
    line(width + " = Math.min(" + left + ", " + Step.Blocks.LENGTH + ");");
    write(blocks.body(), after);
    indent = indent.substring(2);
    line("}");
  }

  /** A product is stored or, in a step of gradient descent, added to the parameter. */
  private void product(Step.Product product) {
    if (product.updates().isEmpty()) {
      line(call(product, product.target(), ""));
      return;
    }
    Step.Part parameter = new Step.Part(product.updates().get(), product.target().at());
    line("if (" + names.own("descends") + ") {");
    line("  " + call(product, parameter, "-" + names.own("rate")));
    line("} else {");
    line("  " + call(product, product.target(), ""));
    line("}");
  }

  /**
   * @param scale what the product is multiplied by before it is added to the target; empty where it
   *     is stored
   */
  private String call(Step.Product product, Step.Part target, String scale) {
    List<String> arguments = new ArrayList<>();
    boolean matrices = product.isOfMatrices();
    List<Step.Axis> rows = product.rows();
    List<Step.Axis> inner = product.inner();
    List<Step.Axis> columns = product.columns();
    arguments.add(scope.arguments(product.left().array(), product.left().at()));
    arguments.add(along(rows, Step.Axis::left, matrices));
    arguments.add(along(inner, Step.Axis::left, matrices));
    arguments.add(scope.arguments(product.right().array(), product.right().at()));
    arguments.add(along(inner, Step.Axis::right, matrices));
    arguments.add(along(columns, Step.Axis::right, matrices));
    arguments.add(scope.arguments(target.array(), target.at()));
    arguments.add(along(rows, Step.Axis::target, matrices));
    arguments.add(along(columns, Step.Axis::target, matrices));
    if (matrices) {
      arguments.add(text.whole(Step.Axis.count(rows)));
      arguments.add(text.whole(Step.Axis.count(inner)));
      arguments.add(text.whole(Step.Axis.count(columns)));
    }
    arguments.add(FormulaText.literal(product.start()));
    if (!scale.isEmpty()) {
      arguments.add(scale);
    }
    arguments.add(names.own("scratch"));
    return product.method(!scale.isEmpty()) + "(" + String.join(", ", arguments) + ");";
  }

  /** The step along an axis, or the places along several. */
  private String along(List<Step.Axis> axes, Function<Step.Axis, Size> step, boolean matrices) {
    return matrices
        ? text.whole(axes.isEmpty() ? Size.ZERO : step.apply(axes.get(0)))
        : scope.places(axes, step);
  }

  private String atom(Formula formula) {
    return formula instanceof Formula.Element || formula instanceof Formula.Ref
        ? text.printReal(formula)
        : "(" + text.printReal(formula) + ")";
  }

  private void block(String head, Step step, Place after) {
    line(head + " {");
    indent += "  ";
    write(step.body(), after);
    indent = indent.substring(2);
    line("}");
  }

  private void assign(Step.Assign assign) {
    String value =
        assign.truth() ? text.printTruth(assign.value()) : text.printReal(assign.value());
    boolean declared = assign.continues() && scope.isDeclared(assign.target());
    scope.declare(assign.target());
    String name = scope.variable(assign.target());
    String type = declared ? "" : assign.truth() ? "boolean " : "double ";
    String start = name + " + ";
    boolean adds =
        declared
            && value.startsWith(start)
            && assign.value() instanceof Formula.Apply sum
            && sum.operands().size() == 2;
    String code =
        adds ? name + " += " + value.substring(start.length()) : type + name + " = " + value;
    lines.add(indent + code + ";", assign.remarks());
  }

  private void line(String code) {
    lines.add(indent + code);
  }
}
