package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.graph.Operation.Code;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import org.flatprop.runtime.Functions;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.StrictFunctions;
import org.flatprop.runtime.Variable;

/** A program as the text of a Java class. */
public final class JavaEmitter {

  /** A method takes at most 255 words of arguments, a double two of them. */
  private static final int MAX_TYPED_INPUTS = 100;

  /** A text constant takes at most 65,535 bytes, a character up to four. */
  private static final int MAX_STRING = 15_000;

  private final Program program;
  private final Signature signature;
  private final Style style;
  private final Set<String> mathCalls = new TreeSet<>();
  private final Set<String> functionCalls = new TreeSet<>();
  private final Helpers.Needed helpers;
  private final JavaNames names;

  private JavaEmitter(Program program, Signature signature, Style style) {
    this.program = program;
    this.signature = signature;
    this.style = style;
    program.forward().forEach(step -> collectCalls(step.value()));
    program.backward().forEach(step -> collectCalls(step.value()));
    Set<String> called = new TreeSet<>(mathCalls);
    called.addAll(functionCalls);
    this.helpers = style.standalone() ? Helpers.of(functionCalls) : Helpers.Needed.NOTHING;
    List<String> constants = new ArrayList<>();
    for (Helpers.Member member : helpers.members()) {
      (member.isConstant() ? constants : called).add(member.name());
    }
    this.names = JavaNames.of(program, called, constants);
  }

  /** The text of the class; the same for the same model on every machine. */
  public static String emit(Program program, Signature signature, Style style) {
    return new JavaEmitter(program, signature, style).file().toString();
  }

  private void collectCalls(Formula formula) {
    if (formula instanceof Formula.Apply apply) {
      Code code = apply.operation().forward().code();
      if (code instanceof Code.MathCall call) {
        mathCalls.add(call.method());
      } else if (code instanceof Code.FunctionCall call) {
        functionCalls.add(call.method());
      }
      apply.operands().forEach(this::collectCalls);
    }
  }

  private JavaFile file() {
    TypeSpec.Builder type = TypeSpec.classBuilder(style.className()).addModifiers(PUBLIC, FINAL);
    type.addJavadoc("$L", new Header(program, signature, style).text());
    if (!style.standalone()) {
      type.addSuperinterface(Kernel.class);
      addSignature(type);
    }
    boolean typed = program.inputs().size() <= MAX_TYPED_INPUTS;
    boolean one = style.form() == Style.Form.AUTO && typed && fitsOneMethod();
    if (one) {
      new OneMethodForm(program, style, names).addTo(type);
      addGenericMethods(type);
    } else {
      new SplitForm(program, style, names).addTo(type);
      if (typed) {
        addTypedMethods(type);
      }
    }
    addCopy(type);
    helpers.members().forEach(member -> member.addTo(type));

    Set<String> math = new TreeSet<>(mathCalls);
    math.addAll(helpers.math());
    JavaFile.Builder file =
        JavaFile.builder(style.packageName(), type.build()).skipJavaLangImports(true).indent("  ");
    if (!math.isEmpty()) {
      file.addStaticImport(style.profile().math(), math.toArray(String[]::new));
    }
    if (!style.standalone() && !functionCalls.isEmpty()) {
      boolean strict = style.profile() == Profile.STRICT;
      file.addStaticImport(
          strict ? StrictFunctions.class : Functions.class, functionCalls.toArray(String[]::new));
    }
    return file.build();
  }

  private boolean fitsOneMethod() {
    return Part.costInOneMethod(program) <= Cost.MAX_METHOD;
  }

  private void addSignature(TypeSpec.Builder type) {
    CodeBlock inputs = strings(signature.inputs().stream().map(Variable::toString).toList());
    type.addField(
        FieldSpec.builder(Signature.class, "SIGNATURE", PRIVATE, STATIC, FINAL)
            .initializer(
                "$T.of($S, $L, $L, $L)",
                Signature.class,
                Lines.safe(signature.model()),
                inputs,
                strings(signature.outputs()),
                strings(signature.gradients()))
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("signature")
            .addAnnotation(Override.class)
            .addModifiers(PUBLIC)
            .returns(Signature.class)
            .addStatement("return SIGNATURE")
            .build());
  }

  /** Words as one text, or as several joined where a constant would be too long. */
  private static CodeBlock strings(List<String> words) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (text.length() + word.length() > MAX_STRING) {
        texts.add(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
    texts.add(text.toString());
    if (texts.size() == 1) {
      return CodeBlock.of("$S", texts.get(0));
    }
    CodeBlock.Builder joined = CodeBlock.builder().add("new $T()", StringBuilder.class);
    for (int i = 0; i < texts.size(); i++) {
      joined.add(".append($S)", (i == 0 ? "" : " ") + texts.get(i));
    }
    return joined.add(".toString()").build();
  }

  private void addCopy(TypeSpec.Builder type) {
    type.addMethod(
        MethodSpec.methodBuilder("copy")
            .addJavadoc("Another instance, for another thread.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .returns(ClassName.get(style.packageName(), style.className()))
            .addStatement("return new $L()", style.className())
            .build());
  }

  /** The methods over vectors, by those over the model's own names. */
  private void addGenericMethods(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < program.inputs().size(); i++) {
      elements.add(inputs + "[" + i + "]");
    }
    type.addMethod(
        generic("forward")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addCode("$L[0] = forward($L);\n", outputs, String.join(", ", elements))
            .addCode("$L", otherOutputs(outputs))
            .build());
    elements.add(gradients);
    type.addMethod(
        generic("valueAndGradient")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients)
            .addCode("$L[0] = valueAndGradient($L);\n", outputs, String.join(", ", elements))
            .addCode("$L", otherOutputs(outputs))
            .build());
    addAccessors(type);
  }

  private MethodSpec.Builder generic(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .returns(TypeName.VOID);
  }

  private Lines otherOutputs(String array) {
    Body body = new Body(names, false);
    body.stores(program.forward().stream().filter(JavaEmitter::isOtherOutput).toList(), array);
    return body.lines();
  }

  private static boolean isOtherOutput(Step step) {
    return step instanceof Step.Store store && store.index() > 0;
  }

  /** A method for each output but the objective, which is returned. */
  private void addAccessors(TypeSpec.Builder type) {
    FormulaText text = new FormulaText(names::variable);
    for (Step step : program.forward()) {
      if (step instanceof Step.Store store && store.index() > 0) {
        String output = signature.outputs().get(store.index());
        type.addMethod(
            MethodSpec.methodBuilder(names.accessor(output))
                .addJavadoc("The output $L, as last computed.\n", output)
                .addModifiers(PUBLIC)
                .returns(TypeName.DOUBLE)
                .addStatement("return $L", text.printReal(store.value()))
                .build());
      }
    }
  }

  /** The methods over the model's own names, by those over vectors. */
  private void addTypedMethods(TypeSpec.Builder type) {
    String inputs = names.own("input");
    String outputs = names.own("output");
    String gradients = names.own("gradients");
    int inputSize = program.inputs().size();
    int outputSize = signature.outputs().size();
    type.addField(
        FieldSpec.builder(double[].class, inputs, PRIVATE, FINAL)
            .initializer("new double[$L]", inputSize)
            .build());
    type.addField(
        FieldSpec.builder(double[].class, outputs, PRIVATE, FINAL)
            .initializer("new double[$L]", outputSize)
            .build());
    for (String name : List.of("forward", "valueAndGradient")) {
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(name)
              .addJavadoc("As over vectors; returns the objective.\n")
              .addModifiers(PUBLIC)
              .returns(TypeName.DOUBLE);
      for (int i = 0; i < inputSize; i++) {
        String parameter = names.variable(program.inputs().get(i));
        method.addParameter(double.class, parameter);
        method.addStatement("$L[$L] = $L", inputs, i, parameter);
      }
      if (name.equals("forward")) {
        method.addStatement("forward($L, $L)", inputs, outputs);
      } else {
        method.addParameter(double[].class, gradients);
        method.addStatement("valueAndGradient($L, $L, $L)", inputs, outputs, gradients);
      }
      type.addMethod(method.addStatement("return $L[0]", outputs).build());
    }
    for (int i = 1; i < outputSize; i++) {
      String output = signature.outputs().get(i);
      type.addMethod(
          MethodSpec.methodBuilder(names.accessor(output))
              .addJavadoc("The output $L, as last computed by a method of its kind.\n", output)
              .addModifiers(PUBLIC)
              .returns(TypeName.DOUBLE)
              .addStatement("return $L[$L]", outputs, i)
              .build());
    }
  }
}
