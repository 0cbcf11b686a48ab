package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flatprop.graph.Size;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;

/**
 * The method that computes the Jacobian: the columns by one backward pass, in a class of its own,
 * where the rows do not meet in it; else a backward pass for each row.
 */
final class JacobianMethod {

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final FormulaText text;
  private final String inputs;
  private final String outputs;
  private final String jacobian;

  JacobianMethod(Program program, Style style, JavaNames names) {
    this.program = program;
    this.style = style;
    this.names = names;
    this.text = new FormulaText(names::variable);
    this.inputs = names.own("inputs");
    this.outputs = names.own("outputs");
    this.jacobian = names.own("jacobian");
  }

  private MethodSpec.Builder method() {
    return MethodSpec.methodBuilder("jacobian")
        .addJavadoc("The outputs, and the gradient of each element of the objective, a row each.\n")
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .addParameter(double[].class, inputs)
        .addParameter(double[].class, outputs)
        .addParameter(double[].class, jacobian);
  }

  /** By a backward pass for each row, which keep what the forward pass has kept. */
  void addRows(TypeSpec.Builder type) {
    Optional<Program.Array> objective = program.special().seed();
    if (objective.isEmpty()) {
      boolean scalar = program.outputs().get(0).shape().isScalar();
      type.addMethod(
          (scalar
                  ? method().addStatement("valueAndGradient($L, $L, $L)", inputs, outputs, jacobian)
                  : method()
                      .addStatement("forward($L, $L)", inputs, outputs)
                      .addStatement("$T.fill($L, 0.0)", Arrays.class, jacobian))
              .build());
      return;
    }
    String seed = names.variable(objective.get().name());
    String row = names.own("row");
    String gradient = names.own("rowGradient");
    type.addField(FieldSpec.builder(double[].class, gradient, PRIVATE).build());
    type.addMethod(
        method()
            .beginControlFlow("if ($L == null)", gradient)
            .addStatement("$L = new double[$L]", gradient, size(program.gradients()))
            .endControlFlow()
            .addStatement("forward($L, $L)", inputs, outputs)
            .addStatement("$T.fill($L, 0.0)", Arrays.class, seed)
            .beginControlFlow("for (int $1L = 0; $1L < $2L.length; $1L++)", row, seed)
            .addStatement("$L[$L] = 1.0", seed, row)
            .addStatement("backward($L)", gradient)
            .addStatement(
                "System.arraycopy($1L, 0, $2L, $3L * $1L.length, $1L.length)",
                gradient,
                jacobian,
                row)
            .addStatement("$L[$L] = 0.0", seed, row)
            .endControlFlow()
            .addStatement("$T.fill($L, 1.0)", Arrays.class, seed)
            .build());
  }

  /**
   * By the columns, which one backward pass computes.
   *
   * @param part what computes the outputs and, as gradients, the columns
   * @param own the names of its values
   */
  void addColumns(TypeSpec.Builder type, Program part, JavaNames own, boolean products) {
    Style nested = style.part(style.className().startsWith("Columns") ? "OwnColumns" : "Columns");
    TypeSpec.Builder columns =
        TypeSpec.classBuilder(nested.className())
            .addJavadoc("The columns of the Jacobian, one after the other.\n")
            .addAnnotations(GeneratedBy.ofNested(style))
            .addModifiers(PRIVATE, STATIC, FINAL);
    Forms.addTo(columns, part, nested, own, CodeBlock.builder(), products);
    type.addType(columns.build());
    String computing = names.own("columns");
    String all = names.own("columnsInTurn");
    String row = names.own("row");
    String column = names.own("column");
    String rows = names.own("rowCount");
    String width = names.own("columnCount");
    Size objective = program.outputs().get(0).count();
    TypeName name = ClassName.get("", nested.className());
    type.addField(FieldSpec.builder(name, computing, PRIVATE).build());
    type.addField(FieldSpec.builder(double[].class, all, PRIVATE).build());
    List<String> dims = program.dims().stream().map(names::variable).toList();
    type.addMethod(
        method()
            .addStatement("int $L = $L", rows, text.whole(objective))
            .addStatement("int $L = $L", width, size(program.gradients()))
            .beginControlFlow("if ($L == null)", computing)
            .addStatement("$L = new $T($L)", computing, name, String.join(", ", dims))
            .addStatement("$L = new double[Math.multiplyExact($L, $L)]", all, rows, width)
            .endControlFlow()
            .addStatement("$L.valueAndGradient($L, $L, $L)", computing, inputs, outputs, all)
            .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", row, rows)
            .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", column, width)
            .addStatement(
                "$1L[$2L * $3L + $4L] = $5L[$4L * $6L + $2L]",
                jacobian,
                row,
                width,
                column,
                all,
                rows)
            .endControlFlow()
            .endControlFlow()
            .build());
  }

  private String size(List<Port> ports) {
    return text.whole(Program.size(ports));
  }
}
