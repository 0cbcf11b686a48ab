package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Program;
import org.flatprop.loops.Tables;
import org.flatprop.routines.Outline;

/** The forms of a class's passes: tables, loops, one method or many. */
final class Forms {

  /** A method takes at most 255 words of arguments, a double two of them. */
  private static final int MAX_SCALARS = 100;

  private Forms() {}

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

  /**
   * Adds the passes to a class.
   *
   * @param constructor what the constructor does besides
   * @param products whether there are matrix products
   */
  static void addTo(
      TypeSpec.Builder type,
      Lowered lowered,
      Style style,
      JavaNames names,
      CodeBlock.Builder constructor,
      boolean products) {
    Program program = lowered.frame();
    if (lowered instanceof Tables tables) {
      new TableForm(tables, style, names).addTo(type);
    } else if (!program.isStraightLine()) {
      new LoopForm(program, style, names, constructor, products).addTo(type);
    } else {
      program.special().seed().ifPresent(seed -> addSeed(type, program, style, names));
      if (isOneMethod(program, style)) {
        new OneMethodForm(program, style, names).addTo(type);
      } else {
        new SplitForm(program, style, names).addTo(type);
      }
    }
  }

  private static void addSeed(
      TypeSpec.Builder type, Program program, Style style, JavaNames names) {
    if (!style.differentiates()) {
      return;
    }
    String name = names.variable(program.special().seed().orElseThrow().name());
    List<String> ones = Collections.nCopies(program.special().seedNames().size(), "1.0");
    type.addField(
        FieldSpec.builder(double[].class, name, PRIVATE, FINAL)
            .initializer("{$L}", String.join(", ", ones))
            .build());
    if (!style.part()) {
      type.addMethod(SeedMethod.of(style, name));
    }
  }
}
