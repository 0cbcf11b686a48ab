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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.graph.Size;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Program;

/** The arrays of a class with loops: their fields, and the constructor that allocates them. */
final class LoopMemory {

  /** So many arrays are allocated in one method. */
  private static final int MAX_ARRAYS = 150;

  /** So many numbers fill a method. */
  private static final int MAX_NUMBERS = 500;

  private final Program program;
  private final JavaNames names;
  private final CodeBlock.Builder constructor;
  private final FormulaText text;
  private final boolean manyArrays;
  private final List<CodeBlock> allocations = new ArrayList<>();

  /**
   * @param constructor what the constructor does besides
   */
  LoopMemory(Program program, JavaNames names, CodeBlock.Builder constructor) {
    this.program = program;
    this.names = names;
    this.constructor = constructor;
    this.text = new FormulaText(names::variable);
    this.manyArrays = program.memory().buffers().size() > MAX_ARRAYS;
  }

  void addDims(TypeSpec.Builder type) {
    for (String dim : program.dims()) {
      type.addField(FieldSpec.builder(TypeName.INT, names.variable(dim), PRIVATE, FINAL).build());
    }
  }

  /** The constructor, once all arrays have been added; where there is nothing to do, none. */
  void addConstructor(TypeSpec.Builder type) {
    if (!program.dims().isEmpty() || !constructor.isEmpty() || manyArrays) {
      type.addMethod(constructor());
    }
    addAllocations(type);
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

  /** An array of as many elements as the largest of some counts. */
  void addArray(TypeSpec.Builder type, String name, List<Size> counts) {
    String variable = names.variable(name);
    FieldSpec.Builder field = FieldSpec.builder(double[].class, variable, PRIVATE);
    boolean fixed = counts.stream().allMatch(Size::isConstant);
    String length = exact(counts.get(0));
    for (Size count : counts.subList(1, counts.size())) {
      length = "Math.max(" + length + ", " + exact(count) + ")";
    }
    if (manyArrays) {
      allocations.add(CodeBlock.of("$L = new double[$L];\n", variable, length));
    } else if (fixed) {
      field.addModifiers(FINAL).initializer("new double[$L]", length);
    } else {
      field.addModifiers(FINAL);
      constructor.add("this.$L = new double[$L];\n", variable, length);
    }
    type.addField(field.build());
  }

  /** The places that a matrix product runs over. */
  void addPlaces(TypeSpec.Builder type, String name, LoopState.Places places) {
    String counts = places.counts().stream().map(this::exact).collect(Collectors.joining(", "));
    String steps = places.steps().stream().map(this::exact).collect(Collectors.joining(", "));
    CodeBlock made = CodeBlock.of("productPlaces(new int[] {$L}, new int[] {$L})", counts, steps);
    FieldSpec.Builder field = FieldSpec.builder(int[].class, name, PRIVATE, FINAL);
    boolean fixed =
        Stream.of(places.counts(), places.steps())
            .allMatch(sizes -> sizes.stream().allMatch(Size::isConstant));
    if (fixed) {
      field.initializer(made);
    } else {
      constructor.add("this.$L = $L;\n", name, made);
    }
    type.addField(field.build());
  }

  /** An array of numbers; a long one is filled in by several methods. */
  void addTable(TypeSpec.Builder type, Program.Table table) {
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
    return count.isConstant() || count.single().isPresent()
        ? text.whole(count)
        : "Math.toIntExact(" + text.whole(count, "(long) ") + ")";
  }
}
