package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.graph.Node;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.CompileException;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of every bad program. Each factory of {@link Errors} has a program of its name; what
 * a file cannot show is below.
 */
class ErrorGoldensTest {

  /** What no file shows: see {@link LimitsTest}, {@link DepthTest}, {@link KernelTest}, below. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "tooManySteps",
          "tooManyOperations",
          "modelTooLarge",
          "outOfMemory",
          "expressionTooLong",
          "sizesTogetherTooLarge",
          "outside");

  /** Goldens of what is said of options. */
  private static final Set<String> OF_OPTIONS =
      Set.of(
          "nestedTooDeeply.txt",
          "sameClassOfObjectives.txt",
          "tooLargeToEvaluate.txt",
          "unknownObjective.txt",
          "unknownWrt.txt",
          "wrtWholeNumber.txt");

  static Stream<Path> programs() {
    return Corpus.bad().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aBadProgramIsReportedAsExpected(Path file) {
    String name = file.getFileName().toString().replace(".nn", ".txt");
    Golden.check(file.resolveSibling(name), messages(SourceFile.read(file), Options.DEFAULT));
  }

  static Stream<Path> unfit() {
    return Corpus.unfit().stream();
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void sizesThatDoNotFitAreReportedAsExpected(Path file) {
    StringBuilder said = new StringBuilder();
    for (Subject subject : Subject.of(file)) {
      CompiledModel model = Flatprop.compile(subject.file(), Options.DEFAULT);
      said.append(subject)
          .append('\n')
          .append(messages(subject.toString(), () -> model.kernel(subject.dims())));
    }
    Golden.check(
        file.resolveSibling(file.getFileName().toString().replace(".nn", ".txt")), said.toString());
  }

  @Test
  void anExpressionNestedTooDeeplyIsReportedAsExpected() {
    String text = "f = " + "(".repeat(20_000) + "x" + ")".repeat(20_000) + "\ng = y +\n";
    String said = messages(SourceFile.ofText("deep.nn", text), Options.DEFAULT);
    Golden.check(Corpus.BAD.resolve("nestedTooDeeply.txt"), said);
  }

  @Test
  void aChosenNameThatIsUnknownIsReportedAsExpected() {
    SourceFile file = SourceFile.ofText("model.nn", "weight = 2 * x\nf = weight + 1\n");
    Options options = Options.DEFAULT.wrt(List.of("wieght", "x", "nothing_like_it"));
    Golden.check(Corpus.BAD.resolve("unknownWrt.txt"), messages(file, options));
  }

  @Test
  void aChosenObjectiveThatIsUnknownIsReportedAsExpected() {
    SourceFile file = SourceFile.ofText("model.nn", "weight = 2 * x\nf = weight + 1\n");
    String said =
        messages(file, Options.DEFAULT.objective("wieght"))
            + messages(file, Options.DEFAULT.objective("nothing_like_it"));
    Golden.check(Corpus.BAD.resolve("unknownObjective.txt"), said);
  }

  @Test
  void objectivesOfOneClassAreReportedAsExpected() {
    SourceFile file = SourceFile.ofText("model.nn", "a_b = x\naB = 2 * x\n");
    JavaClass.Form form =
        new JavaClass.Form(Options.DEFAULT, List.of("a_b", "aB", "a_b"), "", false);
    Golden.check(
        Corpus.BAD.resolve("sameClassOfObjectives.txt"),
        messages("objectives", () -> JavaClass.of(file, form)));
  }

  @Test
  void aChosenNameThatIsNoRealNumberIsReportedAsExpected() {
    String text = "dim N = 3\ninput x[N]\nindex y in N\nf = sum(x) * x[y]\n";
    SourceFile file = SourceFile.ofText("model.nn", text);
    String said = messages(file, Options.DEFAULT.wrt(List.of("N", "x", "y")));
    Golden.check(Corpus.BAD.resolve("wrtWholeNumber.txt"), said);
  }

  @Test
  void arraysTooLargeForTheMemoryAreRefusedWithTheirSizes() {
    String text = "dim N\ninput x[N], y[N]\nf = sum(outer(x, y) ^ 2)\n";
    CompiledModel model = Flatprop.compile(text);
    Map<String, Integer> dims = Map.of("N", 46_340);
    assertThat(messages("46,340² elements", () -> model.kernel(dims)))
        .startsWith("model.nn: the arrays of the model need ")
        .contains(" MB of memory; there are ");
  }

  @Test
  void valuesTooManyToBeShownAreRefused() {
    CompiledModel model = Flatprop.compile("dim N\ninput x[N], y[N]\nf = sum(outer(x, y) ^ 2)\n");
    List<Node> objective = List.of(model.model().objective().node());
    Map<String, Integer> dims = Map.of("N", 100_000);
    Golden.check(
        Corpus.BAD.resolve("tooLargeToEvaluate.txt"),
        messages(
            "100,000² elements",
            () -> model.evaluate(objective, leaf -> new double[100_000], dims)));
  }

  @Test
  void everyFactoryOfErrorsIsExercised() {
    Set<String> factories =
        Stream.of(Errors.class, ArrayErrors.class)
            .flatMap(catalogue -> Stream.of(catalogue.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    factories.removeAll(ELSEWHERE);
    assertThat(factories)
        .allMatch(
            name ->
                Stream.of(Corpus.BAD, Corpus.UNFIT)
                    .anyMatch(folder -> Files.exists(folder.resolve(name + ".txt"))),
            "has a golden");
  }

  @Test
  void noExpectedTextIsOfAProgramThatIsGone() throws Exception {
    for (Path folder : List.of(Corpus.BAD, Corpus.UNFIT)) {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.endsWith(".txt"))
            .allMatch(
                name ->
                    Files.exists(folder.resolve(name.replace(".txt", ".nn")))
                        || OF_OPTIONS.contains(name));
      }
    }
  }

  private static String messages(SourceFile file, Options options) {
    return messages(file.name(), () -> Flatprop.compile(file, options));
  }

  /** What is said of something bad. */
  private static String messages(String what, ThrowingCallable bad) {
    CompileException refused = catchThrowableOfType(CompileException.class, bad);
    assertThat(refused).as("%s is bad", what).isNotNull();
    return Stream.of(Corpus.BAD, Corpus.UNFIT)
            .map(folder -> folder.toString().replace('\\', '/') + "/")
            .reduce(refused.getMessage(), (message, folder) -> message.replace(folder, ""))
        + "\n";
  }
}
