package org.flatprop.emit;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Program;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.Step;

/**
 * Each pass in one method, every value a local variable: the lecture's flat code. Its methods take
 * the model's inputs by their names, or as a vector where they are many: that is faster.
 */
final class OneMethodForm {

  /** More arguments cost more than the call. */
  private static final int MAX_ARGUMENTS = 16;

  private final Program program;
  private final Style style;
  private final JavaNames names;
  private final FormulaText text;

  /** What the backward pass needs of the forward pass. */
  private final Map<String, Formula.Ref> kept;

  OneMethodForm(Program program, Style style, JavaNames names) {
    this.program = program;
    this.style = style;
    this.names = names;
    this.text = new FormulaText(names::variable);
    this.kept = kept(program);
  }

  /** Whether the inputs are a vector: they are many, or some of what goes in or out is an array. */
  static boolean takesVectors(Program program) {
    return program.inputNames().size() > MAX_ARGUMENTS
        || Stream.of(program.inputs(), program.outputs())
            .anyMatch(ports -> ports.stream().anyMatch(port -> !port.shape().isScalar()));
  }

  /** In the order of the forward pass. */
  private static Map<String, Formula.Ref> kept(Program program) {
    Map<String, Formula.Ref> needed = new HashMap<>();
    Set<String> local = new HashSet<>(program.special().seedNames());
    for (Step.Line step : Program.lines(program.backward())) {
      Part.references(
          step.value(),
          ref -> {
            if (!local.contains(ref.name())) {
              needed.put(ref.name(), ref);
            }
          });
      if (step instanceof Step.Assign assign) {
        local.add(assign.target());
      }
    }
    Map<String, Formula.Ref> kept = new LinkedHashMap<>();
    Stream<String> targets =
        program.forward().stream()
            .filter(Step.Assign.class::isInstance)
            .map(step -> ((Step.Assign) step).target());
    Stream.concat(program.inputNames().stream(), targets)
        .filter(needed::containsKey)
        .forEach(name -> kept.put(name, needed.get(name)));
    return kept;
  }

  void addTo(TypeSpec.Builder type) {
    Map<String, Formula.Ref> fields = new LinkedHashMap<>(kept);
    if (!takesVectors(program)) {
      fields.putAll(otherOutputs());
    }
    for (Formula.Ref ref : fields.values()) {
      TypeName held = ref.truth() ? TypeName.BOOLEAN : TypeName.DOUBLE;
      type.addField(FieldSpec.builder(held, names.variable(ref.name()), PRIVATE).build());
    }
    type.addMethod(forward(fields));
    if (style.differentiates()) {
      type.addMethod(backward());
      type.addMethod(valueAndGradient());
    }
    if (!takesVectors(program)) {
      addOverVectors(type);
    }
  }

  /** The methods over vectors, by those over scalars. */
  private void addOverVectors(TypeSpec.Builder type) {
    String inputs = names.own("inputs");
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < program.inputNames().size(); i++) {
      elements.add(inputs + "[" + i + "]");
    }
    type.addMethod(overVectors("forward", elements).build());
    if (style.differentiates()) {
      String gradients = names.own("gradients");
      elements.add(gradients);
      type.addMethod(
          overVectors("valueAndGradient", elements)
              .addParameter(double[].class, gradients)
              .build());
    }
  }

  private MethodSpec.Builder overVectors(String name, List<String> arguments) {
    String outputs = names.own("outputs");
    Body others = new Body(names, SourcePlaces.NONE, false);
    others.stores(
        program.forward().stream()
            .filter(step -> step instanceof Step.Store store && store.place() > 0)
            .toList(),
        outputs);
    return MethodSpec.methodBuilder(name)
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .addParameter(double[].class, names.own("inputs"))
        .addParameter(double[].class, outputs)
        .addCode("$L[0] = $L($L);\n", outputs, name, String.join(", ", arguments))
        .addCode("$L", others.lines());
  }

  /** What besides the objective comes out. */
  private Map<String, Formula.Ref> otherOutputs() {
    Map<String, Formula.Ref> outputs = new LinkedHashMap<>();
    for (Step step : program.forward()) {
      if (step instanceof Step.Store store
          && store.place() > 0
          && store.value() instanceof Formula.Ref ref) {
        outputs.put(ref.name(), ref);
      }
    }
    return outputs;
  }

  private MethodSpec forward(Map<String, Formula.Ref> fields) {
    Body body = new Body(names, program.places(), style.comments());
    MethodSpec.Builder method =
        method("forward", body)
            .addJavadoc(
                style.differentiates()
                    ? "The value of the objective; what {@link #backward} needs is kept.\n"
                    : "The value of the objective.\n");
    body.assignments(program.forward());
    keep(body, fields);
    end(method, body);
    return method.addCode("$L", body.lines()).build();
  }

  private MethodSpec backward() {
    String gradients = names.own("gradients");
    Body body = new Body(names, program.places(), style.comments());
    loadSeed(body);
    body.assignments(program.backward());
    body.stores(program.backward(), gradients);
    return MethodSpec.methodBuilder("backward")
        .addJavadoc("The gradients at the inputs last given to {@code forward}.\n")
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .addParameter(double[].class, gradients)
        .addCode("$L", body.lines())
        .build();
  }

  private MethodSpec valueAndGradient() {
    String gradients = names.own("gradients");
    Body body = new Body(names, program.places(), style.comments());
    MethodSpec.Builder method =
        method("valueAndGradient", body)
            .addJavadoc(
                "The value of the objective, and its gradients, in one call; keeps nothing for"
                    + " {@link #backward}.\n");
    body.lines().heading("forward");
    body.assignments(program.forward());
    body.lines().heading("backward");
    loadSeed(body);
    body.assignments(program.backward());
    body.stores(program.backward(), gradients);
    if (!takesVectors(program)) {
      keep(body, otherOutputs());
    }
    end(method, body);
    return method.addParameter(double[].class, gradients).addCode("$L", body.lines()).build();
  }

  /**
   * Gives the results: a scalar objective is returned, others are stored; in a vector they all are.
   */
  private void end(MethodSpec.Builder method, Body body) {
    if (!takesVectors(program)) {
      method.returns(TypeName.DOUBLE);
      body.lines().add("return " + objective() + ";");
    } else {
      String outputs = names.own("outputs");
      method.addParameter(double[].class, outputs);
      body.stores(program.forward(), outputs);
    }
  }

  private void loadSeed(Body body) {
    List<String> elements = program.special().seedNames();
    for (int i = 0; i < elements.size(); i++) {
      String seed = names.variable(program.special().seed().orElseThrow().name());
      body.lines().add("double " + names.variable(elements.get(i)) + " = " + seed + "[" + i + "];");
    }
  }

  /** A method of the inputs, which stand in variables then. */
  private MethodSpec.Builder method(String name, Body body) {
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(PUBLIC);
    List<String> variables = program.inputNames().stream().map(names::variable).toList();
    if (!takesVectors(program)) {
      variables.forEach(variable -> method.addParameter(double.class, variable));
      return method;
    }
    String inputs = names.own("inputs");
    for (int i = 0; i < variables.size(); i++) {
      body.lines().add("double " + variables.get(i) + " = " + inputs + "[" + i + "];");
    }
    return method.addAnnotations(style.overrides()).addParameter(double[].class, inputs);
  }

  private void keep(Body body, Map<String, Formula.Ref> fields) {
    for (String name : fields.keySet()) {
      body.lines().add("this." + names.variable(name) + " = " + names.variable(name) + ";");
    }
  }

  private String objective() {
    return program.forward().stream()
        .filter(Step.Store.class::isInstance)
        .map(step -> text.printReal(((Step.Store) step).value()))
        .findFirst()
        .orElseThrow();
  }
}
