package org.flatprop.emit;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.flatprop.graph.Size;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;

/**
 * Methods by the model's own names, over those of the kernel interface: {@code loss(x, t, w)}
 * computes the objective, {@code lossAndGradient(x, t, w)} the gradients too, {@code z()} and
 * {@code grad_w()} give what was computed besides. Scalars are numbers, arrays are row-major.
 */
final class NamedMethods {

  /** A method takes at most 255 words of arguments, a double two of them. */
  private static final int MAX_WORDS = 240;

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final FormulaText text;
  private final List<Port> inputs;
  private final Port objective;

  private final String input;
  private final String output;
  private final String gradient;

  /** Which of the vectors hold what belongs to the inputs last given. */
  private final String computed;

  private final String differentiated;

  NamedMethods(Program program, Style style, JavaNames names) {
    this.program = program;
    this.style = style;
    this.names = names;
    this.text = new FormulaText(names::variable);
    this.inputs = program.inputs();
    this.objective = program.outputs().get(0);
    this.input = names.own("input");
    this.output = names.own("output");
    this.gradient = names.own("gradient");
    this.computed = names.own("computed");
    this.differentiated = names.own("differentiated");
  }

  void addTo(TypeSpec.Builder type) {
    int words = inputs.stream().mapToInt(port -> port.shape().isScalar() ? 2 : 1).sum();
    if (words > MAX_WORDS) {
      return;
    }
    // outputs have their names first
    List<String> outputs = program.outputs().stream().map(o -> names.accessor(o.name())).toList();
    addVector(type, input);
    addVector(type, output);
    addFlag(type, computed);
    addValue(type, outputs.get(0));
    String computing = outputs.get(0);
    if (style.differentiates()) {
      addVector(type, gradient);
      addFlag(type, differentiated);
      String differentiating = names.method(objective.name() + "AndGradient");
      addGradient(type, differentiating);
      computing += " or " + differentiating;
      addGradientReaders(type, differentiating);
    }
    if (style.repeats() && jacobianFits()) {
      addJacobian(type, names.method(objective.name() + "Jacobian"));
    }
    addReaders(type, outputs, computing);
    addHelpers(type);
  }

  /** Made when it is needed: callers of the kernel interface bring their own. */
  private void addVector(TypeSpec.Builder type, String vector) {
    type.addField(FieldSpec.builder(double[].class, vector, PRIVATE).build());
  }

  private static void addFlag(TypeSpec.Builder type, String flag) {
    type.addField(FieldSpec.builder(TypeName.BOOLEAN, flag, PRIVATE).build());
  }

  private void addValue(TypeSpec.Builder type, String name) {
    MethodSpec.Builder method = method(name, "Computes the outputs", result());
    method.addStatement("take($L)", arguments());
    method.addStatement("forward($L, $L)", input, output);
    type.addMethod(finish(method));
  }

  private void addGradient(TypeSpec.Builder type, String name) {
    boolean array = program.special().seed().isPresent();
    String doc =
        array
            ? "Computes the outputs, and the gradients of the objective's elements, weighted by the"
                + " {@link #seed} and added up"
            : "Computes the outputs and the gradients";
    MethodSpec.Builder method = method(name, doc, result());
    method.addStatement("take($L)", arguments());
    ensure(method, gradient, Program.size(program.gradients()));
    method.addStatement("valueAndGradient($L, $L, $L)", input, output, gradient);
    method.addStatement("$L = true", differentiated);
    type.addMethod(finish(method));
  }

  /** Whether all elements fit into a vector; with open sizes some may. */
  private boolean jacobianFits() {
    Size size = objective.count().times(Program.size(program.gradients()));
    return !size.isConstant() || size.constant() <= Integer.MAX_VALUE;
  }

  private void addJacobian(TypeSpec.Builder type, String name) {
    String rows = names.own("rows");
    String all = names.own("all");
    String row = names.own("row");
    Size columns = Program.size(program.gradients());
    MethodSpec.Builder method =
        method(
            name,
            "Computes the outputs, and the gradients of each element of the objective",
            "a row for each element of " + Header.escape(objective.name()) + ", of all gradients");
    type.addMethod(
        method
            .returns(double[][].class)
            .addStatement("take($L)", arguments())
            .addStatement("double[] $L = new double[$L]", all, product(objective.count(), columns))
            .addStatement("jacobian($L, $L, $L)", input, output, all)
            .addStatement("$L = true", computed)
            .addStatement("double[][] $L = new double[$L][]", rows, text.whole(objective.count()))
            .beginControlFlow("for (int $1L = 0; $1L < $2L.length; $1L++)", row, rows)
            .addStatement(
                columns.single().isPresent() || columns.isConstant()
                    ? "$1L[$2L] = $3T.copyOfRange($4L, $2L * $5L, ($2L + 1) * $5L)"
                    : "$1L[$2L] = $3T.copyOfRange($4L, $2L * ($5L), ($2L + 1) * ($5L))",
                rows,
                row,
                Arrays.class,
                all,
                text.whole(columns))
            .endControlFlow()
            .addStatement("return $L", rows)
            .build());
  }

  /** A length that is an int, or an exception. */
  private String product(Size rows, Size columns) {
    Size all = rows.times(columns);
    return all.isConstant()
        ? text.whole(all)
        : "Math.multiplyExact(" + text.whole(rows) + ", " + text.whole(columns) + ")";
  }

  /** A method of the inputs by their names. */
  private MethodSpec.Builder method(String name, String doc, String returned) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(PUBLIC).addJavadoc("$L.\n\n", doc);
    for (Port port : inputs) {
      String parameter = names.parameter(port.name());
      method.addParameter(type(port), parameter);
      method.addJavadoc("@param $L $L\n", parameter, described(port));
    }
    method.addJavadoc("@return $L\n", returned);
    return method;
  }

  private static String described(Port port) {
    String what = port.isParam() ? "a parameter" : port.mark().equals("<") ? "indices" : "data";
    return port.shape().isScalar() ? what : what + " " + port.shape() + ", row-major";
  }

  private String result() {
    String shape = objective.shape().isScalar() ? "" : " " + objective.shape() + ", row-major";
    return "the objective " + Header.escape(objective.name()) + shape;
  }

  private static TypeName type(Port port) {
    return port.shape().isScalar() ? TypeName.DOUBLE : TypeName.get(double[].class);
  }

  private String arguments() {
    return inputs.stream().map(p -> names.parameter(p.name())).collect(Collectors.joining(", "));
  }

  /** Gives the objective, from the vector of outputs. */
  private MethodSpec finish(MethodSpec.Builder method) {
    return method
        .returns(type(objective))
        .addStatement("$L = true", computed)
        .addCode(read(output, Size.ZERO, objective))
        .build();
  }

  private CodeBlock read(String vector, Size at, Port port) {
    return port.shape().isScalar()
        ? CodeBlock.of("return $L[$L];\n", vector, text.whole(at))
        : CodeBlock.of(
            "return $T.copyOfRange($L, $L, $L);\n",
            Arrays.class,
            vector,
            text.whole(at),
            text.whole(at.plus(port.count())));
  }

  /**
   * Methods that give what was computed last.
   *
   * @param computing the methods that compute it
   */
  private void addReaders(TypeSpec.Builder type, List<String> accessors, String computing) {
    Size at = Size.ZERO;
    for (int i = 0; i < accessors.size(); i++) {
      Port port = program.outputs().get(i);
      // without inputs the method that computes the objective is the same
      if (i > 0 || !inputs.isEmpty()) {
        type.addMethod(
            reader(accessors.get(i), "The output ", port)
                .addStatement("require($L, $S)", computed, computing)
                .addCode(read(output, at, port))
                .build());
      }
      at = at.plus(port.count());
    }
  }

  private void addGradientReaders(TypeSpec.Builder type, String computing) {
    Size at = Size.ZERO;
    for (Port by : program.gradients()) {
      type.addMethod(
          reader(names.method("grad_" + by.name()), "The gradient by ", by)
              .addStatement("require($L, $S)", differentiated, computing)
              .addCode(read(gradient, at, by))
              .build());
      at = at.plus(by.count());
    }
  }

  private static MethodSpec.Builder reader(String name, String doc, Port port) {
    String shape = port.shape().isScalar() ? "" : " " + port.shape();
    return MethodSpec.methodBuilder(name)
        .addJavadoc(
            "$L$L$L, at the inputs last given to a method of named inputs.\n",
            doc,
            Header.escape(port.name()),
            shape)
        .addModifiers(PUBLIC)
        .returns(type(port));
  }

  private void ensure(MethodSpec.Builder method, String vector, Size size) {
    method
        .beginControlFlow("if ($L == null)", vector)
        .addStatement("$L = new double[$L]", vector, text.whole(size))
        .endControlFlow();
  }

  private void addHelpers(TypeSpec.Builder type) {
    MethodSpec.Builder take = MethodSpec.methodBuilder("take").addModifiers(PRIVATE);
    for (Port port : inputs) {
      take.addParameter(type(port), names.parameter(port.name()));
    }
    take.addStatement("$L = false", computed);
    if (style.differentiates()) {
      take.addStatement("$L = false", differentiated);
    }
    ensure(take, input, Program.size(inputs));
    ensure(take, output, Program.size(program.outputs()));
    boolean arrays = inputs.stream().anyMatch(port -> !port.shape().isScalar());
    if (arrays) {
      takeInTurn(take);
      type.addMethod(take.build());
      type.addMethod(put());
    } else {
      for (int i = 0; i < inputs.size(); i++) {
        take.addStatement("$L[$L] = $L", input, i, names.parameter(inputs.get(i).name()));
      }
      type.addMethod(take.build());
    }
    type.addMethod(
        MethodSpec.methodBuilder("require")
            .addModifiers(PRIVATE, STATIC)
            .addParameter(TypeName.BOOLEAN, "known")
            .addParameter(String.class, "method")
            .beginControlFlow("if (!known)")
            .addStatement(
                "throw new IllegalStateException(\"it is not known: call \" + method + \" first\")")
            .endControlFlow()
            .build());
  }

  /** Each behind the one before: with open sizes, places by themselves would be long formulas. */
  private void takeInTurn(MethodSpec.Builder take) {
    String at = names.own("at");
    take.addStatement("int $L = 0", at);
    for (Port port : inputs) {
      String parameter = names.parameter(port.name());
      if (port.shape().isScalar()) {
        take.addStatement("$L[$L++] = $L", input, at, parameter);
      } else {
        take.addStatement(
            "$L = put($S, $L, $L, $L, $L)",
            at,
            Lines.safe(port.name()),
            parameter,
            text.whole(port.count()),
            input,
            at);
      }
    }
  }

  private static MethodSpec put() {
    return MethodSpec.methodBuilder("put")
        .addModifiers(PRIVATE, STATIC)
        .returns(TypeName.INT)
        .addParameter(String.class, "name")
        .addParameter(double[].class, "from")
        .addParameter(TypeName.INT, "count")
        .addParameter(double[].class, "to")
        .addParameter(TypeName.INT, "at")
        .beginControlFlow("if (from == null || from.length != count)")
        .addStatement(
            "throw new IllegalArgumentException(name + (from == null ? \" is null\" : \" has \" +"
                + " from.length + \" elements\") + \", where \" + count + \" are wanted\")")
        .endControlFlow()
        .addStatement("System.arraycopy(from, 0, to, at, count)")
        .addStatement("return at + count")
        .build();
  }
}
