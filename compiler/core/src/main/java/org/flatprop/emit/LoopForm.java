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
import java.util.stream.Collectors;
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

  /** So many arrays are allocated in one method. */
  private static final int MAX_ARRAYS = 150;

  /** So many numbers fill a method. */
  private static final int MAX_NUMBERS = 500;

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final CodeBlock.Builder constructor;
  private final FormulaText text;
  private final List<List<Step>> forward;
  private final List<List<Step>> backward;

  /** Scalars that more than one method knows, each with whether it is a truth. */
  private final Map<String, Boolean> fields = new LinkedHashMap<>();

  private final boolean manyArrays;
  private final List<CodeBlock> allocations = new ArrayList<>();

  /** Where those that stand in an array stand in it. */
  private final Map<String, Integer> slots = new HashMap<>();

  LoopForm(Program program, Style style, JavaNames names, CodeBlock.Builder constructor) {
    this.program = program;
    this.style = style;
    this.names = names;
    this.constructor = constructor;
    this.text = new FormulaText(this::variable);
    this.manyArrays = program.arrays().size() + program.inputs().size() > MAX_ARRAYS;
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
    addDims(type);
    program.inputs().stream()
        .filter(input -> !input.shape().isScalar())
        .forEach(input -> addArray(type, input.name(), input.count()));
    program.tables().forEach(table -> addTable(type, table));
    program.arrays().forEach(array -> addArray(type, array.name(), array.shape().count()));
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
    if (!program.dims().isEmpty() || !constructor.isEmpty() || manyArrays) {
      type.addMethod(constructor());
    }
    addAllocations(type);
    addForward(type);
    addBackward(type);
    addBoth(type);
  }

  private void addDims(TypeSpec.Builder type) {
    for (String dim : program.dims()) {
      type.addField(FieldSpec.builder(TypeName.INT, names.variable(dim), PRIVATE, FINAL).build());
    }
  }

  private MethodSpec constructor() {
    MethodSpec.Builder method =
        MethodSpec.constructorBuilder()
            .addModifiers(PUBLIC)
            .addJavadoc("Allocates all arrays; nothing is allocated afterwards.\n");
    CodeBlock.Builder sizes = CodeBlock.builder();
    for (String dim : program.dims()) {
      String name = names.variable(dim);
      method.addParameter(TypeName.INT, name);
      sizes.add("this.$L = $L;\n", name, name);
    }
    method.addCode(sizes.build()).addCode("$L", requirements());
    for (int i = 0; i * MAX_ARRAYS < allocations.size(); i++) {
      method.addCode("allocate$L();\n", i);
    }
    return method.addCode(constructor.build()).build();
  }

  /** What a caller may have got wrong. */
  private Lines requirements() {
    Lines lines = new Lines(false);
    for (String dim : program.dims()) {
      require(lines, Size.dim(dim), List.of(), "the dim " + dim + " is negative");
    }
    program
        .requirements()
        .forEach(r -> require(lines, r.formula(), r.counts(), Lines.safe(r.message())));
    return lines;
  }

  private void require(Lines lines, Size formula, List<Size> counts, String message) {
    String matters =
        counts.stream()
            .map(count -> text.whole(count, "(long) ") + " > 0 && ")
            .collect(Collectors.joining());
    lines.add("if (" + matters + text.whole(formula, "(long) ") + " < 0) {");
    lines.add("  throw new IllegalArgumentException(" + CodeBlock.of("$S", message) + ");");
    lines.add("}");
  }

  /** Many arrays are allocated by methods of their own. */
  private void addAllocations(TypeSpec.Builder type) {
    for (int i = 0; i * MAX_ARRAYS < allocations.size(); i++) {
      int to = Math.min(allocations.size(), (i + 1) * MAX_ARRAYS);
      MethodSpec.Builder method = MethodSpec.methodBuilder("allocate" + i).addModifiers(PRIVATE);
      allocations.subList(i * MAX_ARRAYS, to).forEach(method::addCode);
      type.addMethod(method.build());
    }
  }

  private void addArray(TypeSpec.Builder type, String name, Size count) {
    String variable = names.variable(name);
    FieldSpec.Builder field = FieldSpec.builder(double[].class, variable, PRIVATE);
    String length = count.isConstant() ? Long.toString(count.constant()) : exact(count);
    if (manyArrays) {
      allocations.add(CodeBlock.of("$L = new double[$L];\n", variable, length));
    } else if (count.isConstant()) {
      field.addModifiers(FINAL).initializer("new double[$L]", length);
    } else {
      field.addModifiers(FINAL);
      constructor.add("this.$L = new double[$L];\n", variable, length);
    }
    type.addField(field.build());
  }

  /** An array of numbers; a long one is filled in by several methods. */
  private void addTable(TypeSpec.Builder type, Program.Table table) {
    String name = names.variable(table.name());
    List<String> numbers = table.numbers().stream().map(FormulaText::literal).toList();
    FieldSpec.Builder field = FieldSpec.builder(double[].class, name, PRIVATE, STATIC, FINAL);
    if (numbers.size() <= MAX_NUMBERS) {
      type.addField(field.initializer("{$L}", String.join(", ", numbers)).build());
      return;
    }
    type.addField(field.initializer("new double[$L]", numbers.size()).build());
    for (int from = 0; from < numbers.size(); from += MAX_NUMBERS) {
      String fill = names.own("fill_" + table.name() + from);
      int to = Math.min(numbers.size(), from + MAX_NUMBERS);
      type.addMethod(
          MethodSpec.methodBuilder(fill)
              .addModifiers(PRIVATE, STATIC)
              .addStatement("double[] numbers = {$L}", String.join(", ", numbers.subList(from, to)))
              .addStatement("System.arraycopy(numbers, 0, $L, $L, $L)", name, from, to - from)
              .build());
      type.addStaticBlock(CodeBlock.of("$L();\n", fill));
    }
  }

  /** A count as an int, or an exception if it is none. */
  private String exact(Size count) {
    return count.single().isPresent()
        ? text.whole(count)
        : "Math.toIntExact(" + text.whole(count, "(long) ") + ")";
  }

  private void addSpecial(TypeSpec.Builder type) {
    Program.Special special = program.special();
    special
        .seed()
        .ifPresent(
            seed -> {
              String name = names.variable(seed.name());
              addArray(type, seed.name(), seed.shape().count());
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
