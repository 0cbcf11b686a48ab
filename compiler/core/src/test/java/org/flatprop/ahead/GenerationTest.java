package org.flatprop.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is generated anew, and what is left as it is. */
class GenerationTest {

  @TempDir Path folder;
  private Workplace place;
  private Path gates;
  private Path near;
  private Path far;
  private Path other;

  @BeforeEach
  void project() {
    place = new Workplace(folder);
    gates = place.model("shared/gates.nn", "def gate(a, b) = a * b\n");
    place.model("shared/pairs.nn", "import \"gates.nn\"\ndef pair(a, b) = gate(a, b) + b\n");
    near = place.model("com/acme/near.nn", "import \"../../shared/gates.nn\"\nf = gate(x, y)\n");
    far = place.model("com/acme/far.nn", "import \"../../shared/pairs.nn\"\nf = pair(x, y)\n");
    other = place.model("other.nn", "f = x * y\n");
  }

  @Test
  void aModelBecomesAClassInThePackageOfItsFolder() {
    Report report = place.run();
    assertThat(place.classes())
        .containsOnlyKeys("com/acme/Near.java", "com/acme/Far.java", "Other.java");
    assertThat(place.classes().get("com/acme/Near.java"))
        .startsWith("package com.acme;\n")
        .contains("public final class Near ");
    assertThat(report.written())
        .containsExactlyInAnyOrder(out("com/acme/Near"), out("com/acme/Far"), out("Other"));
    assertThat(report.files()).hasSize(3);
  }

  @Test
  void aModelThatComputesNothingGetsNoClass() {
    assertThat(place.run().libraries())
        .containsExactly(gates, place.sources().resolve("shared/pairs.nn"));
    assertThat(place.run().libraries()).hasSize(2);
  }

  @Test
  void aChosenObjectiveIsNotAskedOfLibraries() {
    Workplace chosen = new Workplace(folder, "", Options.DEFAULT.objective("f"), "1");
    assertThat(chosen.run().libraries()).hasSize(2);
    place.model("other.nn", "h = 2 * x\n");
    assertThatThrownBy(chosen::run).hasMessageContaining("other.nn: objective:");
  }

  @Test
  void theBasePackageComesFirst() {
    new Workplace(folder, "org.example", Options.DEFAULT, "1").run();
    assertThat(place.classes())
        .containsOnlyKeys(
            "org/example/com/acme/Near.java",
            "org/example/com/acme/Far.java",
            "org/example/Other.java");
  }

  @Test
  void whatHasNotChangedIsNotCompiled() {
    Map<String, String> first = state(place.run());
    Report second = place.run();
    assertThat(second.compiled()).isEmpty();
    assertThat(second.changed()).isFalse();
    assertThat(second.files()).hasSize(3);
    assertThat(state(second)).isEqualTo(first);
  }

  private Map<String, String> state(Report report) {
    assertThat(report.removed()).isEmpty();
    return Workplace.texts(folder);
  }

  @Test
  void aChangedFileIsCompiledWithAllThatImportIt() {
    place.run();
    place.model("shared/gates.nn", "def gate(a, b) = a * b * b\n");
    Report report = place.run();
    assertThat(report.compiled()).contains(gates, near, far).doesNotContain(other).hasSize(4);
    assertThat(report.written())
        .containsExactlyInAnyOrder(out("com/acme/Near"), out("com/acme/Far"));
    assertThat(place.run().compiled()).isEmpty();
  }

  @Test
  void aChangeThatMakesNoDifferenceIsNotWritten() throws IOException {
    place.run();
    FileTime time = Files.getLastModifiedTime(out("com/acme/Near"));
    place.model("shared/gates.nn", "def gate(a, b) = a * b\n# no difference\n");
    Report report = place.run();
    assertThat(report.compiled()).contains(near);
    assertThat(report.changed()).isFalse();
    assertThat(Files.getLastModifiedTime(out("com/acme/Near"))).isEqualTo(time);
    assertThat(place.run().compiled()).isEmpty();
  }

  @Test
  void otherChoicesAreAnotherClass() {
    place.run();
    Options strict = Options.DEFAULT.profile(Profile.STRICT);
    assertThat(new Workplace(folder, "", strict, "1").run().written()).hasSize(3);
    Options byX = strict.wrt(List.of("x"));
    assertThat(new Workplace(folder, "", byX, "1").run().written()).hasSize(3);
    assertThat(new Workplace(folder, "", byX, "1").run().compiled()).isEmpty();
  }

  @Test
  void anotherCompilerCompilesEverything() {
    place.run();
    Report report = new Workplace(folder, "", Options.DEFAULT, "2").run();
    assertThat(report.compiled()).hasSize(5);
    assertThat(report.written()).isEmpty();
  }

  @Test
  void aClassThatIsMissingOrWasChangedIsWrittenAgain() throws IOException {
    place.run();
    Map<String, String> first = place.classes();
    Files.delete(out("Other"));
    Files.writeString(out("com/acme/Near"), "class Near {}");
    assertThat(place.run().written()).containsExactlyInAnyOrder(out("com/acme/Near"), out("Other"));
    assertThat(place.classes()).isEqualTo(first);
  }

  @Test
  void theClassOfAModelThatIsGoneIsRemoved() throws IOException {
    place.run();
    Files.delete(near);
    assertThat(place.run().removed()).containsExactly(out("com/acme/Near"));
    Files.delete(far);
    assertThat(place.run().removed()).containsExactly(out("com/acme/Far"));
    assertThat(place.output().resolve("com")).doesNotExist();
    assertThat(place.classes()).containsOnlyKeys("Other.java");
  }

  @Test
  void theClassOfAModelThatComputesNothingAnyMoreIsRemoved() {
    place.run();
    place.model("other.nn", "def g(x) = x\n");
    assertThat(place.run().removed()).containsExactly(out("Other"));
  }

  @Test
  void anotherPackageLeavesNothingBehind() {
    place.run();
    assertThat(new Workplace(folder, "org", Options.DEFAULT, "1").run().removed()).hasSize(3);
    assertThat(place.classes()).allSatisfy((name, text) -> assertThat(name).startsWith("org/"));
  }

  @Test
  void whatSomebodyHasChangedIsNotRemoved() throws IOException {
    place.run();
    Files.delete(other);
    Files.writeString(out("Other"), "class Other {}");
    Report report = place.run();
    assertThat(report.removed()).isEmpty();
    assertThat(report.kept()).containsExactly(out("Other"));
    assertThat(out("Other")).hasContent("class Other {}");
  }

  @Test
  void whatIsNotFromHereIsNotTouched() throws IOException {
    place.run();
    Path own = Files.writeString(out("com/acme/Own"), "package com.acme; class Own {}");
    Files.delete(near);
    Files.delete(far);
    place.run();
    assertThat(own).exists();
    assertThat(place.classes()).containsOnlyKeys("Other.java", "com/acme/Own.java");
  }

  @Test
  void aDamagedStateMeansThatEverythingIsGeneratedAgain() throws IOException {
    place.run();
    String state = Files.readString(place.state());
    List<String> damaged =
        List.of("", "\n", "flatprop 1\n", state.substring(1), state.substring(0, 300), state + "x");
    for (String text : damaged) {
      Files.writeString(place.state(), text);
      assertThat(place.run().compiled()).as(text).hasSize(5);
      assertThat(place.run().compiled()).isEmpty();
    }
    Files.write(place.state(), new byte[] {(byte) 0xC3, 0, (byte) 0xFF});
    assertThat(place.run().compiled()).hasSize(5);
  }

  @Test
  void aLostStateMeansThatEverythingIsGeneratedAgain() throws IOException {
    place.run();
    Files.delete(place.state());
    Report report = place.run();
    assertThat(report.compiled()).hasSize(5);
    assertThat(report.changed()).isFalse();
  }

  @Test
  void theStateSurvivesAMoveOfTheProject() throws IOException {
    place.run();
    Path moved = folder.resolveSibling(folder.getFileName() + "-moved");
    Files.move(folder, moved);
    try {
      assertThat(new Workplace(moved).run().compiled()).isEmpty();
    } finally {
      Files.move(moved, folder);
    }
  }

  @Test
  void aFileSavedWhileItIsCompiledIsCompiledAgain() throws IOException {
    Workplace.saved(gates, Instant.now().plus(1, ChronoUnit.HOURS));
    place.run();
    assertThat(place.run().compiled()).contains(gates, near, far).doesNotContain(other);
  }

  @Test
  void whereThereIsNothingNothingIsWritten() throws IOException {
    Workplace empty = new Workplace(Files.createDirectory(folder.resolve("empty")));
    Files.createDirectory(empty.sources());
    empty.run();
    assertThat(Workplace.texts(empty.folder())).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesMayHoldAnything() throws IOException {
    Path shared = place.sources().resolve("shared");
    Files.move(gates, shared.resolve("a \\ b\t\n'\"ü.nn"));
    place.model("shared/pairs.nn", "def gate(a, b) = a * b\ndef pair(a, b) = gate(a, b) + b\n");
    place.model("com/acme/near.nn", "import \"../../shared/pairs.nn\"\nf = gate(x, y)\n");
    place.model("über\nuns.nn", "f = x\n");
    place.run();
    assertThat(place.classes()).containsKey("ÜberUns.java").hasSize(4);
    assertThat(place.run().compiled()).isEmpty();
  }

  private Path out(String name) {
    return place.output().resolve(name + ".java");
  }
}
