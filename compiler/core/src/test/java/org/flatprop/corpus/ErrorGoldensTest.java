package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.Flatprop;
import org.flatprop.Options;
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

  /** Too large for a file: see {@link DepthTest}. */
  private static final Set<String> LARGE = Set.of("tooManySteps", "modelTooLarge");

  static Stream<Path> programs() {
    return Corpus.bad().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aBadProgramIsReportedAsExpected(Path file) {
    String name = file.getFileName().toString().replace(".nn", ".txt");
    Golden.check(file.resolveSibling(name), messages(SourceFile.read(file), Options.DEFAULT));
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
  void everyFactoryOfErrorsIsExercised() {
    Set<String> factories =
        Stream.of(Errors.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    factories.removeAll(LARGE);
    assertThat(factories)
        .allMatch(name -> Files.exists(Corpus.BAD.resolve(name + ".txt")), "has a golden");
  }

  @Test
  void noExpectedTextIsOfAProgramThatIsGone() throws Exception {
    try (Stream<Path> files = Files.list(Corpus.BAD)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".txt"))
          .allMatch(
              name ->
                  Files.exists(Corpus.BAD.resolve(name.replace(".txt", ".nn")))
                      || Set.of("nestedTooDeeply.txt", "unknownWrt.txt").contains(name));
    }
  }

  private static String messages(SourceFile file, Options options) {
    CompileException refused =
        catchThrowableOfType(CompileException.class, () -> Flatprop.compile(file, options));
    assertThat(refused).as("%s is bad", file).isNotNull();
    String folder = Corpus.BAD.toString().replace('\\', '/') + "/";
    return refused.getMessage().replace(folder, "") + "\n";
  }
}
