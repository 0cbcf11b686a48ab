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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Each pass as loops over arrays, which are allocated with the kernel. A pass that is too long for
 * one method is cut between its nests.
 */
final class LoopForm {

  /** More scalars than this stand in an array, not in fields. */
  private static final int MAX_FIELDS = 100;

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final CodeBlock.Builder constructor;
  private final LoopMemory memory;
  private final FormulaText text;
  private final List<List<Step>> forward;
  private final List<List<Step>> backward;

  /** Scalars that more than one method knows, each with whether it is a truth. */
  private final Map<String, Boolean> fields = new LinkedHashMap<>();

  /** Where those that stand in an array stand in it. */
  private final Map<String, Integer> slots = new HashMap<>();

  LoopForm(Program program, Style style, JavaNames names, CodeBlock.Builder constructor) {
    this.program = program;
    this.style = style;
    this.names = names;
    this.constructor = constructor;
    this.memory = new LoopMemory(program, names, constructor);
    this.text = new FormulaText(this::variable);
    this.forward = parts(program.forward());
    this.backward = parts(program.backward());
    program.inputs().stream()
        .filter(input -> input.shape().isScalar())
        .forEach(input -> fields.put(input.name(), false));
    findFields();
    if (fields.size() > MAX_FIELDS) {
      fields.forEach(
          (name, truth) -> {
            if (!truth) {
              slots.put(name, slots.size());
            }
          });
    }
  }

  /** How a value is written: by its variable, or as an element of the array of scalars. */
  private String variable(String name) {
    Integer slot = slots.get(name);
    return slot == null ? names.variable(name) : names.own("values") + "[" + slot + "]";
  }

  private static List<List<Step>> parts(List<Step> pass) {
    List<List<Step>> parts = new ArrayList<>();
    List<Step> part = new ArrayList<>();
    int bytes = 0;
    for (Step step : pass) {
      int cost = Cost.of(step);
      if (bytes + cost > Cost.MAX_METHOD && !part.isEmpty()) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(step);
      bytes += cost;
    }
    parts.add(part);
    return parts;
  }

  private void findFields() {
    Map<String, Boolean> scalars = new LinkedHashMap<>();
    for (List<Step> pass : List.of(program.forward(), program.backward())) {
      for (Step step : pass) {
        if (step instanceof Step.Assign assign) {
          scalars.put(assign.target(), assign.truth());
        } else if (step instanceof Step.Nest nest) {
          nest.body().stream()
              .filter(s -> s instanceof Step.Assign)
              .map(s -> (Step.Assign) s)
              .forEach(a -> scalars.put(a.target(), a.truth()));
        }
      }
    }
    List<List<Step>> all = new ArrayList<>(forward);
    all.addAll(backward);
    Map<String, Integer> known = new HashMap<>();
    for (int part = 0; part < all.size(); part++) {
      int number = part;
      for (Step step : all.get(part)) {
        targets(step).forEach(target -> known.putIfAbsent(target, number));
      }
      Program.formulas(
          all.get(part),
          formula ->
              Part.references(
                  formula,
                  ref -> {
                    boolean elsewhere = known.getOrDefault(ref.name(), number) != number;
                    if (scalars.containsKey(ref.name()) && elsewhere) {
                      fields.put(ref.name(), scalars.get(ref.name()));
                    }
                  }));
    }
  }

  private static List<String> targets(Step step) {
    List<String> targets = new ArrayList<>();
    if (step instanceof Step.Assign assign) {
      targets.add(assign.target());
    }
    step.body().forEach(inner -> targets.addAll(targets(inner)));
    return targets;
  }

  void addTo(TypeSpec.Builder type) {
    memory.addDims(type);
    program.inputs().stream()
        .filter(input -> !input.shape().isScalar())
        .forEach(input -> memory.addArray(type, input.name(), input.count()));
    program.tables().forEach(table -> memory.addTable(type, table));
    program.arrays().forEach(array -> memory.addArray(type, array.name(), array.shape().count()));
    fields.forEach(
        (name, truth) -> {
          if (!slots.containsKey(name)) {
            TypeName held = truth ? TypeName.BOOLEAN : TypeName.DOUBLE;
            type.addField(FieldSpec.builder(held, names.variable(name), PRIVATE).build());
          }
        });
    if (!slots.isEmpty()) {
      type.addField(
          FieldSpec.builder(double[].class, names.own("values"), PRIVATE, FINAL)
              .initializer("new double[$L]", slots.size())
              .build());
    }
    addSpecial(type);
    memory.addConstructor(type);
    addForward(type);
    addBackward(type);
    addBoth(type);
  }

  private void addSpecial(TypeSpec.Builder type) {
    Program.Special special = program.special();
    special
        .seed()
        .ifPresent(
            seed -> {
              String name = names.variable(seed.name());
              memory.addArray(type, seed.name(), seed.shape().count());
              constructor.add("$T.fill(this.$L, 1.0);\n", Arrays.class, name);
              type.addMethod(JavaEmitter.seedMethod(style, name));
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
    String outputs = names.own("outputs");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("forward")
            .addJavadoc("Evaluates the model; what {@link #backward} needs is kept.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs);
    addCopies(method, inputs);
    addIndexChecks(type, method);
    addParts(type, method, "forward", forward, outputs);
  }

  /** Copies the inputs; scalars in the array of scalars, which come first there, by the run. */
  private void addCopies(MethodSpec.Builder method, String inputs) {
    Size place = Size.ZERO;
    int run = 0;
    for (int i = 0; i < program.inputs().size(); i++) {
      Port input = program.inputs().get(i);
      boolean scalar = input.shape().isScalar();
      if (scalar && !slots.isEmpty()) {
        run++;
        boolean last =
            i + 1 == program.inputs().size() || !program.inputs().get(i + 1).shape().isScalar();
        if (last) {
          method.addCode(
              "System.arraycopy($L, $L, $L, $L, $L);\n",
              inputs,
              text.whole(place.plus(1 - run)),
              names.own("values"),
              slots.get(input.name()) + 1 - run,
              run);
          run = 0;
        }
      } else if (scalar) {
        String name = names.variable(input.name());
        method.addCode("$L = $L[$L];\n", name, inputs, text.whole(place));
      } else {
        String name = names.variable(input.name());
        method.addCode(
            "System.arraycopy($L, $L, $L, 0, $L.length);\n", inputs, text.whole(place), name, name);
      }
      place = place.plus(input.count());
    }
  }

  /** Index data is trusted by nothing behind this. */
  private void addIndexChecks(TypeSpec.Builder type, MethodSpec.Builder forward) {
    List<Port> indices =
        program.inputs().stream().filter(input -> input.mark().equals("<")).toList();
    if (indices.isEmpty()) {
      return;
    }
    String value = names.own("value");
    for (Port index : indices) {
      Formula.Whole range = (Formula.Whole) index.numbers().get(0);
      CodeBlock limit =
          CodeBlock.of("$S, $L", Lines.safe(index.name()), text.whole(range.formula()));
      if (index.shape().isScalar()) {
        forward.addStatement("requireIndex($L, $L)", limit, variable(index.name()));
      } else {
        forward
            .beginControlFlow("for (double $L : $L)", value, variable(index.name()))
            .addStatement("requireIndex($L, $L)", limit, value)
            .endControlFlow();
      }
    }
    type.addMethod(
        MethodSpec.methodBuilder("requireIndex")
            .addModifiers(PRIVATE, STATIC)
            .addParameter(String.class, "name")
            .addParameter(TypeName.INT, "range")
            .addParameter(TypeName.DOUBLE, "value")
            .beginControlFlow("if (!(value >= 0 && value < range && value == (int) value))")
            .addStatement(
                "throw new IllegalArgumentException(name + \" holds \" + value"
                    + " + \", which is no whole number from 0 up to below \" + range)")
            .endControlFlow()
            .build());
  }

  private void addBackward(TypeSpec.Builder type) {
    String gradients = names.own("gradients");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("backward")
            .addJavadoc("The gradients at the inputs last given to {@code forward}.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, gradients);
    addParts(type, method, "backward", backward, gradients);
  }

  private void addParts(
      TypeSpec.Builder type,
      MethodSpec.Builder method,
      String name,
      List<List<Step>> parts,
      String results) {
    if (parts.size() == 1) {
      type.addMethod(method.addCode("$L", body(parts.get(0), results)).build());
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      method.addCode("$L$L($L);\n", name, i, results);
    }
    type.addMethod(method.build());
    for (int i = 0; i < parts.size(); i++) {
      type.addMethod(
          MethodSpec.methodBuilder(name + i)
              .addModifiers(PRIVATE)
              .addParameter(double[].class, results)
              .addCode("$L", body(parts.get(i), results))
              .build());
    }
  }

  private Lines body(List<Step> part, String results) {
    LoopBody body = new LoopBody(this::variable, Set.copyOf(fields.keySet()), style.comments());
    part.forEach(step -> body.add(step, results));
    return body.lines();
  }

  private void addBoth(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    String outputs = names.own("outputs");
    String gradients = names.own("gradients");
    type.addMethod(
        MethodSpec.methodBuilder("valueAndGradient")
            .addJavadoc("The outputs, and the objective's gradients, in one call.\n")
            .addAnnotations(style.overrides())
            .addModifiers(PUBLIC)
            .addParameter(double[].class, inputs)
            .addParameter(double[].class, outputs)
            .addParameter(double[].class, gradients)
            .addCode("forward($L, $L);\n", inputs, outputs)
            .addCode("backward($L);\n", gradients)
            .build());
  }
}
