package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.Options.Scalars;
import org.flatprop.Stage;
import org.flatprop.emit.Profile;
import org.flatprop.loops.Ports;
import org.flatprop.loops.Program;
import org.flatprop.loops.Tables;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;
import org.flatprop.tables.TableLowering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of scalars as tables; that they give the bits of the graph others test too. */
class TablesTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  @Test
  void aLargeModelBecomesTablesUnlessAskedOtherwiseAndASmallOneDoesNot() {
    String small = RandomGraph.text(1_000, 1);
    String large = RandomGraph.text(5_000, 1);
    assertThat(compile(small, STRICT).lowered()).isInstanceOf(Program.class);
    assertThat(compile(small, STRICT.scalars(Scalars.TABLES)).lowered()).isInstanceOf(Tables.class);
    assertThat(compile(large, STRICT).lowered()).isInstanceOf(Tables.class);
    assertThat(compile(large, STRICT.scalars(Scalars.FLAT)).lowered()).isInstanceOf(Program.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300, 10_000})
  void everyOperandIsComputedBeforeItIsUsed(int operations) {
    Tables tables = tables(RandomGraph.text(operations, operations));
    int given = tables.constants().length + tables.frame().inputs().size();
    assertThat(check(tables, tables.forward(), given)).isEqualTo(tables.backward().first());
    assertThat(check(tables, tables.backward(), tables.backward().first()))
        .isEqualTo(tables.slots());
    for (int output : tables.outputs()) {
      assertThat(output).isBetween(0, tables.backward().first() - 1);
    }
    for (int gradient : tables.gradients()) {
      assertThat(gradient).isBetween(0, tables.slots() - 1);
    }
  }

  /** Walks over a pass; returns the slot behind its last result. */
  private static int check(Tables tables, Tables.Pass pass, int first) {
    assertThat(pass.first()).isEqualTo(first);
    int[] runs = pass.runs();
    int slot = first;
    int at = 0;
    for (int i = 0; i < runs.length; i += 2) {
      assertThat(runs[i + 1]).isPositive();
      for (int n = 0; n < runs[i + 1]; n++) {
        int kind = runs[i] == tables.mixed() ? pass.operands()[at++] : runs[i];
        for (int operand = 0; operand < tables.kinds().get(kind).operands(); operand++) {
          assertThat(pass.operands()[at++]).isBetween(0, slot - 1);
        }
        slot++;
      }
    }
    assertThat(at).isEqualTo(pass.operands().length);
    return slot;
  }

  @Test
  void noKindIsListedThatNothingIsOf() {
    Tables tables = tables(RandomGraph.text(3_000, 8));
    assertThat(IntStream.range(0, tables.kinds().size()))
        .allMatch(kind -> tables.kindsOfRuns().get(kind) || tables.kindsInMixedRuns().get(kind));
    assertThat(tables.kinds()).doesNotHaveDuplicates();
  }

  @Test
  void tablesExecuteNoMoreResultsThanTheGraphHasOperations() {
    Tables tables = tables(RandomGraph.text(10_000, 3));
    assertThat(tables.forward().results()).isLessThan((int) tables.forward().operations());
    assertThat(tables.backward().results() * 3L).isLessThan(tables.backward().operations() * 2);
  }

  @Test
  void manyConstantsKeepTheirBits() {
    Random random = new Random(4);
    String text =
        IntStream.range(0, 9_000)
            .mapToObj(i -> "sin(x * " + Math.exp(random.nextGaussian() * 90) + ")")
            .collect(Collectors.joining(" + ", "f = ", " + max(y, -inf) * -0.0\n"));
    assertSameBits(compile(text, STRICT.scalars(Scalars.TABLES)), 0.3, -0.7);
  }

  @Test
  void aLongChainOfOperationsOfOneOperandIsNoKindOfItsOwn() {
    String text = "f = " + "sin(".repeat(5_000) + "x" + ")".repeat(5_000) + "\n";
    CompiledModel model = compile(text, STRICT.scalars(Scalars.TABLES));
    assertThat(((Tables) model.lowered()).kinds()).allMatch(kind -> kind.operations() < 10);
    assertSameBits(model, 0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table.nn", "kinds.nn", "table_text0.nn"})
  void aModelMayBeCalledAsAPartOfItsClass(String name) {
    SourceFile file = SourceFile.ofText(name, RandomGraph.text(200, 2));
    CompiledModel model = Flatprop.compile(file, STRICT.scalars(Scalars.TABLES));
    double[] point = new Random(1).doubles(model.signature().inputSize(), -1, 1).toArray();
    assertSameBits(model, point);
  }

  @Test
  void theOutputsMayBeInputsAndConstants() {
    String text = "input x, y\noutput f, g, h\nf = x\ng = y * 1\nh = 2.5\n";
    assertSameBits(compile(text, STRICT.scalars(Scalars.TABLES)), 3, 4);
  }

  @Test
  void stagesOfALargeModelAreSummedUp() {
    CompiledModel model = compile(RandomGraph.text(10_000, 5), STRICT);
    for (Stage stage : new Stage[] {Stage.TOPO, Stage.FORWARD, Stage.BACKWARD}) {
      assertThat(stage.print(model)).matches("# \\d\\d,\\d{3} operations are not shown .*\n");
    }
    Tables tables = (Tables) model.lowered();
    assertThat(Stage.LOOPS.print(model))
        .startsWith(String.format(Locale.ROOT, "slots: %,d\n", tables.slots()))
        .contains("  a * b\n")
        .hasSizeLessThan(10_000);
  }

  @Test
  void tooManyOperationsAreRefusedWithTheLimit() {
    CompiledModel model = compile("f = x * y + sin(x) / y\n", STRICT);
    Ports ports = Ports.of(model.model(), List.of("x", "y"));
    assertThatThrownBy(
            () ->
                TableLowering.lower(
                    model.model(), model.derivative(), ports, model.project().main().file(), 5))
        .isInstanceOf(CompileException.class)
        .hasMessageMatching("model.nn: the model takes \\d+ operations; up to 5 can be compiled");
  }

  private static void assertSameBits(CompiledModel model, double... point) {
    Results expected = Results.byGraph(model, point);
    assertThat(Results.inOneCall(model.kernel(), point)).isEqualTo(expected);
    assertThat(Results.inTwoCalls(model.kernel().copy(), point)).isEqualTo(expected);
  }

  private static Tables tables(String text) {
    return (Tables) compile(text, STRICT.scalars(Scalars.TABLES)).lowered();
  }

  private static CompiledModel compile(String text, Options options) {
    return Flatprop.compile(SourceFile.ofText("model.nn", text), options);
  }
}
