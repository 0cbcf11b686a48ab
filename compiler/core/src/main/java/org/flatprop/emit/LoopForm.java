package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Each pass as loops over arrays, which are allocated with the kernel; inputs and results stand in
 * the caller's vectors. A pass that is too long for one method is cut between its nests.
 */
final class LoopForm {

  /** So many loops over parameters are one method: their places are long formulas of dims. */
  private static final int MAX_MOVES = 5;

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final CodeBlock.Builder constructor;
  private final boolean products;
  private final LoopMemory memory;
  private final FormulaText text;
  private final List<List<Step>> forward;
  private final List<List<Step>> backward;
  private final List<List<Step>> together;
  private final LoopState state;

  /**
   * @param constructor what the constructor does besides
   * @param products whether there are matrix products
   */
  LoopForm(
      Program program,
      Style style,
      JavaNames names,
      CodeBlock.Builder constructor,
      boolean products) {
    this.program = program;
    this.style = style;
    this.names = names;
    this.constructor = constructor;
    this.products = products;
    this.memory = new LoopMemory(program, names, constructor);
    this.text = new FormulaText(names::variable);
    this.forward = parts(program.forward());
    this.backward = parts(program.backward());
    this.together = program.together().isEmpty() ? List.of() : parts(program.together());
    List<List<Step>> apart = new ArrayList<>(forward);
    apart.addAll(backward);
    this.state = new LoopState(program, names, List.of(apart, together));
  }

  private static List<List<Step>> parts(List<Step> pass) {
    List<List<Step>> parts = new ArrayList<>();
    List<Step> part = new ArrayList<>();
    Set<String> used = new HashSet<>();
    int bytes = 0;
    for (Step step : pass) {
      int cost = Cost.of(step) + Cost.declarations(step, used);
      if (bytes + cost > Cost.MAX_METHOD && !part.isEmpty()) {
        parts.add(part);
        part = new ArrayList<>();
        used.clear();
        bytes = 0;
        cost = Cost.of(step) + Cost.declarations(step, used);
      }
      part.add(step);
      bytes += cost;
    }
    parts.add(part);
    return parts;
  }

  void addTo(TypeSpec.Builder type) {
    memory.addDims(type);
    program.tables().forEach(table -> memory.addTable(type, table));
    program
        .memory()
        .buffers()
        .forEach(buffer -> memory.addArray(type, buffer.name(), buffer.counts()));
    type.addField(FieldSpec.builder(double[].class, names.own("inputs"), PRIVATE).build());
    if (keeps()) {
      type.addField(FieldSpec.builder(TypeName.BOOLEAN, names.own("kept"), PRIVATE).build());
    }
    state
        .fields()
        .forEach(
            (name, truth) -> {
              TypeName held = truth ? TypeName.BOOLEAN : TypeName.DOUBLE;
              type.addField(FieldSpec.builder(held, names.variable(name), PRIVATE).build());
            });
    if (state.slots() > 0) {
      type.addField(
          FieldSpec.builder(double[].class, names.own("values"), PRIVATE, FINAL)
              .initializer("new double[$L]", state.slots())
              .build());
    }
    if (products) {
      type.addField(
          FieldSpec.builder(style.productScratch(), names.own("scratch"), PRIVATE, FINAL)
              .initializer("productScratch()")
              .build());
    }
    addSpecial(type);
    if (!isBothOnly()) {
      addForward(type);
    }
    if (keeps()) {
      addBackward(type);
    }
    if (style.differentiates()) {
      addBoth(type);
    }
    if (style.differentiates() && !style.part()) {
      addDescent(type);
    }
    state.places().forEach((places, name) -> memory.addPlaces(type, name, places));
    memory.addConstructor(type);
    addIndexCheck(type);
  }

  /** Whether both passes are only called together. */
  private boolean isBothOnly() {
    return style.part() && !together.isEmpty();
  }

  /** Whether a forward pass keeps what a backward pass needs. */
  private boolean keeps() {
    return style.differentiates() && !isBothOnly();
  }

  private void addSpecial(TypeSpec.Builder type) {
    Program.Special special = program.special();
    special
        .seed()
        .filter(seed -> style.differentiates())
        .ifPresent(
            seed -> {
              String name = names.variable(seed.name());
              memory.addArray(type, seed.name(), List.of(seed.shape().count()));
              constructor.add("$T.fill(this.$L, 1.0);\n", Arrays.class, name);
              if (!style.part()) {
                type.addMethod(SeedMethod.of(style, name));
              }
            });
    if (special.training().isPresent()) {
      addTraining(type, names.variable(special.training().get()), special);
    }
  }

  private void addTraining(TypeSpec.Builder type, String training, Program.Special special) {
    type.addField(FieldSpec.builder(TypeName.BOOLEAN, training, PRIVATE).build());
    MethodSpec.Builder begin =
        MethodSpec.methodBuilder("training")
            .addJavadoc("What is random is drawn from now on, anew for each seed and step.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(TypeName.LONG, names.own("seed_number"))
            .addParameter(TypeName.LONG, names.own("step_number"))
            .addStatement("$L = true", training);
    special
        .noise()
        .ifPresent(
            noise -> {
              String key = names.variable(noise);
              type.addField(FieldSpec.builder(TypeName.LONG, key, PRIVATE).build());
              begin.addStatement(
                  "$L = noiseKey($L, $L)", key, names.own("seed_number"), names.own("step_number"));
            });
    type.addMethod(begin.build());
    type.addMethod(
        MethodSpec.methodBuilder("inference")
            .addJavadoc("Nothing is random from now on.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addStatement("$L = false", training)
            .build());
  }

  private void addForward(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    MethodSpec.Builder method =
        kernelMethod("forward")
            .addJavadoc(
                style.differentiates()
                    ? "Evaluates the model. What one {@link #backward} needs is kept, the inputs"
                        + " where they stand.\n"
                    : "Evaluates the model.\n")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, names.own("outputs"));
    bind(method);
    // a pass that has failed has kept nothing
    CodeBlock end =
        keeps() ? CodeBlock.of("$L = true;\n", names.own("kept")) : CodeBlock.builder().build();
    Pass pass = new Pass("forward", forward, program.memory().apart(), List.of("outputs"));
    addPass(type, method, pass, end, true);
  }

  private void addBackward(TypeSpec.Builder type) {
    MethodSpec.Builder method =
        kernelMethod("backward")
            .addJavadoc(
                style.repeats()
                    ? "The gradients at the inputs last given to {@code forward}.\n"
                    : "The gradients at the inputs last given to {@code forward}; uses up what it"
                        + " kept.\n")
            .addParameter(double[].class, names.own("gradients"))
            .beginControlFlow("if (!$L)", names.own("kept"))
            .addStatement(
                "throw new IllegalStateException($S)",
                "backward needs a forward of its own before it")
            .endControlFlow();
    if (!style.repeats()) {
      method.addStatement("$L = false", names.own("kept"));
    }
    Pass pass = new Pass("backward", backward, program.memory().apart(), List.of("gradients"));
    addPass(type, method, pass, CodeBlock.builder().build(), false);
  }

  private void addBoth(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    MethodSpec.Builder method =
        kernelMethod("valueAndGradient")
            .addJavadoc("The outputs, and the objective's gradients, in one call.\n")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients);
    if (together.isEmpty()) {
      method.addCode("forward($L, $L);\n", inputs, outputs).addCode("backward($L);\n", gradients);
      type.addMethod(method.build());
      return;
    }
    bind(method);
    List<String> results = List.of("outputs", "gradients");
    Pass pass = new Pass("both", together, program.memory().together(), results);
    addPass(type, method, pass, CodeBlock.builder().build(), true);
  }

  /** A step of gradient descent, if some of it is more than that of any kernel. */
  private void addDescent(TypeSpec.Builder type) {
    Set<String> direct = program.updates();
    if (direct.isEmpty()) {
      return;
    }
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    String rate = names.own("rate");
    String descends = names.own("descends");
    type.addField(FieldSpec.builder(TypeName.BOOLEAN, descends, PRIVATE).build());
    type.addField(FieldSpec.builder(TypeName.DOUBLE, rate, PRIVATE).build());
    MethodSpec.Builder method =
        kernelMethod("descend")
            .addJavadoc(
                "The outputs, and a step of gradient descent: each parameter less rate times its"
                    + " gradient.\n")
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients)
            .addParameter(double.class, rate)
            .addStatement("this.$L = $L", rate, rate)
            .addStatement("$L = true", descends)
            .beginControlFlow("try")
            .addStatement("valueAndGradient($L, $L, $L)", inputs, outputs, gradients)
            .nextControlFlow("finally")
            .addStatement("$L = false", descends)
            .endControlFlow();
    List<Run> runs = runs(direct);
    for (int from = 0; from < runs.size(); from += MAX_MOVES) {
      String name = "descend" + from / MAX_MOVES;
      method.addStatement("$L($L, $L, $L)", name, inputs, gradients, rate);
      MethodSpec.Builder moves =
          MethodSpec.methodBuilder(name)
              .addModifiers(PRIVATE)
              .addParameter(double[].class, inputs)
              .addParameter(double[].class, gradients)
              .addParameter(double.class, rate);
      runs.subList(from, Math.min(runs.size(), from + MAX_MOVES)).forEach(run -> add(run, moves));
      type.addMethod(moves.build());
    }
    type.addMethod(method.build());
  }

  /** Inputs that follow one another as their gradients do. */
  private record Run(Size input, Size gradient, Size count) {}

  /** The inputs whose gradients are not added straight away. */
  private List<Run> runs(Set<String> direct) {
    List<Run> runs = new ArrayList<>();
    Size place = Size.ZERO;
    for (Port gradient : program.gradients()) {
      Optional<Size> input = state.input(gradient.name());
      if (input.isPresent() && !direct.contains(gradient.name())) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null
            && last.input.plus(last.count).equals(input.get())
            && last.gradient.plus(last.count).equals(place)) {
          runs.set(
              runs.size() - 1,
              new Run(last.input, last.gradient, last.count.plus(gradient.count())));
        } else {
          runs.add(new Run(input.get(), place, gradient.count()));
        }
      }
      place = place.plus(gradient.count());
    }
    return runs;
  }

  private void add(Run run, MethodSpec.Builder method) {
    String at = names.own("at");
    method
        .beginControlFlow("for (int $L = 0; $L < $L; $L++)", at, at, text.whole(run.count), at)
        .addStatement(
            "$L[$L] -= $L * $L[$L]",
            names.own("inputs"),
            from(run.input, at),
            names.own("rate"),
            names.own("gradients"),
            from(run.gradient, at))
        .endControlFlow();
  }

  private String from(Size start, String index) {
    return start.is(0) ? index : text.whole(start) + " + " + index;
  }

  private MethodSpec.Builder kernelMethod(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .returns(TypeName.VOID);
  }

  /** Takes the inputs. Index data is trusted by nothing behind this. */
  private void bind(MethodSpec.Builder method) {
    String inputs = names.own("inputs");
    method.addStatement("this.$L = $L", inputs, inputs);
    if (keeps()) {
      method.addStatement("$L = false", names.own("kept"));
    }
    for (Port index : indices()) {
      Size at = state.input(index.name()).orElseThrow();
      Formula.Whole range = (Formula.Whole) index.numbers().get(0);
      method.addStatement(
          "requireIndex($S, $L, $L, $L, $L)",
          Lines.safe(index.name()),
          text.whole(range.formula()),
          inputs,
          text.whole(at),
          text.whole(at.plus(index.count())));
    }
  }

  private List<Port> indices() {
    return program.inputs().stream().filter(input -> input.mark().equals("<")).toList();
  }

  private void addIndexCheck(TypeSpec.Builder type) {
    if (indices().isEmpty()) {
      return;
    }
    type.addMethod(
        MethodSpec.methodBuilder("requireIndex")
            .addModifiers(PRIVATE, STATIC)
            .addParameter(String.class, "name")
            .addParameter(TypeName.INT, "range")
            .addParameter(double[].class, "values")
            .addParameter(TypeName.INT, "from")
            .addParameter(TypeName.INT, "to")
            .beginControlFlow("for (int i = from; i < to; i++)")
            .addStatement("double value = values[i]")
            .beginControlFlow("if (!(value >= 0 && value < range && value == (int) value))")
            .addStatement(
                "throw new IllegalArgumentException(name + \" holds \" + value"
                    + " + \", which is no whole number from 0 up to below \" + range)")
            .endControlFlow()
            .endControlFlow()
            .build());
  }

  /**
   * A pass as it is written.
   *
   * @param results the vectors that it writes results to
   */
  private record Pass(
      String name, List<List<Step>> parts, Map<String, Memory.Home> homes, List<String> results) {}

  /**
   * The statements of a pass, in the method itself or in methods that it calls.
   *
   * @param end what the method does last
   * @param given whether the inputs are an argument of the method
   */
  private void addPass(
      TypeSpec.Builder type, MethodSpec.Builder method, Pass pass, CodeBlock end, boolean given) {
    List<List<Step>> parts = pass.parts();
    if (parts.size() == 1) {
      method.addCode("$L", body(parts.get(0), pass.homes(), given));
      type.addMethod(method.addCode(end).build());
      return;
    }
    List<String> arguments = pass.results().stream().map(names::own).toList();
    for (int i = 0; i < parts.size(); i++) {
      method.addCode("$L$L($L);\n", pass.name(), i, String.join(", ", arguments));
    }
    type.addMethod(method.addCode(end).build());
    for (int i = 0; i < parts.size(); i++) {
      MethodSpec.Builder part = MethodSpec.methodBuilder(pass.name() + i).addModifiers(PRIVATE);
      arguments.forEach(argument -> part.addParameter(double[].class, argument));
      type.addMethod(part.addCode("$L", body(parts.get(i), pass.homes(), false)).build());
    }
  }

  private Lines body(List<Step> part, Map<String, Memory.Home> homes, boolean given) {
    LoopScope scope = new LoopScope(state, homes, given);
    LoopBody body = new LoopBody(scope, names, program.places(), style.comments());
    part.forEach(body::add);
    return body.lines();
  }
}
