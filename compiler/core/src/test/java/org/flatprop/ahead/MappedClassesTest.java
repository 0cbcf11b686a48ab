package org.flatprop.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.corpus.Javac;
import org.flatprop.emit.Style;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;
import org.flatprop.source.SourceMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build's class files, mapped where they are. */
class MappedClassesTest {

  private static final JavaClass NEURON =
      JavaClass.of(
          SourceFile.ofText("neuron.nn", "f = sigmoid(w * x)\n"),
          new JavaClass.Form(Options.DEFAULT.form(Style.Form.SPLIT), List.of(), "com.acme", false));

  private static final SourceMap MAP = NEURON.map().orElseThrow();

  @TempDir Path folder;

  private void compile(String... options) throws IOException {
    Map<String, String> sources =
        Map.of(
            "com.acme.Neuron",
            NEURON.text(),
            "com.acme.Neuron2",
            "package com.acme; class Neuron2 {}");
    for (Map.Entry<String, byte[]> entry :
        Javac.withRuntime(sources, options).classes().entrySet()) {
      Path path = folder.resolve(entry.getKey().replace('.', '/') + ".class");
      Files.createDirectories(path.getParent());
      Files.write(path, entry.getValue());
    }
  }

  private List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  private Map<String, Integer> contents() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("com/acme"))) {
      return new TreeMap<>(
          files.collect(
              Collectors.toMap(file -> file.getFileName().toString(), MappedClassesTest::hash)));
    }
  }

  private static int hash(Path file) {
    try {
      return Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theClassAndThoseNestedInItAreMappedOnce() throws IOException {
    compile();
    Map<String, Integer> before = contents();
    MappedClasses first = MappedClasses.in(folder, MAP);
    assertThat(names(first.mapped()))
        .containsExactly("Neuron$Backward0.class", "Neuron$Forward0.class", "Neuron.class");
    assertThat(first.kept()).isEmpty();
    Map<String, Integer> after = contents();
    assertThat(after.keySet()).as("nothing is left beside").isEqualTo(before.keySet());
    assertThat(after.get("Neuron2.class")).isEqualTo(before.get("Neuron2.class"));
    assertThat(after.get("Neuron$Forward0.class"))
        .isNotEqualTo(before.get("Neuron$Forward0.class"));
    MappedClasses second = MappedClasses.in(folder, MAP);
    assertThat(second.mapped()).isEmpty();
    assertThat(second.kept()).isEqualTo(first.mapped());
    assertThat(contents()).isEqualTo(after);
  }

  @Test
  void classesWithoutLinesStayAsTheyAre() throws IOException {
    compile("-g:none");
    Map<String, Integer> before = contents();
    MappedClasses classes = MappedClasses.in(folder, MAP);
    assertThat(classes.mapped()).isEmpty();
    assertThat(classes.kept()).hasSize(3);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void thoseOfABuildAreMappedIfTheyHaveNotBeen() throws IOException {
    compile();
    Path sources = Files.createDirectories(folder.resolve("nn"));
    Path model = sources.resolve(Path.of("com", "acme", "neuron.nn"));
    Files.createDirectories(model.getParent());
    Files.writeString(model, "f = sigmoid(w * x)\n");
    Path other = Files.writeString(sources.resolve("other.nn"), "f = x\n");
    Options options = Options.DEFAULT.form(Style.Form.SPLIT);
    Request request =
        new Request(
            "1",
            sources,
            List.of(model, other),
            folder.resolve("out"),
            folder.resolve("state"),
            new JavaClass.Form(options, List.of(), "", false),
            Map.of());
    MappedClasses first = MappedClasses.of(request, folder);
    assertThat(names(first.mapped()))
        .containsExactly("Neuron$Backward0.class", "Neuron$Forward0.class", "Neuron.class");
    Files.writeString(model, "what is mapped is not compiled again");
    MappedClasses second = MappedClasses.of(request, folder);
    assertThat(second.mapped()).isEmpty();
    assertThat(names(second.kept())).containsExactly("Neuron.class");
  }

  @Test
  void aClassOfTheNameOfALibraryIsAnothersHand() throws IOException {
    compile();
    Path sources = Files.createDirectories(folder.resolve(Path.of("nn", "com", "acme")));
    Path library = Files.writeString(sources.resolve("neuron.nn"), "def square(x) = x * x\n");
    Map<String, Integer> before = contents();
    Request request =
        new Request(
            "1",
            folder.resolve("nn"),
            List.of(library),
            folder.resolve("out"),
            folder.resolve("state"),
            new JavaClass.Form(Options.DEFAULT, List.of(), "", false),
            Map.of());
    assertThat(MappedClasses.of(request, folder).mapped()).isEmpty();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aClassThatIsNotThereIsMissing() throws IOException {
    assertThat(MappedClasses.in(folder, MAP).isMissing()).isTrue();
    compile();
    assertThat(MappedClasses.in(folder, MAP).isMissing()).isFalse();
  }

  @Test
  void aBrokenClassFileIsMappedOrRefused() throws IOException {
    compile();
    Path file = folder.resolve("com/acme/Neuron.class");
    byte[] bytes = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 0; at < bytes.length; at += 3) {
      byte[] broken = bytes.clone();
      broken[at] ^= (byte) 0x5a;
      Files.write(file, broken);
      try {
        MappedClasses.in(folder, MAP);
      } catch (CompileException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void whatIsNoClassFileIsSaid() throws IOException {
    compile();
    Path broken = folder.resolve("com/acme/Neuron$Forward0.class");
    byte[] bytes = Files.readAllBytes(broken);
    for (int length = 0; length < bytes.length; length += 13) {
      Files.write(broken, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> MappedClasses.in(folder, MAP))
          .isInstanceOf(CompileException.class)
          .hasMessageStartingWith(FileErrors.shown(broken) + ": this is no class file");
    }
    Files.write(broken, bytes);
    assertThat(names(MappedClasses.in(folder, MAP).mapped()))
        .as("the class around it is mapped last, so that it is seen that something is left")
        .contains("Neuron$Forward0.class", "Neuron.class");
  }
}
