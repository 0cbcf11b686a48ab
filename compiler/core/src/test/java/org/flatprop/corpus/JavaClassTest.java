package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style;
import org.flatprop.runtime.Compatibility;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Variable;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a class that is written ahead of time offers beyond the kernel interface. */
class JavaClassTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  private static final String CURVE =
      """
      dim N
      input x[N], y[N]
      param a, b, c
      r = a * exp(-b * x) + c - y
      penalty = a^2 + b^2
      loss = sum(r^2)
      output r
      """;

  /** More are not taken by their names. */
  private static final int MAX_ARGUMENTS = 120;

  private static final Set<Class<?>> RETURNED =
      Set.of(double.class, double[].class, double[][].class);

  private static final double[] X = {0, 1, 2};
  private static final double[] Y = {1, 2, 3};

  /** The classes of the corpus with all derivatives, by the subjects' names. */
  private static final Map<String, Class<?>> CLASSES = new LinkedHashMap<>();

  static Stream<Subject> subjects() {
    return Subject.corpus().stream();
  }

  @BeforeAll
  static void compileTheCorpus() throws ReflectiveOperationException {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (Subject subject : Subject.corpus()) {
      if (!names.containsKey(subject.name())) {
        JavaClass made = JavaClass.of(subject.file(), form(Derivatives.JACOBIAN, names.size()));
        names.put(subject.name(), made.packageName() + "." + made.name());
        sources.put(made.packageName() + "." + made.name(), made.text());
      }
    }
    Javac.Result compiled = Javac.withRuntime(sources);
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(Kernel.class.getClassLoader());
    for (Map.Entry<String, String> entry : names.entrySet()) {
      CLASSES.put(entry.getKey(), loader.loadClass(entry.getValue()));
    }
  }

  private static JavaClass.Form form(Derivatives derivatives, int number) {
    return new JavaClass.Form(STRICT.derivatives(derivatives), List.of(), "p" + number, false);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theMethodsOfNamedInputsGiveTheBitsOfTheKernel(Subject subject) throws Exception {
    Bound bound = subject.compile(STRICT);
    Object model = bound.instance(CLASSES.get(subject.name()));
    Section objective = bound.signature().outputs().get(0);
    int count = bound.signature().inputs().size();
    if (count > MAX_ARGUMENTS) {
      assertThat(named(model, objective.name(), count)).as("%s", subject).isEmpty();
      return;
    }
    for (double[] point : Points.ordinary(bound.signature(), 3)) {
      Object[] arguments = arguments(bound, point);
      Results expected = Results.byGraph(bound, point);
      Results seen = new Results(new ArrayList<>(), new ArrayList<>());
      List<Double> value = value(model, objective.name(), arguments);
      assertThat(value).as("%s", subject).isEqualTo(expected.output(objective));
      assertThat(value(model, objective.name() + "AndGradient", arguments)).isEqualTo(value);
      for (Section output : bound.signature().outputs()) {
        seen.outputs().addAll(value(model, output.name()));
      }
      for (Section gradient : bound.signature().gradients()) {
        List<Method> readers = named(model, "grad_" + gradient.name(), 0);
        // an output may have that name
        seen.gradients().addAll(elements(readers.get(readers.size() - 1).invoke(model)));
      }
      assertThat(seen).as("%s", subject).isEqualTo(expected);
      Method jacobian = named(model, objective.name() + "Jacobian", count).get(0);
      double[][] rows = (double[][]) jacobian.invoke(model, arguments);
      assertThat(Stream.of(rows).flatMap(row -> Results.boxed(row).stream()).toList())
          .as("%s", subject)
          .isEqualTo(jacobian((Kernel) model, point));
    }
  }

  private static List<Double> jacobian(Kernel kernel, double[] point) {
    int rows = kernel.signature().outputs().get(0).length();
    double[] jacobian = new double[rows * kernel.signature().gradientSize()];
    kernel.jacobian(point, new double[kernel.signature().outputSize()], jacobian);
    return Results.boxed(jacobian);
  }

  /**
   * Methods of a name, or of one that differs because it is taken, the nearest first; without the
   * only one of the kernel interface that could be meant.
   */
  private static List<Method> named(Object model, String name, int parameters) {
    Pattern pattern =
        Pattern.compile(
            Pattern.quote(name.codePoints().allMatch(Character::isBmpCodePoint) ? name : "")
                + "_*");
    return Stream.of(model.getClass().getMethods())
        .filter(method -> pattern.matcher(method.getName()).matches())
        .filter(method -> method.getParameterCount() == parameters)
        .filter(method -> RETURNED.contains(method.getReturnType()))
        .filter(method -> !method.getName().equals("seed"))
        .sorted(Comparator.comparing(method -> method.getName().length()))
        .toList();
  }

  private static List<Double> value(Object model, String name, Object... arguments)
      throws ReflectiveOperationException {
    return elements(named(model, name, arguments.length).get(0).invoke(model, arguments));
  }

  private static Object[] arguments(Bound bound, double[] point) {
    List<Object> arguments = new ArrayList<>();
    for (Variable input : bound.signature().inputs()) {
      double[] elements = bound.signature().input(input.name()).of(point);
      if (input.sizes().isEmpty()) {
        arguments.add(elements[0]);
      } else {
        arguments.add(elements);
      }
    }
    return arguments.toArray();
  }

  private static Object call(Object model, String name, Object... arguments) throws Exception {
    for (Method method : model.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        try {
          return method.invoke(model, arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new AssertionError("there is no " + name);
  }

  private static List<Double> elements(Object value) {
    return value instanceof double[] array ? Results.boxed(array) : List.of((Double) value);
  }

  @Test
  void anArrayOfTheWrongLengthIsRefusedByItsName() throws Exception {
    Object model = instance(CURVE, Derivatives.GRADIENT, false, List.of(), "");
    assertThatThrownBy(() -> call(model, "loss", X, new double[2], 1.0, 1.0, 1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y has 2 elements, where 3 are wanted");
    assertThatThrownBy(() -> call(model, "loss", null, Y, 1.0, 1.0, 1.0))
        .hasMessage("x is null, where 3 are wanted");
  }

  @Test
  void whatHasNotBeenComputedIsNotGiven() throws Exception {
    Object model = instance(CURVE, Derivatives.GRADIENT, false, List.of(), "");
    assertThatThrownBy(() -> call(model, "r"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it is not known: call loss or lossAndGradient first");
    call(model, "lossAndGradient", X, Y, 1.0, 1.0, 1.0);
    assertThat(call(model, "grad_a")).isInstanceOf(Double.class);
    call(model, "loss", X, Y, 2.0, 1.0, 1.0);
    assertThat((double[]) call(model, "r")).hasSize(3);
    assertThatThrownBy(() -> call(model, "grad_a"))
        .as("that of other inputs")
        .hasMessage("it is not known: call lossAndGradient first");
    assertThatThrownBy(() -> call(model, "loss", X, null, 2.0, 1.0, 1.0));
    assertThatThrownBy(() -> call(model, "r")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClassForAnotherRuntimeIsRefusedWhenItIsLoaded() throws Exception {
    JavaClass made =
        JavaClass.of(SourceFile.ofText("line.nn", "f = 2 * x\n"), STRICT, "com.acme", false);
    String level = "require(" + Compatibility.LEVEL + ", ";
    String other = made.text().replace(level, "require(99, ");
    assertThat(other).isNotEqualTo(made.text());
    Javac.Result compiled = Javac.withRuntime(Map.of("com.acme.Line", other));
    Class<?> type = compiled.loader(Kernel.class.getClassLoader()).loadClass("com.acme.Line");
    assertThatThrownBy(() -> type.getDeclaredConstructor().newInstance())
        .isInstanceOf(IncompatibleClassChangeError.class)
        .hasMessageStartingWith("com.acme.Line was generated for level 99 of flatprop-runtime");
  }

  @Test
  void severalObjectivesHaveAClassEach() throws Exception {
    for (boolean standalone : new boolean[] {false, true}) {
      List<String> objectives = List.of("loss", "penalty", "r");
      Object loss = instance(CURVE, Derivatives.JACOBIAN, standalone, objectives, "$Loss");
      Object penalty = instance(CURVE, Derivatives.JACOBIAN, standalone, objectives, "$Penalty");
      Object r = instance(CURVE, Derivatives.JACOBIAN, standalone, objectives, "$R");
      assertThat(text(CURVE, standalone, objectives).split("Generated\\(\"", -1))
          .as("the class and each in it is marked, that of the columns of r too")
          .hasSize(1 + 5);
      call(loss, "lossAndGradient", X, Y, 2.0, 0.5, 0.1);
      call(penalty, "penaltyAndGradient", X, Y, 2.0, 0.5, 0.1);
      double[][] rows = (double[][]) call(r, "rJacobian", X, Y, 2.0, 0.5, 0.1);
      double[] residuals = (double[]) call(r, "r");
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += 2 * residuals[i] * rows[i][0];
      }
      assertThat((Double) call(loss, "grad_a")).isCloseTo(sum, within());
      assertThat(call(penalty, "grad_a")).isEqualTo(4.0);
      assertThat(call(penalty, "grad_c")).isEqualTo(0.0);
    }
  }

  private static String text(String model, boolean standalone, List<String> objectives) {
    SourceFile file = SourceFile.ofText("curve.nn", model);
    Options options = STRICT.derivatives(Derivatives.JACOBIAN);
    return JavaClass.of(file, new JavaClass.Form(options, objectives, "p", standalone)).text();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-12);
  }

  @Test
  void withoutDerivativesThereIsAnEvaluatorOnly() throws Exception {
    for (Options form : List.of(STRICT, STRICT.arrays(Options.Arrays.LOOPS))) {
      for (Subject subject : Subject.corpus()) {
        Bound bound = subject.compile(form);
        double[] point = Points.ordinary(bound.signature(), 7).get(1);
        Evaluator evaluator =
            subject.compile(form.derivatives(Derivatives.NONE)).model().evaluator(subject.dims());
        double[] outputs = new double[bound.signature().outputSize()];
        evaluator.forward(point, outputs);
        assertThat(Results.boxed(outputs))
            .as("%s", subject)
            .isEqualTo(Results.byGraph(bound, point).outputs());
        assertThat(evaluator).as("%s", subject).isNotInstanceOf(Kernel.class);
      }
    }
    Object model = instance(CURVE, Derivatives.NONE, true, List.of(), "");
    assertThat(call(model, "loss", X, Y, 1.0, 0.0, 0.0)).isEqualTo(5.0);
    assertThat(Stream.of(model.getClass().getMethods()).map(Method::getName))
        .doesNotContain("backward", "valueAndGradient", "grad_a", "lossAndGradient");
    assertThatThrownBy(() -> Subject.of("m.nn", "f = x", Map.of()).compile(NONE).model().kernel())
        .isInstanceOf(IllegalStateException.class);
  }

  private static final Options NONE = STRICT.derivatives(Derivatives.NONE);

  @Test
  void threadsWithAnInstanceEachShareParameters() throws Exception {
    String text = "dim N\ninput x[N]\nparam w[N]\nloss = sum(exp(w * x))\n";
    Object first = instance(text, Derivatives.GRADIENT, true, List.of(), "");
    double[] w = {0.1, 0.2, 0.3};
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Double>>> futures = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        double[] x = {thread, 1, 2};
        Object own = thread == 0 ? first : call(first, "copy");
        futures.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 1000; i++) {
                    call(own, "lossAndGradient", x, w);
                  }
                  return elements(call(own, "grad_w"));
                }));
      }
      for (int thread = 0; thread < 4; thread++) {
        assertThat(futures.get(thread).get())
            .containsExactly(
                thread * StrictMath.exp(0.1 * thread),
                StrictMath.exp(0.2),
                2 * StrictMath.exp(0.6));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theLinesOfEachObjectiveAreItsOwn() {
    SourceFile file = SourceFile.ofText("two.nn", "first = x^2\n\nsecond = 3 * x\n");
    List<String> objectives = List.of("first", "second");
    JavaClass made = JavaClass.of(file, new JavaClass.Form(STRICT, objectives, "p", false));
    List<String> lines = made.text().lines().toList();
    for (int i = 0; i < 2; i++) {
      int java = 1 + lines.indexOf("    public double " + objectives.get(i) + "(double x) {");
      assertThat(made.map().orElseThrow().runs())
          .filteredOn(run -> run.first() <= java && java <= run.last())
          .extracting(run -> run.place().line())
          .containsExactly(1 + 2 * i);
    }
  }

  @Test
  void anObjectiveOfTheModelsNameHasAClassOfAnotherName() throws Exception {
    String text = "loss = x^2\nother = 3 * x\n";
    List<String> objectives = List.of("loss", "other");
    SourceFile file = SourceFile.ofText("loss.nn", text);
    JavaClass made = JavaClass.of(file, new JavaClass.Form(STRICT, objectives, "p", true));
    Javac.Result compiled = Javac.alone(Map.of("p.Loss", made.text()));
    assertThat(compiled.complaints()).isEmpty();
    assertThat(compiled.classes()).containsKeys("p.Loss$LossObjective", "p.Loss$Other");
  }

  @Test
  void namesOfTheClassesThatAreCalledHideThemNowhere() {
    String names = "Arrays, Compatibility, Signature, Generated, Kinds, Table";
    String text = "y = [" + names + "]\n" + "output " + names.replace("Generated", "y") + "\n";
    for (boolean standalone : new boolean[] {false, true}) {
      for (Derivatives derivatives : Derivatives.values()) {
        assertCompiles(text, STRICT.derivatives(derivatives), List.of(), standalone);
      }
    }
  }

  @Test
  void objectivesOfTheNamesOfNestedClassesHaveOthers() {
    String text = "kinds = a * exp(b)\ntable = a * b\nforward0 = kinds * b\nbackward0 = a\n";
    List<String> objectives = List.of("kinds", "table", "forward0", "backward0");
    for (boolean standalone : new boolean[] {false, true}) {
      assertCompiles(text, STRICT.form(Style.Form.SPLIT), objectives, standalone);
      assertCompiles(text, STRICT.scalars(Options.Scalars.TABLES), objectives, standalone);
    }
  }

  @Test
  void aJacobianThatNoVectorHoldsHasNoMethodOfItsOwn() {
    String text = "input x[50000]\ny[i] = x[i]^2\n";
    assertCompiles(text, STRICT.derivatives(Derivatives.JACOBIAN), List.of(), true);
  }

  private static void assertCompiles(
      String text, Options options, List<String> objectives, boolean standalone) {
    for (String model : List.of("kinds.nn", "forward0.nn")) {
      JavaClass.Form form = new JavaClass.Form(options, objectives, "p", standalone);
      JavaClass made = JavaClass.of(SourceFile.ofText(model, text), form);
      Map<String, String> sources = Map.of("p." + made.name(), made.text());
      Javac.Result compiled = standalone ? Javac.alone(sources) : Javac.withRuntime(sources);
      assertThat(compiled.complaints()).as("%s %s", model, options).isEmpty();
    }
  }

  private static Object instance(
      String text,
      Derivatives derivatives,
      boolean standalone,
      List<String> objectives,
      String nested)
      throws ReflectiveOperationException {
    SourceFile file = SourceFile.ofText("curve.nn", text);
    Options options = STRICT.derivatives(derivatives);
    JavaClass made = JavaClass.of(file, new JavaClass.Form(options, objectives, "p", standalone));
    Map<String, String> sources = Map.of("p." + made.name(), made.text());
    Javac.Result compiled = standalone ? Javac.alone(sources) : Javac.withRuntime(sources);
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader parent =
        standalone ? ClassLoader.getPlatformClassLoader() : Kernel.class.getClassLoader();
    return compiled
        .loader(parent)
        .loadClass("p." + made.name() + nested)
        .getDeclaredConstructor(int.class)
        .newInstance(3);
  }
}
