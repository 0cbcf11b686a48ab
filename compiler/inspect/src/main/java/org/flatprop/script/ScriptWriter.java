package org.flatprop.script;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import org.flatprop.source.CompilerBug;

/** Writes a program's function. */
final class ScriptWriter {

  private final Program program;
  private final JavaScript language;
  private final FormulaText text;
  private final StringBuilder script = new StringBuilder();
  private final Map<String, String> variables = new HashMap<>();

  /** What the function returns: for each name, the expression of its value. */
  private final Map<String, String> values = new LinkedHashMap<>();

  /** How many loops and conditions are around. */
  private int depth;

  ScriptWriter(Program program, Library library) {
    this.program = program;
    this.language = new JavaScript(library);
    this.text = new FormulaText(this::variable, language);
  }

  Script write() {
    script.append("function evaluate(dims, inputs) {\n");
    dims();
    inputs();
    special();
    program.tables().forEach(this::table);
    program.arrays().forEach(array -> keep(array.name(), newArray(array.shape().count())));
    line("const outputs = " + newArray(Program.size(program.outputs())) + ";");
    line("const gradients = " + newArray(Program.size(program.gradients())) + ";");
    program.forward().forEach(this::step);
    program.backward().forEach(this::step);
    line("const values = [" + String.join(", ", values.values()) + "];");
    line("return { values, outputs, gradients };");
    script.append("}\n");
    Map<String, Integer> slots = new LinkedHashMap<>();
    values.keySet().forEach(name -> slots.put(name, slots.size()));
    return new Script(script.toString(), slots);
  }

  private void dims() {
    for (int i = 0; i < program.dims().size(); i++) {
      line("const " + declare(program.dims().get(i)) + " = dims[" + i + "];");
    }
  }

  private void inputs() {
    if (program.isStraightLine()) {
      for (int i = 0; i < program.inputNames().size(); i++) {
        keep(program.inputNames().get(i), "inputs[" + i + "]");
      }
      return;
    }
    Size at = Size.ZERO;
    for (int i = 0; i < program.inputs().size(); i++) {
      Port port = program.inputs().get(i);
      Size end = at.plus(port.count());
      String from = text.whole(at);
      String value =
          port.shape().isScalar()
              ? "inputs[" + from + "]"
              : "inputs.subarray(" + from + ", " + text.whole(end) + ")";
      keep(program.inputNames().get(i), value);
      at = end;
    }
  }

  private void special() {
    Program.Special special = program.special();
    for (String seed : special.seedNames()) {
      line("const " + declare(seed) + " = 1.0;");
    }
    if (special.seed().isPresent() && special.seedNames().isEmpty()) {
      Program.Array seed = special.seed().get();
      String ones = newArray(seed.shape().count()) + ".fill(1.0)";
      line("const " + declare(seed.name()) + " = " + ones + ";");
    }
    special.training().ifPresent(name -> line("const " + declare(name) + " = false;"));
    special.noise().ifPresent(this::declare);
  }

  private void table(Program.Table table) {
    String numbers =
        table.numbers().stream().map(language::literal).collect(Collectors.joining(", "));
    line("const " + declare(table.name()) + " = Float64Array.of(" + numbers + ");");
  }

  /** Declares a value that is returned. */
  private void keep(String name, String value) {
    line("const " + declare(name) + " = " + value + ";");
    values.put(name, variable(name));
  }

  private String newArray(Size count) {
    return "new Float64Array(" + text.whole(count) + ")";
  }

  private void step(Step step) {
    if (step instanceof Step.Assign assign) {
      assign(assign);
    } else if (step instanceof Step.Whole whole) {
      // to an int as Java's cast, NaN to 0
      String value = "(" + text.printReal(whole.value()) + ") | 0";
      line("let " + declare(whole.name()) + " = " + value + ";");
    } else if (step instanceof Step.Put put) {
      String element = text.print(new Formula.Element(put.array(), put.place()));
      line(element + (put.adds() ? " += " : " = ") + text.printReal(put.value()) + ";");
    } else if (step instanceof Step.Fill fill) {
      String value = language.literal(fill.value());
      line(variable(fill.array()) + ".fill(" + value + ", 0, " + text.whole(fill.count()) + ");");
    } else if (step instanceof Step.Store store) {
      String place = store.results() + "[" + text.whole(store.index()) + "]";
      line(place + " = " + text.printReal(store.value()) + ";");
    } else if (step instanceof Step.StoreAll all) {
      line(all.results() + ".set(" + variable(all.array()) + ", " + text.whole(all.index()) + ");");
    } else if (step instanceof Step.For loop) {
      String index = declare(loop.index());
      String end = index + " < " + text.whole(loop.count());
      block("for (let " + index + " = 0; " + end + "; " + index + "++)", loop);
    } else if (step instanceof Step.If choice) {
      block("if (" + text.printTruth(choice.condition()) + ")", choice);
    } else if (step instanceof Step.Nest nest) {
      nest.body().forEach(this::step);
    } else {
      throw new CompilerBug("a script is made before the passes that make " + step);
    }
  }

  private void assign(Step.Assign assign) {
    String value =
        assign.truth() ? text.printTruth(assign.value()) : text.printReal(assign.value());
    if (assign.continues()) {
      line(variable(assign.target()) + " = " + value + ";");
      return;
    }
    String name = declare(assign.target());
    line("let " + name + " = " + value + ";");
    if (depth == 0) {
      values.put(assign.target(), assign.truth() ? name + " ? 1.0 : 0.0" : name);
    }
  }

  private void block(String head, Step step) {
    line(head + " {");
    depth++;
    step.body().forEach(this::step);
    depth--;
    line("}");
  }

  private void line(String code) {
    script.append("  ".repeat(depth + 1)).append(code).append('\n');
  }

  /** The variable for a name; loops one after another may declare the same. */
  private String declare(String name) {
    return variables.computeIfAbsent(name, key -> "v" + variables.size());
  }

  private String variable(String name) {
    String variable = variables.get(name);
    if (variable == null) {
      throw new CompilerBug("a script refers to " + name + " before it is computed");
    }
    return variable;
  }
}
