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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.runtime.Compatibility;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/** The class of one objective: its passes in the form that suits them, and what a caller calls. */
final class KernelClass {

  /**
   * What names must not hide.
   *
   * @param methods those that are called
   * @param constants those of the class
   */
  record Taken(Collection<String> methods, Collection<String> constants) {}

  private final Lowered lowered;
  private final Optional<Program> columns;
  private final Program program;
  private final String model;
  private final Style style;
  private final Calls calls;
  private final Taken taken;
  private final JavaNames names;

  /** What the constructor does. */
  private final CodeBlock.Builder constructor = CodeBlock.builder();

  /**
   * @param columns the columns of the Jacobian, if one backward pass computes them
   * @param calls the methods that the code calls
   */
  KernelClass(
      Lowered lowered,
      Optional<Program> columns,
      String model,
      Style style,
      Calls calls,
      Taken taken) {
    this.lowered = lowered;
    this.columns = columns;
    this.program = lowered.frame();
    this.model = model;
    this.style = style;
    this.calls = calls;
    this.taken = taken;
    this.names = names(program);
  }

  private JavaNames names(Program own) {
    return JavaNames.of(own, taken.methods(), taken.constants());
  }

  TypeSpec.Builder type() {
    TypeSpec.Builder type = TypeSpec.classBuilder(style.className()).addModifiers(PUBLIC, FINAL);
    if (!style.standalone()) {
      type.addSuperinterface(style.differentiates() ? Kernel.class : Evaluator.class);
      addSignature(type);
    }
    // with the columns in one pass, no other need be repeated
    Style form = columns.isPresent() ? style.derivatives(Derivatives.GRADIENT) : style;
    boolean products = !calls.products().isEmpty();
    Forms.addTo(type, lowered, form, names, constructor, products);
    if (style.repeats()) {
      JacobianMethod jacobian = new JacobianMethod(program, style, names);
      columns.ifPresentOrElse(
          part -> jacobian.addColumns(type, part, names(part), products),
          () -> jacobian.addRows(type));
    }
    if (style.isRead()) {
      new NamedMethods(program, style, names).addTo(type);
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
