package org.flatprop.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.loops.Program;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompilerBug;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mozilla.javascript.Function;

/** A model's script gives the numbers of its kernel. */
class ScriptTest {

  private static final Options PLAIN = Options.DEFAULT.profile(Profile.STRICT).passes(Set.of());

  private static final double TOLERANCE = 1e-11;

  /** Relative to the largest number. */
  private static final double ROUNDING = 1e-14;

  static Stream<Example> examples() {
    return Example.all().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void outputsAndGradientsAreThoseOfTheKernel(Example example) {
    CompiledModel model = Flatprop.compile(example.file(), PLAIN);
    CompiledModel loops = Flatprop.compile(example.file(), PLAIN.arrays(Options.Arrays.LOOPS));
    Kernel kernel = model.kernel(example.dims());
    assertSame(example, model.program(), kernel);
    if (model.program().isStraightLine() && !loops.program().isStraightLine()) {
      assertSame(example, loops.program(), kernel);
    }
  }

  private static void assertSame(Example example, Program program, Kernel kernel) {
    Library library = new Library();
    Script script = Script.of(program, library);
    Signature signature = kernel.signature();
    double[] dims = program.dims().stream().mapToDouble(dim -> example.dims().get(dim)).toArray();
    try (Engine engine = new Engine(library.text() + script.text())) {
      Function evaluate = engine.function("evaluate");
      for (double[] point : Points.of(signature)) {
        double[] outputs = new double[signature.outputSize()];
        double[] gradients = new double[signature.gradientSize()];
        kernel.valueAndGradient(point, outputs, gradients);
        Object found = engine.call(evaluate, engine.array(dims), engine.vector(point));
        assertNear(Engine.numbers(Engine.get(found, "outputs")), outputs);
        assertNear(Engine.numbers(Engine.get(found, "gradients")), gradients);
      }
    }
  }

  /** A number that is small beside others may be the difference of two that are not. */
  private static void assertNear(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double size = Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    for (int i = 0; i < actual.length; i++) {
      boolean cancelled = Math.abs(actual[i] - expected[i]) <= ROUNDING * size;
      if (!cancelled && !Near.agree(actual[i], expected[i], TOLERANCE)) {
        assertThat(actual).as("at %d", i).isEqualTo(expected);
      }
    }
  }

  @Test
  void everyValueOfBothPassesHasASlot() {
    Map<String, double[]> values =
        values("f = 1 / (1 + exp(-(w*x + b)))\nbig = f > 0.7\noutput big\nminimize f", 2, 3, -5);
    assertThat(values.keySet())
        .contains("w", "x", "b", "f", "big", "grad_f", "grad_w", "grad_x", "grad_b");
    assertThat(values.get("f")[0]).isEqualTo(1 / (1 + Math.exp(-1)));
    assertThat(values.get("big")).containsExactly(1);
    double slope = values.get("f")[0] * (1 - values.get("f")[0]);
    assertThat(Near.agree(values.get("grad_w")[0], 3 * slope, 1e-15)).isTrue();
  }

  @Test
  void anArrayIsOneValue() {
    String text = "dim N\ninput x[N]\nparam w\ny = w * x\nloss = sum(y * y)\nminimize loss";
    Map<String, double[]> values = values(text, List.of(3), 1, 2, 3, 10);
    assertThat(values.get("x")).containsExactly(1, 2, 3);
    assertThat(values.get("y")).containsExactly(10, 20, 30);
    assertThat(values.get("grad_y")).containsExactly(20, 40, 60);
    assertThat(values.get("grad_w")).containsExactly(280);
  }

  @Test
  void noNameOfTheModelIsInTheText() {
    String text = "toString = await * constructor\n__proto__ = toString + übung";
    Script script = Script.of(program(text), new Library());
    assertThat(script.slots().keySet()).contains("await", "constructor", "__proto__", "übung");
    script.slots().keySet().forEach(name -> assertThat(script.text()).doesNotContain(name));
  }

  @Test
  void aScriptIsMadeBeforeThePassesThatMakeCodeFaster() {
    Options fast = Options.DEFAULT.arrays(Options.Arrays.LOOPS);
    String text = "param a[9, 9], b[9, 9]\nloss = sum(a @ b)\nminimize loss";
    Program program = Flatprop.compile(SourceFile.ofText("m.nn", text), fast).program();
    assertThatThrownBy(() -> Script.of(program, new Library()))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining("Product");
  }

  private static Map<String, double[]> values(String text, double... inputs) {
    return values(text, List.of(), inputs);
  }

  private static Map<String, double[]> values(String text, List<Integer> dims, double... inputs) {
    Library library = new Library();
    Script script = Script.of(program(text), library);
    try (Engine engine = new Engine(library.text() + script.text())) {
      double[] sizes = dims.stream().mapToDouble(Integer::doubleValue).toArray();
      Object found =
          engine.call(engine.function("evaluate"), engine.array(sizes), engine.vector(inputs));
      List<?> values = (List<?>) Engine.get(found, "values");
      Map<String, double[]> named = new LinkedHashMap<>();
      script.slots().forEach((name, slot) -> named.put(name, Engine.numbers(values.get(slot))));
      return named;
    }
  }

  private static Program program(String text) {
    return Flatprop.compile(SourceFile.ofText("m.nn", text), PLAIN).program();
  }
}
