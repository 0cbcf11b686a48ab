package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import org.flatprop.loops.Tables;

/** Both passes as tables, which {@linkplain TableLoops loops} run over. */
final class TableForm {

  private final Tables tables;
  private final Style style;
  private final JavaNames names;
  private final TableText text;

  /** The nested class of the loops. */
  private final String loops;

  TableForm(Tables tables, Style style, JavaNames names) {
    this.tables = tables;
    this.style = style;
    this.names = names;
    this.text = new TableText(tables, nested("Table"), style);
    this.loops = nested("Kinds");
  }

  /** A nested class may not be called as a class around it. */
  private String nested(String name) {
    boolean taken = style.className().startsWith(name) || style.outer().startsWith(name);
    return taken ? "Own" + name : name;
  }

  void addTo(TypeSpec.Builder type) {
    String values = names.own("values");
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    type.addField(
        FieldSpec.builder(double[].class, values, PRIVATE, FINAL)
            .initializer("$L.values()", text.className())
            .build());
    String kept = style.differentiates() ? "; what {@link #backward} needs is kept" : "";
    type.addMethod(
        method("forward", "Evaluates the model" + kept + ".\n")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addCode(
                "System.arraycopy($L, 0, $L, $L, $L);\n",
                inputs,
                values,
                tables.constants().length,
                tables.frame().inputs().size())
            .addCode(pass(tables.forward(), values))
            .addCode(results(tables.outputs(), values, outputs))
            .build());
    if (style.differentiates()) {
      addBackward(type);
    }
    type.addType(new TableLoops(tables, loops, text.className(), style).type());
    text.addTo(type);
  }

  private void addBackward(TypeSpec.Builder type) {
    String values = names.own("values");
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    type.addMethod(
        method("backward", "The gradients at the inputs last given to {@code forward}.\n")
            .addParameter(double[].class, gradients)
            .addCode(pass(tables.backward(), values))
            .addCode(results(tables.gradients(), values, gradients))
            .build());
    type.addMethod(
        method("valueAndGradient", "The outputs, and the objective's gradients, in one call.\n")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients)
            .addCode("forward($L, $L);\n", inputs, outputs)
            .addCode("backward($L);\n", gradients)
            .build());
  }

  private MethodSpec.Builder method(String name, String doc) {
    return MethodSpec.methodBuilder(name)
        .addJavadoc(doc)
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC);
  }

  private CodeBlock pass(Tables.Pass pass, String values) {
    int runs = text.add(pass.runs());
    int operands = text.add(pass.operands());
    return CodeBlock.of("$L.run($L, $L, $L, $L);\n", loops, values, runs, operands, pass.first());
  }

  private CodeBlock results(int[] slots, String values, String results) {
    return CodeBlock.of("$L.results($L, $L, $L);\n", loops, values, text.add(slots), results);
  }
}
