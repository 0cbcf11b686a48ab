package org.flatprop.corpus.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.JavaEmitter;
import org.flatprop.emit.ModelText;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style;
import org.flatprop.emit.Style.Form;
import org.flatprop.load.Backend;
import org.flatprop.load.KernelLoader;
import org.flatprop.loops.Routine;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;

/** Lines that repeat become a method that is called, where that makes code smaller. */
class RoutinesTest {

  private static final String UNIT =
      "def unit(w, b, v, x, y) = tanh(w * x + v * y + b)\nx0 = x\nx1 = y\n";

  private static final String CELL =
      """
      def gate(s) = sigmoid(s + b)
      def cell(x, h) { f = gate(u * h + x); c = tanh(w * x + v * h); return f * h + (1 - f) * c }
      param u, v, w, b
      """;

  /** Units with weights of their own. */
  private static String units(int count) {
    StringBuilder text = new StringBuilder(UNIT);
    for (int i = 2; i < count; i++) {
      text.append(String.format("x%d = unit(w%d, b%d, v%d, x%d, x%d)\n", i, i, i, i, i - 1, i - 2));
    }
    return text.toString();
  }

  /** A chain of cells with the same weights. */
  private static String cells(int count) {
    StringBuilder text = new StringBuilder(CELL);
    text.append(names("input x", count)).append("h0 = x0\n");
    for (int i = 1; i < count; i++) {
      text.append(String.format("h%d = cell(x%d, h%d)\n", i, i, i - 1));
    }
    return text.toString();
  }

  private static String names(String start, int count) {
    return IntStream.range(0, count)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", " + start.substring(start.length() - 1), start, "\n"));
  }

  @Test
  void manyCallsOfAFunctionBecomeOneMethodForwardAndOneBackward() {
    List<Routine> routines = outlined(units(1_500), Form.AUTO);
    assertThat(routines).extracting(Routine::name).contains("unit", "grad_unit");
    assertThat(routines.get(0).calls()).isGreaterThan(1_490);
    assertThat(routines).hasSizeLessThan(5);
  }

  @Test
  void theWeightsThatAllCallsShareAreNoParameters() {
    Routine cell = outlined(cells(600), Form.AUTO).get(0);
    assertThat(cell.name()).isEqualTo("cell");
    assertThat(cell.parameters()).hasSize(2);
    assertThat(cell.shared()).hasSize(4);
  }

  @Test
  void theClassIsAThirdOfWhatItWouldBe() {
    for (String text : List.of(units(1_500), cells(600))) {
      CompiledModel model = compile(text, Form.AUTO);
      long with = bytes(model, true);
      long without = bytes(model, false);
      System.out.println("routines: " + with + " bytes of class files, without " + without);
      assertThat(3 * with).isLessThan(without);
    }
  }

  @Test
  void callsInARowAreALoop() {
    String java = compile(cells(600), Form.AUTO).java("", false);
    assertThat(java.lines().filter(line -> line.contains("Routines0.cell(")).count())
        .isLessThan(20);
  }

  @Test
  void aModelThatFitsOneMethodStaysFlat() {
    CompiledModel model = compile(units(12), Form.AUTO);
    assertThat(model.outline()).isEmpty();
    assertThat(model.java("", false)).doesNotContain("Routines");
  }

  @Test
  void soDoesOneThatIsSplitBetweenAFewMethods() {
    assertThat(compile(units(40), Form.SPLIT).outline()).isEmpty();
    assertThat(compile(units(40), Form.OUTLINED).outline()).isPresent();
  }

  @Test
  void whatIsCalledOnceHasNoRoutine() {
    assertThat(compile("def f(x) = tanh(x * 3) + sin(x)\ny = f(x)\n", Form.OUTLINED).outline())
        .isEmpty();
  }

  private static List<Routine> outlined(String text, Form form) {
    return compile(text, form).outline().orElseThrow().routines();
  }

  private static long bytes(CompiledModel model, boolean routines) {
    Style style =
        new Style(
            model.className(),
            "",
            false,
            "",
            Profile.FAST,
            Derivatives.GRADIENT,
            Style.Use.IN_PROCESS,
            false,
            Form.AUTO,
            routines);
    String source =
        JavaEmitter.emit(
                List.of(new JavaEmitter.Objective("y", model.program())),
                new ModelText("model", ""),
                style)
            .text();
    return KernelLoader.compile(model.className(), source, Backend.JANINO).values().stream()
        .mapToLong(file -> file.length)
        .sum();
  }

  private static CompiledModel compile(String text, Form form) {
    return Flatprop.compile(SourceFile.ofText("model.nn", text), Options.DEFAULT.form(form));
  }
}
