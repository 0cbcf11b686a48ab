package org.flatprop.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be generated is said, and all stays as it was. */
class BadInputTest {

  @TempDir Path folder;
  private Workplace place;

  @BeforeEach
  void project() {
    place = new Workplace(folder);
    place.model("com/acme/neuron.nn", "f = sigmoid(w*x)\n");
    place.model("com/acme/square.nn", "f = x^2\n");
    place.run();
  }

  @Test
  void everyErrorOfEveryModelIsReported() {
    place.model("com/acme/neuron.nn", "f = sigmoid(w*x + q\n");
    place.model("com/acme/square.nn", "f = x^2\ng = cube(f) + squre(x)\n");
    place.model("com/acme/new.nn", "f = x\n");
    assertRefused(
        place,
        """
        com/acme/neuron.nn:1:12: this `(` is never closed
          1 | f = sigmoid(w*x + q
            |            ^
        com/acme/square.nn:2:5: there is no function `cube`
          2 | g = cube(f) + squre(x)
            |     ^^^^
        com/acme/square.nn:2:15: there is no function `squre`
          2 | g = cube(f) + squre(x)
            |               ^^^^^
          did you mean `square`?""");
  }

  @Test
  void anErrorOfAnImportedFileIsReportedOnce() {
    place.model("com/acme/lib.nn", "def g(x) = h(x)\n");
    place.model("com/acme/neuron.nn", "import \"lib.nn\"\nf = g(x)\n");
    place.model("com/acme/square.nn", "import \"../acme/./lib.nn\"\nf = g(x)\n");
    assertRefused(
        place,
        """
        com/acme/lib.nn:1:12: there is no function `h`
          1 | def g(x) = h(x)
            |            ^""");
  }

  @Test
  void anErrorOfALibraryIsFoundThoughNobodyImportsIt() throws IOException {
    Path outside = folder.resolve("outside.nn");
    Files.writeString(outside, "def g(x) = x\n");
    place.model("lib.nn", "import \"../outside.nn\"\ndef h(x) = g(x)\n");
    place.run();
    Files.writeString(outside, "def g(x) = z(x)\n");
    assertThat(refused(place)).contains("outside.nn:1:12: there is no function `z`");
  }

  @Test
  void aNameThatIsNotThereIsReportedWithTheModel() {
    Options byW = Options.DEFAULT.wrt(List.of("w"));
    assertRefused(
        new Workplace(folder, "", byW, "1"),
        "com/acme/square.nn: wrt: the model has no value `w`\n  there are x, f");
  }

  @Test
  void twoModelsOfOneClassAreRefused() {
    place.model("com/acme/Square.nn", "f = x\n");
    assertRefused(
        place,
        """
        com/acme/square.nn: its class is `com.acme.Square`, and so is that of com/acme/Square.nn
          rename one of them""");
  }

  @Test
  void twoModelsOfOneFileWhereCaseDoesNotCountAreRefused() {
    place.model("com/acme/two_layer.nn", "f = x\n");
    place.model("com/acme/twolayer.nn", "f = x\n");
    assertRefused(
        place,
        """
        com/acme/twolayer.nn: its class is `com.acme.Twolayer`, and that of com/acme/two_layer.nn is `com.acme.TwoLayer`
          many systems take their files for the same: rename one of them""");
  }

  @Test
  void aFolderThatIsNoPackageIsRefused() {
    place.model("my-models/a.nn", "f = x\n");
    place.model("my-models/b.nn", "f = x\n");
    place.model("com/int/a.nn", "f = x\n");
    place.model("java/a.nn", "f = x\n");
    assertRefused(
        place,
        """
        com/int: the classes of its models would be in the package `com.int`, but `int` is a reserved word of Java
          rename the folder
        java: the classes of its models would be in the package `java`, but those of `java` are the JDK's own
          rename the folder
        my-models: the classes of its models would be in the package `my-models`, but `my-models` is no name in Java
          rename the folder""");
  }

  @Test
  void aFolderOfFunctionsNeedsNoPackage() {
    place.model("my-functions/a.nn", "def f(x) = x\n");
    place.run();
    assertThat(place.classes()).hasSize(2);
  }

  @Test
  void aBasePackageThatIsNoneIsRefused() {
    Workplace wrong = new Workplace(folder, "com..acme", Options.DEFAULT, "1");
    assertRefused(wrong, "basePackage: `com..acme` is no package's name: a part of it is empty");
  }

  @Test
  void aFileOfAnotherHandIsNotReplaced() throws IOException {
    place.model("com/acme/cube.nn", "f = x^3\n");
    Files.writeString(place.output().resolve("com/acme/Cube.java"), "class Cube {}");
    assertThat(refused(place))
        .isEqualTo(
            """
            OUT/com/acme/Cube.java: the class of com/acme/cube.nn goes here, but there is a file that Flatprop has not written
              move it away, or rename the model""");
  }

  @Test
  void aFileThatAnotherStepOfTheBuildWritesIsNotReplaced() {
    Map<String, String> before = all();
    Path file = place.output().resolve("com/acme/Square.java");
    assertThat(refused(() -> place.runBeside(Map.of(file, "the execution `b`")), place))
        .isEqualTo(
            """
            OUT/com/acme/Square.java: the class of com/acme/square.nn goes here, and so does one of the execution `b`
              share the models out by `includes` and `excludes`, or give one of them a `basePackage` of its own""");
    assertThat(all()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyClassSaysThatItIsWrittenByFlatprop(boolean standalone) {
    SourceFile file = SourceFile.ofText("m.nn", "f = x");
    JavaClass.Form form = new JavaClass.Form(Options.DEFAULT, List.of(), "", standalone);
    assertThat(JavaClass.of(file, form).text()).contains(Outputs.MARK);
  }

  @Test
  void anOccupiedOutputIsReported() throws IOException {
    Workplace fresh = new Workplace(Files.createDirectory(folder.resolve("fresh")));
    fresh.model("a.nn", "f = x\n");
    Files.writeString(fresh.output(), "a file");
    assertThat(refused(fresh))
        .endsWith("/A.java: cannot be written: " + fresh.output() + " is in the way");
    Files.delete(fresh.output());
    Files.createDirectories(fresh.output().resolve("A.java"));
    assertThat(refused(fresh)).endsWith("/A.java: cannot be written: a folder is in the way");
    assertThat(fresh.state()).doesNotExist();
  }

  @Test
  void whatIsNoTextIsReported() throws IOException {
    Files.write(place.sources().resolve("latin.nn"), new byte[] {'f', '=', (byte) 0xE4});
    Files.createDirectory(place.sources().resolve("folder.nn"));
    assertRefused(
        place,
        """
        folder.nn: cannot be read: it is a directory
        latin.nn: cannot be read: it is not UTF-8 text""");
  }

  private void assertRefused(Workplace at, String message) {
    Map<String, String> before = all();
    assertThat(refused(at)).isEqualTo(message);
    assertThat(all()).isEqualTo(before);
  }

  /** What was generated, and what is known of it. */
  private Map<String, String> all() {
    Map<String, String> all = Workplace.texts(place.output());
    all.putAll(Workplace.texts(place.state().getParent()));
    return all;
  }

  private static String refused(Workplace at) {
    return refused(at::run, at);
  }

  private static String refused(ThrowingCallable run, Workplace at) {
    return catchThrowableOfType(CompileException.class, run)
        .getMessage()
        .replace(FileErrors.shown(at.sources()) + "/", "")
        .replace(FileErrors.shown(at.output()) + "/", "OUT/");
  }
}
