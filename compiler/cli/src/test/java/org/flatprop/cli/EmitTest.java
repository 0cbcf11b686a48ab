package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitTest {

  @TempDir Path folder;
  private Path out;
  private String neuron;

  @BeforeEach
  void model() throws IOException {
    out = folder.resolve("out");
    neuron = file("two_weights.nn", "f = sigmoid(w0*x0 + w1*x1) + max(w0, 0)");
  }

  @Test
  void aClassIsWrittenIntoItsPackage() throws IOException {
    Outcome outcome = emit(neuron, "--package", "org.example");
    Path written = out.resolve(Path.of("org", "example", "TwoWeights.java"));
    assertThat(outcome).isEqualTo(new Outcome(0, Paths.shown(written) + "\n", ""));
    assertThat(written).content().startsWith("package org.example;\n");
    assertThat(files()).containsExactly(written);
  }

  @Test
  void aStandaloneClassRunsOnJava8() throws Exception {
    assertThat(emit(neuron, "--standalone", "--profile", "strict").exit()).isZero();
    Path source = out.resolve("TwoWeights.java");
    Path probe = Files.writeString(folder.resolve("Probe.java"), "class Probe {}");
    String classes = folder.toString();
    boolean old = javac("--release", "8", "-Xlint:-options", "-d", classes, probe.toString()) == 0;
    String release = old ? "8" : "17";
    int exit =
        javac(
            "--release",
            release,
            "-Xlint:all,-options",
            "-Werror",
            "-d",
            classes,
            source.toString());
    assertThat(exit).isZero();

    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, platform)) {
      Class<?> type = loader.loadClass("TwoWeights");
      Object model = type.getDeclaredConstructor().newInstance();
      double[] outputs = new double[1];
      type.getMethod("forward", double[].class, double[].class)
          .invoke(model, new double[] {2, 0.5, -1, 1}, outputs);
      assertThat(outputs).containsExactly(2.5);
    }
  }

  @Test
  void severalObjectivesHaveANestedClassEach() throws IOException {
    String two = file("two.nn", "a = x*y\nb = a^2\nc = 2*b\n");
    assertThat(emit(two, "--objective", "a,b").exit()).isZero();
    assertThat(out.resolve("Two.java"))
        .content()
        .contains("public static final class A implements Kernel {")
        .contains("public static final class B implements Kernel {")
        .doesNotContain("class C ");
  }

  @Test
  void derivativesAreChosen() throws IOException {
    assertThat(emit(neuron, "--forward-only").exit()).isZero();
    assertThat(out.resolve("TwoWeights.java"))
        .content()
        .contains("class TwoWeights implements Evaluator {")
        .doesNotContain("backward", "adient");
    assertThat(emit(neuron, "--jacobian").exit()).isZero();
    assertThat(out.resolve("TwoWeights.java")).content().contains("fJacobian(double w0, ");
    assertThat(emit(neuron, "--jacobian", "--forward-only").exit()).isEqualTo(2);
  }

  @Test
  void anUnknownObjectiveIsAnError() throws IOException {
    Outcome outcome = emit(neuron, "--objective", "g");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("--objective: the model computes no value `g`\n");
    assertThat(files()).isEmpty();
  }

  @Test
  void anOldFileIsReplaced() throws IOException {
    Files.createDirectories(out);
    Path written = Files.writeString(out.resolve("TwoWeights.java"), "old");
    assertThat(emit(neuron).exit()).isZero();
    assertThat(written).content().contains("class TwoWeights");
    assertThat(files()).containsExactly(written);
  }

  @Test
  void nothingIsWrittenIfOneModelIsWrong() throws IOException {
    String wrong = file("wrong.nn", "f = g(x)");
    Outcome outcome = emit(neuron, wrong, folder.resolve("none.nn").toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("there is no function `g`", "there is no such file");
    assertThat(files()).isEmpty();
  }

  @Test
  void nothingIsWrittenIfThePackageIsWrong() throws IOException {
    String wrong = file("wrong.nn", "f = g(x)");
    Outcome outcome = emit(neuron, wrong, "--package", "a-b");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .contains(
            "--package: `a-b` is no package's name: `a-b` is no name in Java",
            "there is no function `g`");
    assertThat(files()).isEmpty();
  }

  @Test
  void nothingIsWrittenIfTwoModelsAreOneClass() throws IOException {
    String same = file("TwoWeights.nn", "f = x");
    Outcome outcome = emit(neuron, same);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("TwoWeights.nn: its class is `TwoWeights`, and so is that of " + neuron);
    assertThat(files()).isEmpty();
  }

  @Test
  void nothingIsWrittenIfOneFileCannotBe() throws IOException {
    String other = file("other.nn", "f = x");
    Files.createDirectories(out.resolve("Other.java"));
    Outcome outcome = emit(neuron, other);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("Other.java: cannot be written: a folder is in the way");
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileInPlaceOfTheFolderIsAnError() {
    Outcome outcome = Outcome.of("emit", neuron, "-o", neuron);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("cannot be written: " + neuron + " is in the way");
  }

  @Test
  void theStandardInputIsAModel() {
    Outcome outcome = Outcome.given("f = x", "emit", "-", "--out", out.toString());
    assertThat(outcome.out()).endsWith("/Model.java\n");
    assertThat(out.resolve("Model.java")).content().contains("The model model,", "class Model ");
  }

  private Outcome emit(String... args) {
    String[] all =
        Stream.concat(Stream.of("emit", "-o", out.toString()), Stream.of(args))
            .toArray(String[]::new);
    return Outcome.of(all);
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(out)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static int javac(String... args) {
    return ToolProvider.getSystemJavaCompiler().run(null, System.err, System.err, args);
  }
}
