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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import org.flatprop.loops.Tables;
import org.flatprop.routines.Outline;
import org.flatprop.runtime.FastFunctions;
import org.flatprop.runtime.Functions;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.StrictFunctions;

/** A program as the text of a Java class. */
public final class JavaEmitter {

  /** A method takes at most 255 words of arguments, a double two of them. */
  private static final int MAX_TYPED_INPUTS = 100;

  private final Lowered lowered;
  private final Program program;
  private final String model;
  private final Style style;
  private final Set<String> mathCalls = new TreeSet<>();
  private final Set<String> functionCalls = new TreeSet<>();
  private final Set<String> productCalls = new TreeSet<>();
  private final Set<String> blockCalls = new TreeSet<>();
  private final Helpers.Needed helpers;
  private final JavaNames names;

  /** What the constructor does. */
  private final CodeBlock.Builder constructor = CodeBlock.builder();

  private JavaEmitter(Lowered lowered, String model, Style style) {
    this.lowered = lowered;
    this.program = lowered.frame();
    this.model = model;
    this.style = style;
    program.passes().forEach(pass -> Program.formulas(pass, this::collectCalls));
    program.inputs().forEach(port -> port.numbers().forEach(this::collectCalls));
    if (lowered instanceof Tables tables) {
      tables.kinds().forEach(kind -> collectCalls(kind.formula()));
    }
    program.passes().forEach(this::collectMethods);
    Set<String> helped = new TreeSet<>(functionCalls);
    helped.addAll(productCalls);
    helped.addAll(blockCalls);
    Set<String> called = new TreeSet<>(mathCalls);
    called.addAll(helped);
    this.helpers = style.standalone() ? Helpers.of(helped) : Helpers.Needed.NOTHING;
    List<String> constants = new ArrayList<>();
    for (Helpers.Member member : helpers.members()) {
      (member.isConstant() ? constants : called).add(member.name());
    }
    this.names = JavaNames.of(program, called, constants);
  }

  /** The text of the class; the same for the same model on every machine. */
  public static String emit(Lowered lowered, String model, Style style) {
    return new JavaEmitter(lowered, model, style).file().toString();
  }

  private void collectMethods(List<Step> pass) {
    Program.steps(
        pass,
        step -> {
          if (step instanceof Step.Map map) {
            blockCalls.add(map.method());
          } else if (step instanceof Step.Product product) {
            productCalls.add("productScratch");
            productCalls.add(product.method(false));
            if (product.updates().isPresent()) {
              productCalls.add(product.method(true));
            }
            if (!product.isOfMatrices()) {
              productCalls.add("productPlaces");
            }
          }
        });
  }

  /** The passes with routines for the lines that repeat, if they are emitted so. */
  public static Optional<Outline> outline(Program program, Style style) {
    return !program.isStraightLine() || isOneMethod(program, style)
        ? Optional.empty()
        : Optional.of(SplitForm.outline(program, style)).filter(o -> !o.routines().isEmpty());
  }

  private void collectCalls(Formula formula) {
    if (formula instanceof Formula.Noise) {
      functionCalls.add("noise");
      functionCalls.add("noiseKey");
    } else if (formula instanceof Formula.Fold fold) {
      blockCalls.add(fold.method());
    } else if (formula instanceof Formula.Apply apply) {
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
    type.addJavadoc("$L", new Header(lowered, model, style).text());
    if (!style.standalone()) {
      type.addSuperinterface(Kernel.class);
      addSignature(type);
    }
    if (lowered instanceof Tables tables) {
      new TableForm(tables, style, names).addTo(type);
      if (isTyped()) {
        addTypedMethods(type);
      }
    } else if (!program.isStraightLine()) {
      new LoopForm(program, style, names, constructor, !productCalls.isEmpty()).addTo(type);
    } else {
      addStraightLine(type);
    }
    addCopy(type);
    helpers.members().forEach(member -> member.addTo(type));
    return file(type);
  }

  private void addStraightLine(TypeSpec.Builder type) {
    program.special().seed().ifPresent(seed -> addSeed(type, seed));
    if (isOneMethod(program, style)) {
      new OneMethodForm(program, style, names).addTo(type);
      if (!OneMethodForm.takesVectors(program)) {
        addGenericMethods(type);
      } else if (program.special().seed().isEmpty()) {
        addTypedMethods(type);
      }
    } else {
      new SplitForm(program, style, names).addTo(type);
      if (isTyped(program) && program.special().seed().isEmpty()) {
        addTypedMethods(type);
      }
    }
  }

  private boolean isTyped() {
    return program.inputNames().size() <= MAX_TYPED_INPUTS;
  }

  private void addSeed(TypeSpec.Builder type, Program.Array seed) {
    String name = names.variable(seed.name());
    List<String> ones = Collections.nCopies(program.special().seedNames().size(), "1.0");
    type.addField(
        FieldSpec.builder(double[].class, name, PRIVATE, FINAL)
            .initializer("{$L}", String.join(", ", ones))
            .build());
    type.addMethod(seedMethod(style, name));
  }

  /** The method that gives the seed of an objective that is an array. */
  static MethodSpec seedMethod(Style style, String name) {
    return MethodSpec.methodBuilder("seed")
        .addJavadoc("The adjoint of the objective; ones until others are written.\n")
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .returns(double[].class)
        .addStatement("return $L", name)
        .build();
  }

  private JavaFile file(TypeSpec.Builder type) {
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
    if (!style.standalone() && !productCalls.isEmpty()) {
      file.addStaticImport(style.products(), productCalls.toArray(String[]::new));
    }
    if (!style.standalone() && !blockCalls.isEmpty()) {
      file.addStaticImport(FastFunctions.class, blockCalls.toArray(String[]::new));
    }
    return file.build();
  }

  private static boolean isTyped(Program program) {
    return program.inputNames().size() <= MAX_TYPED_INPUTS;
  }

  private static boolean isOneMethod(Program program, Style style) {
    return style.form() == Style.Form.AUTO
        && isTyped(program)
        && Part.costInOneMethod(program) <= Cost.MAX_METHOD;
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
    if (fixed) {
      signature.addModifiers(STATIC, FINAL).initializer(made);
    } else {
      signature.addModifiers(FINAL);
      constructor.add("this.$L = $L;\n", field, made);
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

  private void addCopy(TypeSpec.Builder type) {
    type.addMethod(
        MethodSpec.methodBuilder("copy")
            .addJavadoc("Another instance, for another thread.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .returns(ClassName.get(style.packageName(), style.className()))
            .addStatement(
                "return new $L($L)",
                style.className(),
                String.join(", ", program.dims().stream().map(names::variable).toList()))
            .build());
  }

  /** The methods over vectors, by those over the model's own names. */
  private void addGenericMethods(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    boolean array = program.special().seed().isPresent();
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < program.inputNames().size(); i++) {
      elements.add(inputs + "[" + i + "]");
    }
    type.addMethod(
        generic("forward")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addCode("$L", call("forward", elements, outputs))
            .build());
    if (!array) {
      addAccessors(type);
    } else {
      elements.add(outputs);
    }
    elements.add(gradients);
    type.addMethod(
        generic("valueAndGradient")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients)
            .addCode("$L", call("valueAndGradient", elements, outputs))
            .build());
  }

  /** A call of a typed method; an objective that is an array is stored there, not returned. */
  private CodeBlock call(String method, List<String> arguments, String outputs) {
    if (program.special().seed().isPresent()) {
      List<String> all = new ArrayList<>(arguments);
      if (method.equals("forward")) {
        all.add(outputs);
      }
      return CodeBlock.of("$L($L);\n", method, String.join(", ", all));
    }
    return CodeBlock.of(
        "$L[0] = $L($L);\n$L",
        outputs,
        method,
        String.join(", ", arguments),
        otherOutputs(outputs));
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
    return step instanceof Step.Store store && store.place() > 0;
  }

  /** The output that is the element of the outputs vector; null if it is part of an array. */
  private String output(int place) {
    Size offset = Size.ZERO;
    for (Port port : program.outputs()) {
      if (offset.is(place)) {
        return port.shape().isScalar() ? port.name() : null;
      }
      offset = offset.plus(port.count());
    }
    return null;
  }

  /** A method for each output but the objective, which is returned. */
  private void addAccessors(TypeSpec.Builder type) {
    FormulaText text = new FormulaText(names::variable);
    for (Step step : program.forward()) {
      if (step instanceof Step.Store store && store.place() > 0) {
        String output = output(store.place());
        if (output == null) {
          continue;
        }
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
    int inputSize = program.inputNames().size();
    int outputSize = Math.toIntExact(Program.size(program.outputs()).constant());
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
        String parameter = names.variable(program.inputNames().get(i));
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
      String output = output(i);
      if (output == null) {
        continue;
      }
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
