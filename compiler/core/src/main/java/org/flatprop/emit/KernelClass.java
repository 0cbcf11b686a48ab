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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Tables;
import org.flatprop.routines.Outline;
import org.flatprop.runtime.Compatibility;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/** The class of one objective: its passes in the form that suits them, and what a caller calls. */
final class KernelClass {

  /** A method takes at most 255 words of arguments, a double two of them. */
  private static final int MAX_SCALARS = 100;

  private final Lowered lowered;
  private final Program program;
  private final String model;
  private final Style style;
  private final Calls calls;
  private final JavaNames names;

  /** What the constructor does. */
  private final CodeBlock.Builder constructor = CodeBlock.builder();

  /**
   * @param calls the methods that the code calls
   * @param called what names of methods must not hide
   * @param constants what names of variables must not hide
   */
  KernelClass(
      Lowered lowered,
      String model,
      Style style,
      Calls calls,
      Collection<String> called,
      Collection<String> constants) {
    this.lowered = lowered;
    this.program = lowered.frame();
    this.model = model;
    this.style = style;
    this.calls = calls;
    this.names = JavaNames.of(program, called, constants);
  }

  /** The passes with routines for the lines that repeat, if they are emitted so. */
  static Optional<Outline> outline(Program program, Style style) {
    return !program.isStraightLine() || isOneMethod(program, style)
        ? Optional.empty()
        : Optional.of(SplitForm.outline(program, style)).filter(o -> !o.routines().isEmpty());
  }

  private static boolean isOneMethod(Program program, Style style) {
    return style.form() == Style.Form.AUTO
        && program.inputNames().size() <= MAX_SCALARS
        && Part.costInOneMethod(program) <= Cost.MAX_METHOD;
  }

  TypeSpec.Builder type() {
    TypeSpec.Builder type = TypeSpec.classBuilder(style.className()).addModifiers(PUBLIC, FINAL);
    if (!style.standalone()) {
      type.addSuperinterface(style.differentiates() ? Kernel.class : Evaluator.class);
      addSignature(type);
    }
    boolean takesScalars = false;
    if (lowered instanceof Tables tables) {
      new TableForm(tables, style, names).addTo(type);
    } else if (!program.isStraightLine()) {
      new LoopForm(program, style, names, constructor, !calls.products().isEmpty()).addTo(type);
    } else {
      program.special().seed().ifPresent(seed -> addSeed(type, seed));
      if (isOneMethod(program, style)) {
        new OneMethodForm(program, style, names).addTo(type);
        takesScalars = !OneMethodForm.takesVectors(program);
      } else {
        new SplitForm(program, style, names).addTo(type);
      }
    }
    if (style.repeats()) {
      addJacobian(type);
    }
    if (style.isRead()) {
      new NamedMethods(program, style, names, takesScalars).addTo(type);
      addSizes(type);
    }
    addCopy(type);
    return type;
  }

  private void addSignature(TypeSpec.Builder type) {
    CodeBlock made =
        CodeBlock.of(
            "$T.of($S, $L, $L, $L)",
            Signature.class,
            Lines.safe(model),
            SignatureText.of(program.inputs(), names),
            SignatureText.of(program.outputs(), names),
            SignatureText.of(program.gradients(), names));
    boolean fixed = program.dims().isEmpty();
    String field = fixed ? "SIGNATURE" : names.own("signature");
    FieldSpec.Builder signature = FieldSpec.builder(Signature.class, field, PRIVATE);
    CodeBlock.Builder first = CodeBlock.builder();
    if (style.isRead()) {
      first.addStatement(
          "$T.require($L, $S)", Compatibility.class, Compatibility.LEVEL, style.qualifiedName());
    }
    if (fixed) {
      signature.addModifiers(STATIC, FINAL);
      first.addStatement("$L = $L", field, made);
    } else {
      signature.addModifiers(FINAL);
      constructor.add("this.$L = $L;\n", field, made);
    }
    if (!first.isEmpty()) {
      type.addStaticBlock(first.build());
    }
    type.addField(signature.build());
    type.addMethod(
        MethodSpec.methodBuilder("signature")
            .addAnnotation(Override.class)
            .addModifiers(PUBLIC)
            .returns(Signature.class)
            .addStatement("return $L", field)
            .build());
  }

  private void addSeed(TypeSpec.Builder type, Program.Array seed) {
    if (!style.differentiates()) {
      return;
    }
    String name = names.variable(seed.name());
    List<String> ones = Collections.nCopies(program.special().seedNames().size(), "1.0");
    type.addField(
        FieldSpec.builder(double[].class, name, PRIVATE, FINAL)
            .initializer("{$L}", String.join(", ", ones))
            .build());
    type.addMethod(SeedMethod.of(style, name));
  }

  /** The rows by one forward pass and as many backward passes, which keep what it has kept. */
  private void addJacobian(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String jacobian = names.own("jacobian");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("jacobian")
            .addJavadoc(
                "The outputs, and the gradient of each element of the objective, a row each.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, jacobian);
    Optional<Program.Array> objective = program.special().seed();
    if (objective.isEmpty()) {
      boolean scalar = program.outputs().get(0).shape().isScalar();
      type.addMethod(
          (scalar
                  ? method.addStatement("valueAndGradient($L, $L, $L)", inputs, outputs, jacobian)
                  : method
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
        method
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

  private void addSizes(TypeSpec.Builder type) {
    addSize(type, "inputSize", "inputs", program.inputs());
    addSize(type, "outputSize", "outputs", program.outputs());
    if (style.differentiates()) {
      addSize(type, "gradientSize", "gradients", program.gradients());
    }
  }

  private void addSize(TypeSpec.Builder type, String name, String vector, List<Port> ports) {
    type.addMethod(
        MethodSpec.methodBuilder(name)
            .addJavadoc("How many elements the vector of $L has.\n", vector)
            .addModifiers(PUBLIC)
            .returns(TypeName.INT)
            .addStatement("return $L", size(ports))
            .build());
  }

  private String size(List<Port> ports) {
    return new FormulaText(names::variable).whole(Program.size(ports));
  }

  private void addCopy(TypeSpec.Builder type) {
    List<String> dims = new ArrayList<>();
    program.dims().forEach(dim -> dims.add(names.variable(dim)));
    type.addMethod(
        MethodSpec.methodBuilder("copy")
            .addJavadoc("Another instance, for another thread.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .returns(ClassName.get("", style.className()))
            .addStatement("return new $L($L)", style.className(), String.join(", ", dims))
            .build());
  }
}
