package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Options;
import org.flatprop.Pass;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.load.Backend;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the corpus gives the same bits, whatever compiles it and whatever its form. */
class BackendsAgreeTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT).verified(true);

  /** How far profile fast may be from strict, relative to the larger of the value and 1. */
  private static final double FAST = 1e-11;

  /** The forms of code. */
  private enum Variant {
    ONE_METHOD(options -> options.form(Form.AUTO), subject -> true),
    SPLIT(options -> options.form(Form.SPLIT), subject -> true),
    OUTLINED(options -> options.form(Form.OUTLINED), subject -> true),
    TABLES(options -> options.scalars(Options.Scalars.TABLES), subject -> !subject.hasArrays()),
    FLAT(options -> options.arrays(Options.Arrays.FLAT), Subject::hasArrays),
    FLAT_OUTLINED(
        options -> options.form(Form.OUTLINED).arrays(Options.Arrays.FLAT), Subject::hasArrays),
    LOOPS(options -> options.arrays(Options.Arrays.LOOPS), Subject::hasArrays),
    SPLIT_LOOPS(
        options -> options.form(Form.SPLIT).arrays(Options.Arrays.LOOPS), Subject::hasArrays),
    WITHOUT_PASSES(
        options -> options.arrays(Options.Arrays.LOOPS).passes(Set.of()), Subject::hasArrays);

    private final UnaryOperator<Options> choice;
    private final Predicate<Subject> suits;
    private final Map<Subject, Bound> compiled = new HashMap<>();

    Variant(UnaryOperator<Options> choice, Predicate<Subject> suits) {
      this.choice = choice;
      this.suits = suits;
    }

    boolean suits(Subject subject) {
      return suits.test(subject);
    }

    Bound compile(Subject subject) {
      return subject.compile(choice.apply(STRICT));
    }

    /** The same, compiled once. */
    Bound compiled(Subject subject) {
      return compiled.computeIfAbsent(subject, this::compile);
    }
  }

  private static final List<Subject> SUBJECTS = Subject.corpus();

  private static final Map<Subject, Bound> MODELS = new LinkedHashMap<>();

  /** What the graph gives, evaluated once for all forms. */
  private static final Map<Bound, List<Expected>> EXPECTED = new IdentityHashMap<>();

  private record Expected(double[] point, Results results) {}

  @BeforeAll
  static void compileTheCorpus() {
    SUBJECTS.forEach(subject -> MODELS.put(subject, subject.compile(STRICT)));
  }

  static Stream<Subject> subjects() {
    return SUBJECTS.stream();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void janinoGivesTheBitsOfTheGraphInEveryForm(Subject subject) {
    for (Variant variant : Variant.values()) {
      if (variant.suits(subject)) {
        Kernel kernel = variant.compiled(subject).kernel();
        assertSame(subject + " " + variant, MODELS.get(subject), kernel);
        assertSame(subject + " " + variant + ", a copy", MODELS.get(subject), kernel.copy());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void noPassIsNeededForTheSameBits(Subject subject) {
    if (!Variant.LOOPS.suits(subject)) {
      return;
    }
    for (Pass left : Pass.values()) {
      Set<Pass> others = new TreeSet<>(Pass.ALL);
      others.remove(left);
      Bound bound = subject.compile(STRICT.arrays(Options.Arrays.LOOPS).passes(others));
      assertSame(subject + " without " + left, MODELS.get(subject), bound.kernel());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aStepOfGradientDescentHasTheBitsOfTheGradientTimesTheRate(Subject subject) {
    double rate = 0.01;
    for (Variant variant : List.of(Variant.ONE_METHOD, Variant.LOOPS)) {
      if (variant.suits(subject)) {
        Bound bound = MODELS.get(subject);
        Kernel kernel = variant.compiled(subject).kernel();
        double[] gradients = new double[bound.signature().gradientSize()];
        for (Expected expected : expected(bound)) {
          double[] point = expected.point();
          double[] moved = point.clone();
          double[] outputs = new double[bound.signature().outputSize()];
          kernel.descend(moved, outputs, gradients, rate);
          assertThat(Results.boxed(outputs))
              .as("%s", subject)
              .isEqualTo(expected.results().outputs());
          assertThat(Results.boxed(moved))
              .as("%s %s", subject, variant)
              .isEqualTo(
                  Results.boxed(descended(bound.signature(), point, expected.results(), rate)));
        }
      }
    }
  }

  private static double[] descended(
      Signature signature, double[] point, Results results, double rate) {
    double[] moved = point.clone();
    Set<String> inputs =
        signature.inputs().stream().map(Variable::name).collect(Collectors.toSet());
    for (Section gradient : signature.gradients()) {
      for (int i = 0; i < gradient.length() && inputs.contains(gradient.name()); i++) {
        int at = signature.input(gradient.name()).offset() + i;
        moved[at] = point[at] - rate * results.gradients().get(gradient.offset() + i);
      }
    }
    return moved;
  }

  @Test
  void theJavacBackendGivesTheBitsOfTheGraph() {
    for (String name : List.of("xor.nn", "where_nested.nn", "übung.nn", "grad_second.nn")) {
      for (Subject subject : Subject.of(Corpus.GOOD.resolve(name))) {
        Bound bound = subject.compile(STRICT.backend(Backend.JAVAC));
        assertSame(name, bound, bound.kernel());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void javacTakesAllOfItWithoutAWarningAndGivesTheBitsOfTheGraph(Variant variant) throws Exception {
    Javac.Result compiled = Javac.withRuntime(sources(variant, false));
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(Kernel.class.getClassLoader());
    for (Subject subject : suited(variant)) {
      Bound bound = MODELS.get(subject);
      Kernel kernel = (Kernel) bound.instance(loader.loadClass(className(subject, bound)));
      assertSame(subject + " " + variant, bound, kernel);
      assertSame(subject + " " + variant + ", a copy", bound, kernel.copy());
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void standaloneTextNeedsJava8OnlyAndGivesTheSameBits(Variant variant) throws Exception {
    Javac.Result compiled = Javac.alone(sources(variant, true));
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(ClassLoader.getPlatformClassLoader());
    for (Subject subject : suited(variant)) {
      Bound bound = MODELS.get(subject);
      assertStandalone(subject.toString(), bound, loader.loadClass(className(subject, bound)));
    }
  }

  private static List<Subject> suited(Variant variant) {
    return SUBJECTS.stream().filter(variant::suits).toList();
  }

  private static Map<String, String> sources(Variant variant, boolean standalone) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Subject subject : suited(variant)) {
      sources.computeIfAbsent(
          className(subject, MODELS.get(subject)),
          name -> variant.compiled(subject).model().java(packageOf(subject), standalone));
    }
    return sources;
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void profileFastIsNearProfileStrict(Subject subject) {
    for (Options options : fast(subject)) {
      Bound bound = subject.compile(options);
      Kernel kernel = bound.kernel();
      for (double[] point : Points.ordinary(bound.signature(), 11)) {
        Results strict = Results.byGraph(MODELS.get(subject), point);
        Results fast = Results.inOneCall(kernel, point);
        assertNear(subject + " outputs", fast.outputs(), strict.outputs());
        assertNear(subject + " gradients", fast.gradients(), strict.gradients());
      }
    }
  }

  private static List<Options> fast(Subject subject) {
    Options fast = Options.DEFAULT.verified(true);
    return subject.hasArrays() ? List.of(fast, fast.arrays(Options.Arrays.LOOPS)) : List.of(fast);
  }

  @Test
  void javacTakesTheLoopsOfProfileFastWithoutAWarningToo() throws Exception {
    for (boolean standalone : new boolean[] {false, true}) {
      Map<String, String> sources = new LinkedHashMap<>();
      for (Subject subject : suited(Variant.LOOPS)) {
        Bound bound = subject.compile(Options.DEFAULT.arrays(Options.Arrays.LOOPS));
        sources.put(className(subject, bound), bound.model().java(packageOf(subject), standalone));
      }
      Javac.Result compiled = standalone ? Javac.alone(sources) : Javac.withRuntime(sources);
      assertThat(compiled.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theTextIsTheSameInEveryRun(Subject subject) {
    for (Variant variant : Variant.values()) {
      if (variant.suits(subject)) {
        CompiledModel first = variant.compiled(subject).model();
        CompiledModel second = variant.compile(subject).model();
        assertThat(first.java("p", false)).isEqualTo(second.java("p", false));
      }
    }
    CompiledModel model = MODELS.get(subject).model();
    assertThat(model.java("p", true)).isEqualTo(model.java("p", true));
  }

  private static void assertSame(String what, Bound bound, Kernel kernel) {
    assertThat(kernel.signature()).hasToString(bound.signature().toString());
    for (Expected expected : expected(bound)) {
      Results inOne = Results.inOneCall(kernel, expected.point());
      assertThat(inOne).as(what).isEqualTo(expected.results());
      Results inTwo = Results.inTwoCalls(kernel, expected.point());
      assertThat(inTwo).as(what + ", two calls").isEqualTo(expected.results());
    }
  }

  private static List<Expected> expected(Bound bound) {
    return EXPECTED.computeIfAbsent(
        bound,
        b ->
            points(b).stream()
                .map(point -> new Expected(point, Results.byGraph(b, point)))
                .toList());
  }

  private static List<double[]> points(Bound bound) {
    List<double[]> points = new ArrayList<>(Points.ordinary(bound.signature(), 1));
    points.addAll(Points.hostile(bound.signature(), 2));
    return points;
  }

  private static void assertStandalone(String what, Bound bound, Class<?> type)
      throws ReflectiveOperationException {
    Object kernel = bound.instance(type);
    Method inOne =
        type.getMethod("valueAndGradient", double[].class, double[].class, double[].class);
    Method forward = type.getMethod("forward", double[].class, double[].class);
    Method backward = type.getMethod("backward", double[].class);
    for (Expected expected : expected(bound)) {
      double[] outputs = new double[bound.signature().outputSize()];
      double[] gradients = new double[bound.signature().gradientSize()];
      inOne.invoke(kernel, expected.point(), outputs, gradients);
      assertThat(Results.of(outputs, gradients)).as(what).isEqualTo(expected.results());
      Object copy = type.getMethod("copy").invoke(kernel);
      forward.invoke(copy, expected.point(), outputs);
      backward.invoke(copy, gradients);
      Results inTwo = Results.of(outputs, gradients);
      assertThat(inTwo).as(what + ", a copy").isEqualTo(expected.results());
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

  private static String className(Subject subject, Bound bound) {
    return packageOf(subject) + "." + bound.model().className();
  }

  /** A package for each program: the classes of two may have one name. */
  private static String packageOf(Subject subject) {
    return "p" + Integer.toHexString(subject.name().hashCode());
  }
}
