package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.load.Backend;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the corpus gives the same bits, whatever compiles it and whatever its form. */
class BackendsAgreeTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  /** How far profile fast may be from strict, relative to the larger of the value and 1. */
  private static final double FAST = 1e-11;

  private static final Map<Path, CompiledModel> MODELS = new LinkedHashMap<>();

  @BeforeAll
  static void compileTheCorpus() {
    for (Path file : Corpus.good()) {
      MODELS.put(file, Flatprop.compile(SourceFile.read(file), STRICT));
    }
  }

  static Stream<Path> programs() {
    return Corpus.good().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void janinoGivesTheBitsOfTheGraphInOneMethodAndInMany(Path file) {
    for (Form form : Form.values()) {
      CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT.form(form));
      Kernel kernel = model.kernel();
      assertSame(file + " " + form, model, kernel);
      assertSame(file + " " + form + ", a copy", model, kernel.copy());
    }
  }

  @Test
  void theJavacBackendGivesTheBitsOfTheGraph() {
    for (String name : List.of("xor.nn", "where_nested.nn", "übung.nn", "grad_second.nn")) {
      Path file = Corpus.GOOD.resolve(name);
      Options options = STRICT.backend(Backend.JAVAC);
      assertSame(name, MODELS.get(file), Flatprop.compile(SourceFile.read(file), options).kernel());
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void javacTakesAllOfItWithoutAWarningAndGivesTheBitsOfTheGraph(Form form) throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Path file : MODELS.keySet()) {
      CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT.form(form));
      sources.put(packageOf(file) + "." + model.className(), model.java(packageOf(file), false));
    }
    Javac.Result compiled = Javac.withRuntime(sources);
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(Kernel.class.getClassLoader());
    for (Map.Entry<Path, CompiledModel> entry : MODELS.entrySet()) {
      String name = packageOf(entry.getKey()) + "." + entry.getValue().className();
      Kernel kernel = (Kernel) loader.loadClass(name).getDeclaredConstructor().newInstance();
      assertSame(entry.getKey() + " " + form, entry.getValue(), kernel);
      assertSame(entry.getKey() + " " + form + ", a copy", entry.getValue(), kernel.copy());
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void standaloneTextNeedsJava8OnlyAndGivesTheSameBits(Form form) throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Path file : MODELS.keySet()) {
      CompiledModel model = Flatprop.compile(SourceFile.read(file), STRICT.form(form));
      sources.put(packageOf(file) + "." + model.className(), model.java(packageOf(file), true));
    }
    Javac.Result compiled = Javac.alone(sources);
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(ClassLoader.getPlatformClassLoader());
    for (Map.Entry<Path, CompiledModel> entry : MODELS.entrySet()) {
      String name = packageOf(entry.getKey()) + "." + entry.getValue().className();
      assertStandalone(entry.getKey().toString(), entry.getValue(), loader.loadClass(name));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void profileFastIsNearProfileStrict(Path file) {
    CompiledModel model = Flatprop.compile(SourceFile.read(file), Options.DEFAULT);
    Kernel kernel = model.kernel();
    for (double[] point : Points.ordinary(model.signature(), 11)) {
      Results strict = Results.byGraph(MODELS.get(file), point);
      Results fast = Results.inOneCall(kernel, point);
      assertNear(file + " outputs", fast.outputs(), strict.outputs());
      assertNear(file + " gradients", fast.gradients(), strict.gradients());
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theTextIsTheSameInEveryRun(Path file) {
    for (Form form : Form.values()) {
      CompiledModel first = Flatprop.compile(SourceFile.read(file), STRICT.form(form));
      CompiledModel second = Flatprop.compile(SourceFile.read(file), STRICT.form(form));
      for (boolean standalone : new boolean[] {false, true}) {
        assertThat(first.java("p", standalone))
            .isEqualTo(first.java("p", standalone))
            .isEqualTo(second.java("p", standalone));
      }
    }
  }

  private static void assertSame(String what, CompiledModel model, Kernel kernel) {
    assertThat(kernel.signature()).hasToString(model.signature().toString());
    for (double[] point : points(model)) {
      Results expected = Results.byGraph(model, point);
      assertThat(Results.inOneCall(kernel, point)).as(what).isEqualTo(expected);
      assertThat(Results.inTwoCalls(kernel, point)).as(what + ", two calls").isEqualTo(expected);
    }
  }

  private static List<double[]> points(CompiledModel model) {
    List<double[]> points = new ArrayList<>(Points.ordinary(model.signature(), 1));
    points.addAll(Points.hostile(model.signature(), 2));
    return points;
  }

  private static void assertStandalone(String what, CompiledModel model, Class<?> type)
      throws ReflectiveOperationException {
    Object kernel = type.getDeclaredConstructor().newInstance();
    Method inOne =
        type.getMethod("valueAndGradient", double[].class, double[].class, double[].class);
    Method forward = type.getMethod("forward", double[].class, double[].class);
    Method backward = type.getMethod("backward", double[].class);
    for (double[] point : points(model)) {
      Results expected = Results.byGraph(model, point);
      double[] outputs = new double[model.signature().outputSize()];
      double[] gradients = new double[model.signature().gradientSize()];
      inOne.invoke(kernel, point, outputs, gradients);
      assertThat(Results.of(outputs, gradients)).as(what).isEqualTo(expected);
      Object copy = type.getMethod("copy").invoke(kernel);
      forward.invoke(copy, point, outputs);
      backward.invoke(copy, gradients);
      assertThat(Results.of(outputs, gradients)).as(what + ", a copy").isEqualTo(expected);
    }
  }

  private static void assertNear(String what, List<Double> actual, List<Double> expected) {
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.get(i);
      double a = actual.get(i);
      boolean same = Double.compare(a, e) == 0;
      boolean near = Math.abs(a - e) <= FAST * Math.max(1, Math.abs(e));
      assertThat(same || near).as("%s %d: %s, strict %s", what, i, a, e).isTrue();
    }
  }

  /** A package for each program: the classes of two may have one name. */
  private static String packageOf(Path file) {
    return "p" + Integer.toHexString(file.getFileName().toString().hashCode());
  }
}
