package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import org.flatprop.routines.Outline;

/**
 * Each pass in many methods, which HotSpot can compile. Values that cross from one to another stand
 * in an array; the methods stand in nested classes, none of which holds too many constants.
 */
final class SplitForm {

  /** A class holds 65,535 constants, a double two of them; names of variables count with -g. */
  private static final int MAX_CONSTANTS = 30_000;

  /** So many calls, of 9 bytes at most, fit one method. */
  private static final int MAX_METHODS = 500;

  /**
   * Less code is compiled by HotSpot in the time of a few hundred calls, and then runs a little
   * faster without routines; more waits for seconds.
   */
  private static final int LONG = 150_000;

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final List<Part> forward;
  private final List<Part> backward;
  private final Slots slots;
  private final Routines routines;

  SplitForm(Program program, Style style, JavaNames names) {
    this.program = program;
    this.style = style;
    this.names = names;
    Outline outline = outline(program, style);
    names.add(outline);
    this.forward = Part.split(outline.forward());
    this.backward = Part.split(outline.backward());
    List<Part> both = new ArrayList<>(forward);
    both.addAll(backward);
    List<String> first = new ArrayList<>(program.inputNames());
    first.addAll(program.special().seedNames());
    this.slots = new Slots(first, both, outline.aliases());
    this.routines = new Routines(outline, program.places(), slots, style, names);
  }

  /** Routines where the code is long, and clearly shorter with them. */
  static Outline outline(Program program, Style style) {
    Outline flat = Outline.flat(program);
    boolean always = style.form() == Style.Form.OUTLINED;
    long bytes = style.routines() ? bytes(flat) : 0;
    if (!style.routines() || !always && bytes < LONG) {
      return flat;
    }
    Outline outline = Outline.of(program, Part::alone);
    return always || 4 * bytes(outline) <= 3 * bytes ? outline : flat;
  }

  private static long bytes(Outline outline) {
    return Stream.of(outline.forward(), outline.backward())
        .flatMap(pass -> Part.split(pass).stream())
        .mapToLong(Part::bytes)
        .sum();
  }

  void addTo(TypeSpec.Builder type) {
    String values = names.own("values");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    type.addField(
        FieldSpec.builder(double[].class, values, PRIVATE, FINAL)
            .initializer("new double[$L]", slots.size())
            .build());
    routines.addTo(type);
    int forwards = addParts(type, "Forward", forward, outputs);
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("forward")
            .addJavadoc(
                style.differentiates()
                    ? "Evaluates the model; what {@link #backward} needs is kept.\n"
                    : "Evaluates the model.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, names.own("inputs"))
            .addParameter(double[].class, outputs)
            .addCode(
                "System.arraycopy($L, 0, $L, 0, $L);\n",
                names.own("inputs"),
                values,
                program.inputNames().size());
    callParts(run, "Forward", forwards, outputs);
    type.addMethod(run.build());
    if (style.differentiates()) {
      addBackward(type, addParts(type, "Backward", backward, gradients));
    }
  }

  private void addBackward(TypeSpec.Builder type, int backwards) {
    String values = names.own("values");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    MethodSpec.Builder back =
        MethodSpec.methodBuilder("backward")
            .addJavadoc("The gradients at the inputs last given to {@code forward}.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, gradients);
    program
        .special()
        .seed()
        .ifPresent(
            seed ->
                back.addCode(
                    "System.arraycopy($L, 0, $L, $L, $L);\n",
                    names.variable(seed.name()),
                    values,
                    program.inputNames().size(),
                    program.special().seedNames().size()));
    callParts(back, "Backward", backwards, gradients);
    type.addMethod(back.build());
    type.addMethod(
        MethodSpec.methodBuilder("valueAndGradient")
            .addJavadoc("The outputs, and the objective's gradients, in one call.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, names.own("inputs"))
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients)
            .addCode("forward($L, $L);\n", names.own("inputs"), outputs)
            .addCode("backward($L);\n", gradients)
            .build());
  }

  private void callParts(MethodSpec.Builder method, String prefix, int classes, String array) {
    for (int i = 0; i < classes; i++) {
      method.addCode("$L.run($L, $L);\n", prefix + i, names.own("values"), array);
    }
  }

  /** Adds the nested classes of a pass; returns how many. */
  private int addParts(TypeSpec.Builder type, String prefix, List<Part> parts, String array) {
    List<Part> together = new ArrayList<>();
    Set<String> constants = new HashSet<>();
    int classes = 0;
    for (Part part : parts) {
      Set<String> own = constants(part);
      Set<String> union = new HashSet<>(constants);
      union.addAll(own);
      boolean full = union.size() > MAX_CONSTANTS || together.size() == MAX_METHODS;
      if (full && !together.isEmpty()) {
        type.addType(nested(prefix + classes++, together, array));
        together = new ArrayList<>();
        union = own;
      }
      together.add(part);
      constants = union;
    }
    if (!together.isEmpty()) {
      type.addType(nested(prefix + classes++, together, array));
    }
    return classes;
  }

  private TypeSpec nested(String name, List<Part> parts, String array) {
    String values = names.own("values");
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addAnnotations(GeneratedBy.ofNested(style))
            .addModifiers(PRIVATE, STATIC, FINAL);
    MethodSpec.Builder run = part("run", array);
    for (int i = 0; i < parts.size(); i++) {
      run.addCode("run$L($L, $L);\n", i, values, array);
    }
    type.addMethod(run.build());
    for (int i = 0; i < parts.size(); i++) {
      Body body = new Body(names, program.places(), style.comments());
      body.part(parts.get(i).steps(), slots, values, array, routines);
      type.addMethod(part("run" + i, array).addCode("$L", body.lines()).build());
    }
    return type.build();
  }

  private MethodSpec.Builder part(String name, String array) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(STATIC)
        .returns(TypeName.VOID)
        .addParameter(double[].class, names.own("values"))
        .addParameter(double[].class, array);
  }

  /** What a part takes of its class's constants: numbers, large indices, variables' names. */
  private Set<String> constants(Part part) {
    Set<String> constants = new HashSet<>();
    for (Step step : part.steps()) {
      if (step instanceof Step.Call call) {
        constants.add(call.routine().name());
        Arrays.stream(routines.arguments(call))
            .filter(place -> place > Short.MAX_VALUE)
            .forEach(place -> constants.add("int " + place));
        continue;
      }
      collect(((Step.Line) step).value(), constants);
      if (step instanceof Step.Assign assign) {
        name(assign.target(), constants);
      } else if (step instanceof Step.Store store && store.place() > Short.MAX_VALUE) {
        constants.add("int " + store.place());
      }
    }
    return constants;
  }

  private void collect(Formula formula, Set<String> constants) {
    if (formula instanceof Formula.Literal literal) {
      constants.add("first half of " + literal.value());
      constants.add("second half of " + literal.value());
    } else if (formula instanceof Formula.Ref ref) {
      name(ref.name(), constants);
    } else if (formula instanceof Formula.Apply apply) {
      apply.operands().forEach(operand -> collect(operand, constants));
    }
  }

  private void name(String name, Set<String> constants) {
    constants.add(name);
    if (slots.has(name) && slots.of(name) > Short.MAX_VALUE) {
      constants.add("int " + slots.of(name));
    }
  }
}
