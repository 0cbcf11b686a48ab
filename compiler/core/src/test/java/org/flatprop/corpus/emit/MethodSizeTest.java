package org.flatprop.corpus.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.corpus.Javac;
import org.flatprop.corpus.RandomGraph;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.graph.Operation;
import org.flatprop.load.Backend;
import org.flatprop.load.KernelLoader;
import org.flatprop.ops.Operations;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HotSpot compiles every method that is emitted, by whichever compiler, and classes fit. */
class MethodSizeTest {

  private static final int HOTSPOT_LIMIT = 8_000;
  private static final int CLASS_LIMIT = 65_535;

  /** Full methods should be at least this large: fewer calls, fewer values that cross. */
  private static final int WELL_FILLED = 3_000;

  private static final Options STRICT =
      Options.DEFAULT.profile(Profile.STRICT).scalars(Options.Scalars.FLAT);

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void noMethodOfARandomGraphIsLongerThanHotSpotCompiles(int operations) {
    CompiledModel model = compile(RandomGraph.text(operations, operations), STRICT);
    int longest = longest(model, "graph of " + operations);
    assertThat(longest).isBetween(operations < 1_000 ? 0 : WELL_FILLED, HOTSPOT_LIMIT);
  }

  @Test
  void norOfASmallGraphThatIsSplit() {
    CompiledModel model = compile(RandomGraph.text(1_500, 3), STRICT.form(Form.SPLIT));
    assertThat(longest(model, "split")).isBetween(WELL_FILLED, HOTSPOT_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x%1$d > y and not x%1$d == y or x%1$d != 0",
        "where(x%1$d > y, x%1$d * y, y / 3.7)",
        "gelu_tanh(x%1$d * 0.%1$d1) + mish(x%1$d)",
        "(x%1$d + 0.%1$d7) ^ y",
        "clip(x%1$d, -%1$d.5, %1$d.25) * atan2(x%1$d, y) + celu(x%1$d, y)",
        "max(x%1$d, y, 0.%1$d3) - min(x%1$d, y)",
        "x%1$d"
      })
  void norOfManyGatesOfOneKind(String gate) {
    StringBuilder text = new StringBuilder("f0 = x\n");
    for (int i = 1; i <= 250; i++) {
      text.append(String.format("f%d = f%d + (%s) * 0.5\n", i, i - 1, String.format(gate, i % 97)));
    }
    assertThat(longest(compile(text.toString(), STRICT.form(Form.SPLIT)), gate))
        .isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {105, 115, 125})
  void norOfAModelThatJustFitsOneMethod(int operations) {
    CompiledModel model = compile(RandomGraph.text(operations, 5), STRICT);
    assertThat(longest(model, "just fits")).isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @Test
  void norOfManyCallsOfFunctions() {
    StringBuilder text = new StringBuilder("param u, w0");
    for (int i = 1; i < 700; i++) {
      text.append(", w").append(i);
    }
    text.append("\ninput x, y\ndef unit(w, v, x, y) = tanh(w * x + v * y + u / 3)\n");
    text.append("def both(w, x, y) { a = unit(w, u, x, y); return a, where(a > x, a, y) - a }\n");
    text.append("h0 = x\nh1 = y\n");
    for (int i = 2; i < 3_000; i++) {
      String read = "h" + (i - 1) + ", h" + (i - 1 - i * 7919 % Math.min(i, 50));
      text.append(
          i % 3 == 0
              ? String.format("h%d, k%d = both(w%d, %s)\n", i, i, i % 700, read)
              : String.format("h%d = unit(w%d, w%d, %s)\n", i, i % 700, i % 11, read));
    }
    CompiledModel model = compile(text.toString(), STRICT);
    assertThat(model.outline()).isPresent();
    assertThat(longest(model, "calls")).isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @Test
  void norOfALongSumOrOfManyInputsAndOutputs() {
    StringBuilder sum = new StringBuilder("f = x0");
    StringBuilder outputs = new StringBuilder("output y0");
    StringBuilder definitions = new StringBuilder("y0 = x0\n");
    for (int i = 1; i < 1_200; i++) {
      sum.append(" + x").append(i);
      outputs.append(", y").append(i);
      definitions.append("y" + i + " = x" + i + " * y" + (i - 1) + "\n");
    }
    assertThat(longest(compile(sum + "\n", STRICT), "sum")).isLessThanOrEqualTo(HOTSPOT_LIMIT);
    assertThat(longest(compile(definitions + "\n" + outputs + "\n", STRICT), "outputs"))
        .isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000, 100_000})
  void norOfTables(int operations) {
    Options tables = STRICT.scalars(Options.Scalars.TABLES);
    CompiledModel model = compile(RandomGraph.text(operations, operations), tables);
    assertThat(longest(model, "tables of " + operations)).isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @Test
  void norOfTablesOfEveryKindThereIs() {
    List<Operation> calls =
        Operations.all().stream()
            .filter(row -> row.name().matches("[a-z]\\w+") && !row.truth())
            .toList();
    StringBuilder text = new StringBuilder("f0 = x\n");
    for (int i = 1; i <= 3_000; i++) {
      Operation row = calls.get(i % calls.size());
      List<String> operands =
          List.of("f" + (i - 1), "x", "y").subList(0, Math.min(3, row.parameters().size()));
      String call = row.name() + "(" + String.join(", ", operands) + ")";
      text.append(String.format("f%d = f%d * %s\n", i, i / 2, call));
    }
    Options tables = STRICT.scalars(Options.Scalars.TABLES);
    assertThat(longest(compile(text.toString(), tables), "tables of every kind"))
        .isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @ParameterizedTest
  @EnumSource(Options.Arrays.class)
  void norOfManyLayers(Options.Arrays arrays) {
    StringBuilder text = new StringBuilder("input x[3]\nparam A[3, 3], b[3]\nh0 = x\n");
    for (int i = 1; i <= 100; i++) {
      text.append(String.format("h%d = tanh(A @ h%d + b) * x[%d]\n", i, i - 1, i % 3));
    }
    assertThat(longest(compile(text.toString(), STRICT.arrays(arrays)), "layers, " + arrays))
        .isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @Test
  void norOfLoopsOverBlocks() {
    StringBuilder text = new StringBuilder("dim N, D\ninput x[N, D]\nh0 = x\n");
    for (int i = 1; i <= 60; i++) {
      text.append(String.format("param w%d[D, D]\n", i));
      text.append(String.format("h%d = tanh(h%d @ w%d) + sin(h%d)\n", i, i - 1, i, i - 1));
      text.append(String.format("a%d = sum(exp(-h%d * h%d) + sigmoid(h%d))\n", i, i, i, i - 1));
    }
    text.append("f = 0");
    for (int i = 1; i <= 60; i++) {
      text.append(" + a").append(i);
    }
    CompiledModel model = compile(text + "\n", Options.DEFAULT);
    assertThat(model.java("", false)).contains("sinBlock(block");
    assertThat(longest(model, "blocks")).isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void norOfTheStepsOfManyParameters(boolean products) {
    StringBuilder text =
        new StringBuilder("dim N, D = 40\ninput x[N, D]\nparam w0[D, D]\nh0 = x @ w0\n");
    for (int i = 1; i <= 300; i++) {
      text.append(String.format("param w%d[D, D], b%d[D]\n", i, i));
      String before = products && i % 2 == 1 ? "(h%2$d @ w%1$d)" : "h%2$d";
      text.append(String.format("h%1$d = " + before + " + b%1$d\n", i, i - 1));
    }
    CompiledModel model = compile(text + "f = sum(h300 * h300)\nminimize f\n", Options.DEFAULT);
    assertThat(model.java("", false)).contains("void descend(");
    assertThat(longest(model, "steps")).isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  @Test
  void norOfALongFormulaOfArrays() {
    StringBuilder text = new StringBuilder("dim N\ninput x[N, 4]\nf = sum(x");
    for (int i = 1; i <= 400; i++) {
      text.append(String.format(" * sin(x - %d) + x", i));
    }
    assertThat(longest(compile(text + ")\n", STRICT), "formula of arrays"))
        .isLessThanOrEqualTo(HOTSPOT_LIMIT);
  }

  /** The longest method in both compilers' class files. */
  private static int longest(CompiledModel model, String what) {
    String source = model.java("", false);
    Map<String, byte[]> janino = KernelLoader.compile(model.className(), source, Backend.JANINO);
    Javac.Result javac = Javac.withRuntime(Map.of(model.className(), source), "-g");
    assertThat(javac.complaints()).isEmpty();
    int longest = 0;
    List<String> report = new ArrayList<>();
    for (Map<String, byte[]> classes : List.of(janino, javac.classes())) {
      Map<String, Integer> all = new TreeMap<>();
      classes.forEach(
          (name, bytes) -> {
            ClassFile file = ClassFile.read(bytes);
            assertThat(file.constants()).as(what + " " + name).isLessThan(CLASS_LIMIT);
            file.codeLengths().forEach((method, length) -> all.put(name + "." + method, length));
          });
      int most = all.values().stream().max(Integer::compare).orElseThrow();
      report.add(all.size() + " methods, longest " + most);
      longest = Math.max(longest, most);
    }
    System.out.println("method sizes, " + what + ": janino, javac " + report);
    return longest;
  }

  private static CompiledModel compile(String text, Options options) {
    return Flatprop.compile(SourceFile.ofText("model.nn", text), options);
  }
}
