package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Program;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.routines.Outline;
import org.flatprop.runtime.FastFunctions;
import org.flatprop.runtime.Functions;
import org.flatprop.runtime.StrictFunctions;

/** A model as the text of a Java file. */
@SuppressWarnings("exports") // code before it is Java is no other module's business
public final class JavaEmitter {

  /**
   * What a class is made for.
   *
   * @param name of the value that is differentiated
   * @param columns the columns of its Jacobian as gradients, where one backward pass computes all
   */
  public record Objective(String name, Lowered lowered, Optional<Program> columns) {

    /** One without Jacobian, or whose Jacobian is computed row by row. */
    public Objective(String name, Lowered lowered) {
      this(name, lowered, Optional.empty());
    }

    /** All code. */
    List<Lowered> parts() {
      List<Lowered> parts = new ArrayList<>(List.of(lowered));
      columns.ifPresent(parts::add);
      return parts;
    }
  }

  private final List<Objective> objectives;
  private final ModelText model;
  private final Style style;
  private final List<Calls> calls;
  private final Calls all;
  private final Helpers.Needed helpers;

  private JavaEmitter(List<Objective> objectives, ModelText model, Style style) {
    this.objectives = objectives;
    this.model = model;
    this.style = style;
    this.calls = objectives.stream().map(JavaEmitter::calls).toList();
    this.all = Calls.of(calls);
    this.helpers = style.standalone() ? Helpers.of(all.helped()) : Helpers.Needed.NOTHING;
  }

  /**
   * The class; the same for the same model on every machine.
   *
   * @param objectives of several, each has a class of its own, nested in that of the model
   */
  public static JavaText emit(List<Objective> objectives, ModelText model, Style style) {
    String marked = new JavaEmitter(objectives, model, style).file().toString();
    List<SourcePlaces> places =
        objectives.stream().map(objective -> objective.lowered().frame().places()).toList();
    return Marks.read(marked, places, style);
  }

  private static Calls calls(Objective objective) {
    return Calls.of(objective.parts().stream().map(Calls::of).toList());
  }

  /** The passes with routines for the lines that repeat, if they are emitted so. */
  public static Optional<Outline> outline(Program program, Style style) {
    return Forms.outline(program, style);
  }

  private JavaFile file() {
    TypeSpec.Builder type = objectives.size() == 1 ? only() : withNested();
    type.addAnnotations(GeneratedBy.ofOutermost(style));
    helpers.members().forEach(member -> member.addTo(type));
    if (style.standalone()) {
      type.addType(GeneratedBy.declaration());
    }
    return file(type.build());
  }

  private TypeSpec.Builder only() {
    return type(0, style)
        .addJavadoc("$L", new Header(objectives.get(0).lowered(), model, style).text());
  }

  /** The class of an objective. */
  private TypeSpec.Builder type(int number, Style own) {
    Set<String> called = new TreeSet<>(all.math());
    called.addAll(all.helped());
    List<String> constants = new ArrayList<>();
    for (Helpers.Member member : helpers.members()) {
      (member.isConstant() ? constants : called).add(member.name());
    }
    Objective objective = objectives.get(number);
    KernelClass kernel =
        new KernelClass(
            objective.lowered(),
            objective.columns(),
            model.name(),
            own,
            calls.get(number),
            new KernelClass.Taken(called, constants));
    return kernel.type();
  }

  private TypeSpec.Builder withNested() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(style.className())
            .addJavadoc("$L", Header.ofSeveral(model, objectives))
            .addModifiers(PUBLIC, FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      Style own = style.nested(className(objective.name(), style.className()));
      type.addType(
          type(i, own)
              .addAnnotations(GeneratedBy.ofNested(own))
              .addModifiers(STATIC)
              .addJavadoc("$L", Header.ofOne(objective, own))
              .build());
    }
    return type;
  }

  /** The class of one objective of several, which may not be called as that around it. */
  public static String className(String objective, String around) {
    String name = ClassNames.of(objective);
    return name.equals(around) ? name + "Objective" : name;
  }

  private JavaFile file(TypeSpec type) {
    Set<String> math = new TreeSet<>(all.math());
    math.addAll(helpers.math());
    JavaFile.Builder file =
        JavaFile.builder(style.packageName(), type).skipJavaLangImports(true).indent("  ");
    addImports(file, style.profile().math(), math);
    if (!style.standalone()) {
      boolean strict = style.profile() == Profile.STRICT;
      addImports(file, strict ? StrictFunctions.class : Functions.class, all.functions());
      addImports(file, style.products(), all.products());
      addImports(file, FastFunctions.class, all.blocks());
    }
    return file.build();
  }

  private static void addImports(JavaFile.Builder file, Class<?> from, Set<String> methods) {
    if (!methods.isEmpty()) {
      file.addStaticImport(from, methods.toArray(String[]::new));
    }
  }
}
