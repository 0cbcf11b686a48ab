package org.flatprop.emit;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Step;

/** Writes statements with loops. */
final class LoopBody {

  private final UnaryOperator<String> names;
  private final Set<String> fields;
  private final FormulaText text;
  private final Lines lines;
  private String indent = "";

  /**
   * @param names how a value is written
   * @param fields scalars that are declared elsewhere
   */
  LoopBody(UnaryOperator<String> names, Set<String> fields, boolean comments) {
    this.names = names;
    this.fields = fields;
    this.text = new FormulaText(names);
    this.lines = new Lines(comments);
  }

  Lines lines() {
    return lines;
  }

  /**
   * Adds a statement.
   *
   * @param results the array that stores go to
   */
  void add(Step step, String results) {
    if (step instanceof Step.Nest nest) {
      lines.heading(String.join("   ", nest.remarks()));
      nest.body().forEach(inner -> add(inner, results));
    } else if (step instanceof Step.Assign assign) {
      assign(assign);
    } else if (step instanceof Step.Store store) {
      String place = results + "[" + text.whole(store.index()) + "]";
      line(place + " = " + text.printReal(store.value()) + ";");
    } else if (step instanceof Step.StoreAll all) {
      String array = names.apply(all.array());
      String place = text.whole(all.index());
      line(
          "System.arraycopy("
              + array
              + ", 0, "
              + results
              + ", "
              + place
              + ", "
              + array
              + ".length);");
    } else if (step instanceof Step.Whole whole) {
      line("int " + names.apply(whole.name()) + " = (int) " + atom(whole.value()) + ";");
    } else if (step instanceof Step.Put put) {
      String element = names.apply(put.array()) + "[" + text.whole(put.place()) + "]";
      line(element + (put.adds() ? " += " : " = ") + text.printReal(put.value()) + ";");
    } else if (step instanceof Step.Clear clear) {
      line("java.util.Arrays.fill(" + names.apply(clear.array()) + ", 0.0);");
    } else if (step instanceof Step.For loop) {
      String index = names.apply(loop.index());
      String count = text.whole(loop.count());
      block(
          "for (int " + index + " = 0; " + index + " < " + count + "; " + index + "++)",
          loop.body(),
          results);
    } else if (step instanceof Step.If choice) {
      block("if (" + text.printTruth(choice.condition()) + ")", choice.body(), results);
    }
  }

  private String atom(Formula formula) {
    return formula instanceof Formula.Element || formula instanceof Formula.Ref
        ? text.printReal(formula)
        : "(" + text.printReal(formula) + ")";
  }

  private void block(String head, List<Step> body, String results) {
    line(head + " {");
    indent += "  ";
    body.forEach(step -> add(step, results));
    indent = indent.substring(2);
    line("}");
  }

  private void assign(Step.Assign assign) {
    String name = names.apply(assign.target());
    boolean declared = assign.continues() || fields.contains(assign.target());
    String type = declared ? "" : assign.truth() ? "boolean " : "double ";
    String value =
        assign.truth() ? text.printTruth(assign.value()) : text.printReal(assign.value());
    String start = name + " + ";
    boolean adds =
        assign.continues()
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
