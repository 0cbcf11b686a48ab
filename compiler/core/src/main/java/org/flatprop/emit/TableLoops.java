package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.BitSet;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Kind;
import org.flatprop.loops.Tables;

/**
 * The nested class that runs over tables: a method a kind of operation, small enough to be compiled
 * at once, and one that calls them as the tables say.
 */
final class TableLoops {

  /** HotSpot takes seconds to compile a loop around a larger switch. */
  private static final int MAX_SWITCH = 2_000;

  /** Bytes of an operand: the slot's number is fetched, then the slot. */
  private static final int OPERAND = 8;

  private final Tables tables;
  private final String className;
  private final String table;
  private final Style style;

  /** The kinds that have runs of their own; those beyond the last kind are mixed runs. */
  private final BitSet runs;

  private final BitSet inMixedRuns;

  /**
   * @param table the class that holds the tables
   */
  TableLoops(Tables tables, String className, String table, Style style) {
    this.tables = tables;
    this.className = className;
    this.table = table;
    this.style = style;
    this.runs = tables.kindsOfRuns();
    this.inMixedRuns = tables.kindsInMixedRuns();
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(className)
            .addJavadoc("Runs over the table, whose numbers are places in the array v.\n")
            .addAnnotations(GeneratedBy.ofNested(style))
            .addModifiers(PRIVATE, STATIC, FINAL)
            .addMethod(run());
    if (runs.get(tables.mixed())) {
      type.addMethod(mixed());
    }
    for (int kind = 0; kind < tables.kinds().size(); kind++) {
      if (runs.get(kind)) {
        type.addMethod(loop(kind));
      }
    }
    return type.addMethod(results()).build();
  }

  private MethodSpec run() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("run")
            .addJavadoc("A pass: pairs of a kind and how many operations of it follow.\n")
            .addModifiers(STATIC)
            .addParameter(double[].class, "v")
            .addParameter(TypeName.INT, "from")
            .addParameter(TypeName.INT, "at")
            .addParameter(TypeName.INT, "to")
            .addStatement("int[] t = $L.NUMBERS", table)
            .addStatement("int end = at")
            .beginControlFlow("for (int i = from; i < end; i += 2)")
            .addStatement("int until = to + t[i + 1]")
            .beginControlFlow("switch (t[i])");
    for (int kind = 0; kind < tables.kinds().size(); kind++) {
      if (runs.get(kind)) {
        method.addCode("case $L: at = kind$L(v, t, at, to, until); break;\n", kind, kind);
      }
    }
    if (runs.get(tables.mixed())) {
      method.addCode("default: at = mixed(v, t, at, to, until); break;\n");
    }
    return method.endControlFlow().addStatement("to = until").endControlFlow().build();
  }

  private MethodSpec loop(int number) {
    Kind kind = tables.kinds().get(number);
    return loop("kind" + number)
        .addJavadoc("{@code $L}\n", kind)
        .beginControlFlow("for (; to < until; to++, at += $L)", kind.operands())
        .addStatement("v[to] = $L", formula(kind, 0))
        .endControlFlow()
        .addStatement("return at")
        .build();
  }

  private MethodSpec mixed() {
    MethodSpec.Builder method =
        loop("mixed")
            .addJavadoc("Operations of several kinds, which the table says for each.\n")
            .beginControlFlow("for (; to < until; to++)")
            .beginControlFlow("switch (t[at])");
    int bytes = 0;
    for (int number : inMixedRuns.stream().toArray()) {
      Kind kind = tables.kinds().get(number);
      bytes += Cost.of(kind.formula()) + OPERAND * kind.operands();
      if (bytes > MAX_SWITCH) {
        runs.set(number);
        method.addCode("case $L: at = kind$L(v, t, at + 1, to, to + 1); break;\n", number, number);
      } else {
        String formula = formula(kind, 1);
        int operands = kind.operands();
        method.addCode("case $L: v[to] = $L; at += $L; break;\n", number, formula, operands + 1);
      }
    }
    return method.endControlFlow().endControlFlow().addStatement("return at").build();
  }

  private MethodSpec results() {
    return MethodSpec.methodBuilder("results")
        .addJavadoc("Gives the values that the table names, from a place of it on.\n")
        .addModifiers(STATIC)
        .addParameter(double[].class, "v")
        .addParameter(TypeName.INT, "from")
        .addParameter(double[].class, "results")
        .addStatement("int[] t = $L.NUMBERS", table)
        .beginControlFlow("for (int i = 0; i < results.length; i++)")
        .addStatement("results[i] = v[t[from + i]]")
        .endControlFlow()
        .build();
  }

  private static MethodSpec.Builder loop(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(STATIC)
        .returns(TypeName.INT)
        .addParameter(double[].class, "v")
        .addParameter(int[].class, "t")
        .addParameter(TypeName.INT, "at")
        .addParameter(TypeName.INT, "to")
        .addParameter(TypeName.INT, "until");
  }

  private static String formula(Kind kind, int offset) {
    return new FormulaText(
            number -> {
              int place = Integer.parseInt(number) + offset;
              return "v[t[at" + (place == 0 ? "" : " + " + place) + "]]";
            })
        .printReal(kind.formula());
  }
}
